"""What must never stand in a plan, as pure functions over plans; tests and the benchmark run them.

The phrases are written by hand: from the promises to people in danger, and from the collected
facts, where a row has no source (there: M) or is not valid law.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Body,
    Competence,
    bodies_for,
    parse_entries_of,
)
from rueckhalt.support.guidance.rules.grounds import Mark
from rueckhalt.support.guidance.rules.plan import Advice, Plan
from rueckhalt.support.guidance.rules.rulebook import Rulebook, Step, Urgency
from tests.rules.guidance.situations import all_places, all_texts, open_words, words_to_do

AT = datetime(2026, 11, 26, 23, tzinfo=BERLIN)
LONGEST_PLAN = 1200  # words that stand open
LONGEST_TODAY = 200  # words that say what to do today
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n")

# A sentence that matches is wrong, whatever else it says.
PHRASES = {
    # promises: clocks never say that there is time
    r"Sie haben (?:noch |genug |viel )*Zeit|\bnoch Zeit\b|keine Eile|nicht eilig": "says that there is time",
    r"(?:ist|war|wäre|kommen Sie) (?:es |jetzt |leider )*zu spät": "says that it is too late",
    # facts 0.1: two years; the bill with four never became law
    r"vier Jahre|Mandatsträger sind gleichgestellt": "not valid law",
    # facts 0.3 and 0.8: drafts, and what begins in July 2027
    r"§§? ?10[56]a?\b|§ ?116\b|§ ?1[ab] GewSchG|Aufenthaltsüberwachung": "not valid law",
    # facts 0.7 and 0.6
    r"(?:\ban das|\bans|\bbeim|\bdem) (?:BKA|Bundeskriminalamt)\b": "reports to the BKA",
    r"hessen-?gegen-?hetze": "a body that is closed",
    # promises: nobody promises absolutely
    r"\babsolut|garantiert|hundertprozentig|100 Prozent|(?:völlig|ganz|immer) (?:sicher|vertraulich)": "absolute",
    # promises: nobody faces an offender
    r"zur Rede|[Ss]prechen Sie die Person|[Ss]tellen Sie die Person": "faces an offender",
    # facts b, last row but one and last row: no source
    r"Bestätigung (?:der Gemeinde|des Amts)|Vorverfahren|Artikel 17|Art\. 17|Suchmaschine|Personensuche": "from memory",
    # facts a, notes: limitation of the press, RiStBV Nr. 86
    r"Presseinhalt|Landespresse|Nr\. 86\b": "from memory",
    # facts d: "analog" and Geldentschädigung, insurers of municipalities
    r"\banalog\b|Geldentschädigung|Kommunalversicher|Kommunaler Schadenausgleich": "from memory",
    # facts e.1: post, e-mail, voice messages
    r"Papiertüte|Kopfzeilen|\.eml\b|Datei exportieren": "from memory",
}  # fmt: skip
# A sentence that matches the first is wrong unless it matches the second.
UNLESS = {
    r"Straftat": (r"\b(?:kann|können|ob|vielleicht|in Betracht)\b", "asserts a crime"),
    r"\bstrafbar\b": (r"\b(?:kann|können|ob|vielleicht)\b", "asserts a crime"),
    r"(?:[Ff]assen|[Hh]eben|[Bb]ewegen|[Öö]ffnen) Sie|\banfassen\b|\bbewegen\b": (
        r"\b(?:nicht|nie|nur)\b", "touches something",
    ),
    r"[Nn]ehmen Sie .*\bauf\b|[Ss]chneiden Sie .*\bmit\b|\baufnehmen\b": (
        r"\b(?:nicht|nie|niemand(?:en)?|die Tat)\b", "records in secret",
    ),
}  # fmt: skip
# What must not stand in a plan with a suspicious thing, and with a sexual image of a minor.
TOUCHING = r"Umschlag|\bFotografieren\b|Sichern Sie Beweise"
KEEPING = rf"{TOUCHING}|Bildschirmfoto|Erst sichern"
# Länder of which no rule for municipal candidates is attested (facts b.2).
NO_CANDIDATE_RULE = {"BE", "BB", "HB", "HH", "SH"}


@lru_cache(maxsize=10_000)
def wrong_in(text: str) -> tuple[str, ...]:
    """What is wrong with a text, sentence by sentence."""
    return tuple(
        f"{why}: {sentence}" for sentence in SENTENCE_END.split(text) for why in _wrong(sentence)
    )


def _wrong(sentence: str) -> Iterator[str]:
    for phrase, why in PHRASES.items():
        if re.search(phrase, sentence, re.IGNORECASE):
            yield why
    for phrase, (saving, why) in UNLESS.items():
        if re.search(phrase, sentence) and not re.search(saving, sentence, re.IGNORECASE):
            yield why


def broken(plan: Plan, book: Rulebook) -> Iterator[str]:
    """Yields each promise that a plan breaks."""
    texts = tuple(all_texts(plan, book))
    yield from (fault for text in texts for fault in wrong_in(text))
    yield from _order_faults(plan)
    yield from _danger_faults(plan, "\n".join(texts))
    yield from _land_faults(plan)
    yield from _size_faults(plan)
    for item in plan.advice:
        yield from ground_faults(item.step)
        yield from _deadline_faults(plan, item)
        yield from _body_faults(item.step.competence, plan)


def _order_faults(plan: Plan) -> Iterator[str]:
    steps = [item.step.id for item in plan.advice]
    order = [tuple(Urgency).index(item.step.urgency) for item in plan.advice]
    if order != sorted(order) or len(set(steps)) != len(steps):
        yield f"order: {steps}"
    told = plan.situation.answers
    is_crisis, is_danger = ("crisis" in told.get("wellbeing", ()), "yes" in told.get("danger", ()))
    first = "krise" if is_crisis else "gefahr" if is_danger else steps[0]
    if steps[0] != first:
        yield f"first: {steps[0]} instead of {first}"


def _danger_faults(plan: Plan, text: str) -> Iterator[str]:
    happened = {one for told in _all_told(plan) for one in told.get("happened", ())}
    minor = "minor" in plan.situation.answers.get("recording_kind", ())
    secured = KEEPING if minor else TOUCHING if "parcel" in happened else r"\b\B"
    if found := re.search(secured, text):
        yield f"secures what nobody may touch or keep: {found[0]}"
    urgent = {item.step.id for item in plan.due(Urgency.NOW)}
    if "parcel" in happened and "gegenstand" not in urgent:
        yield "a suspicious thing without its warning"
    if minor and "bilder-minderjaehrige" not in urgent:
        yield "a sexual image of a minor without its warning"


def _all_told(plan: Plan) -> Iterator[dict[str, frozenset[str]]]:
    yield dict(plan.situation.answers)
    yield from (dict(one.answers) for one in plan.situation.further)


def _land_faults(plan: Plan) -> Iterator[str]:
    place = plan.situation.place
    land = place.land.value if place else ""
    for item in plan.advice:
        text = " ".join(item.do)
        if (
            item.step.id == "kandidatur"
            and land in {*NO_CANDIDATE_RULE, ""}
            and "nicht belegt" not in text
        ):
            yield f"a rule for candidates from memory: {land or 'no place'}"
        for phrase, only in (("Schutztechnik", "BE"), ("500 Euro", "SN")):
            if phrase in text and land != only:
                yield f"{phrase} in {land or 'no place'}"
        if "{" in " ".join((item.title, *item.do, item.why, item.ask, item.deadline_text)):
            yield f"a name that nobody filled in: {item.step.id}"


def _size_faults(plan: Plan) -> Iterator[str]:
    if (words := open_words(plan)) > LONGEST_PLAN:
        yield f"{words} words"
    if (words := words_to_do(plan.due(Urgency.TODAY))) > LONGEST_TODAY:
        yield f"{words} words for today"


def ground_faults(step: Step) -> Iterator[str]:
    """Yields where a step claims more than it rests on."""
    if step.mark is Mark.ATTESTED and not (step.norms or step.sources):
        yield f"{step.id}: belegt without ground"
    if step.mark is Mark.OPEN and not step.ask:
        yield f"{step.id}: offen, and nobody to ask"
    if step.reviewed_by or step.reviewed_on:
        yield f"{step.id}: reviewed, and no office did"


def _deadline_faults(plan: Plan, item: Advice) -> Iterator[str]:
    deadline = item.deadline
    if deadline is None or deadline.act_by is None:
        return
    if deadline.act_by < plan.on:
        yield f"{item.step.id}: a day that has passed, {deadline.act_by}"
    if not deadline.is_today and deadline.legal_end and deadline.act_by > deadline.legal_end:
        yield f"{item.step.id}: later than the law, {deadline.act_by}"


def _body_faults(competence: Competence | None, plan: Plan) -> tuple[str, ...]:
    place = plan.situation.place
    return _faults_of_bodies(competence, place.ags if place else "") if competence else ()


# Some Länder have no number of this kind that is attested; the step sends to the station then.
NOT_EVERYWHERE = {Competence.POLICE_CONTACT}


@cache
def _faults_of_bodies(competence: Competence, ags: str) -> tuple[str, ...]:
    offers = bodies_for(shipped_bodies(), competence, all_places().get(ags), AT)
    if not offers and competence not in NOT_EVERYWHERE:
        return (f"nobody for {competence} in {ags}",)
    return tuple(fault for offer in offers for fault in body_faults(offer.body))


def body_faults(body: Body) -> Iterator[str]:
    """Yields where a body is shown without source, although closed, or with a forbidden text."""
    if not (body.source.text and body.source.kind) or body.valid_until:
        yield f"{body.id}: without source or closed"
    yield from (f"{body.id}: {fault}" for fault in wrong_in(f"{body.name}. {body.note} {body.url}"))


@cache
def shipped_bodies() -> tuple[Body, ...]:
    """The bodies that the product ships."""
    folder = files("rueckhalt") / "content" / "directory"
    texts = {entry.name: entry.read_text("utf-8") for entry in folder.iterdir()}
    return parse_entries_of(texts).bodies
