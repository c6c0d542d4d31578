"""Which offences come into question, and what follows for the Strafantrag.

Expected values come from the collected table (offences.csv) and, by hand, from the law.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.foundation.lib.content import ContentError
from rueckhalt.support.guidance.rules.offences import Complaint, Joint, Offence, Superior
from rueckhalt.support.guidance.rules.plan import Plan, advise
from rueckhalt.support.guidance.rules.rulebook import Question, QuestionKind, parse_rulebook
from rueckhalt.support.guidance.rules.situation import Situation
from tests.house import facts
from tests.rules.guidance.books import book, shipped_book, shipped_texts

ON = date(2026, 11, 26)
SHIPPED = shipped_book()
OFFENCES = {offence.id: offence for offence in SHIPPED.offences.offences}
QUESTIONS = {question.id: question for question in SHIPPED.questions}

# Which offences come into question in the example of one of them: its own, and those that the
# same act fulfils by its nature (a dangerous bodily harm is a bodily harm; a crowd that forces
# its way in intrudes; what is knowingly false can also not be proven true).
TOGETHER = {
    "stgb241_2": {"stgb241_2"},
    "stgb241_1": {"stgb241_1"},
    "stgb126": {"stgb126"},
    "stgb111": {"stgb111"},
    "stgb140": {"stgb140"},
    "stgb240": {"stgb240"},
    "stgb253": {"stgb253"},
    "stgb107": {"stgb107"},
    "stgb224": {"stgb224", "stgb223"},
    "stgb223": {"stgb223"},
    "stgb114": {"stgb114", "stgb113", "stgb223"},
    "stgb113": {"stgb113", "stgb114", "stgb223"},
    "stgb115": {"stgb115", "stgb223"},
    "stgb238": {"stgb238"},
    "gewschg4": {"gewschg4"},
    "stgb123": {"stgb123"},
    "stgb124": {"stgb124", "stgb123"},
    "stgb125": {"stgb125"},
    "stgb188_1": {"stgb188_1", "stgb185"},
    "stgb188_2": {"stgb188_2", "stgb186", "stgb187"},
    "stgb185": {"stgb185"},
    "stgb186": {"stgb186"},
    "stgb187": {"stgb187", "stgb186"},
    "stgb192a": {"stgb192a"},
    "stgb130": {"stgb130"},
    "stgb86a": {"stgb86a"},
    "stgb189": {"stgb189"},
    "stgb164": {"stgb164"},
    "stgb126a": {"stgb126a"},
    "bdsg42": {"bdsg42"},
    "stgb353b": {"stgb353b"},
    "stgb202": {"stgb202"},
    "stgb184k": {"stgb184k"},
    "stgb201a": {"stgb201a"},
    "stgb201": {"stgb201"},
    "kug33": {"kug33"},
    "stgb202a": {"stgb202a"},
    "stgb303a": {"stgb303a"},
    "stgb267": {"stgb267"},
    "stgb145": {"stgb145"},
    "stgb306": {"stgb306", "stgb303"},
    "stgb303": {"stgb303"},
    "stgb304": {"stgb304", "stgb303"},
}
# § 380 (1) StPO: trespass, insult, letters, bodily harm, threat, damage. Not § 240, § 201a, § 33.
CONCILIATION = {
    "stgb123", "stgb185", "stgb186", "stgb187", "stgb188_1", "stgb188_2", "stgb189", "stgb202",
    "stgb223", "stgb241_1", "stgb241_2", "stgb303",
}  # fmt: skip


def plan(on: date = ON, **answers: str | tuple[str, ...]) -> Plan:
    """The plan for answers; several options of one question as a tuple."""
    chosen = {
        name: frozenset([value] if isinstance(value, str) else value)
        for name, value in answers.items()
    }
    return advise(Situation(answers=chosen), SHIPPED, on)


def ids(made: Plan) -> set[str]:
    return {possible.offence.id for possible in made.offences}


def example(offence: Offence) -> Plan:
    return plan(**offence.example)


@pytest.mark.parametrize("offence", OFFENCES.values(), ids=lambda one: one.id)
def test_an_offence_comes_into_question_in_its_example_and_no_unrelated_one_does(offence) -> None:
    assert ids(example(offence)) == TOGETHER[offence.id]


def test_an_empty_situation_brings_no_offence() -> None:
    made = advise(Situation(), SHIPPED, ON)
    assert made.offences == ()
    assert made.complaint.superior is None
    assert not made.complaint.needed_for


@pytest.mark.parametrize(
    ("answers", "there", "away"),
    [
        # § 188: public, and a person in political life down to the municipality
        ({"insult_kind": "insult", "public": "yes", "role": "council"}, {"stgb188_1"}, {"stgb188_2"}),
        ({"insult_kind": "insult", "public": "yes", "role": "mayor"}, {"stgb188_1"}, set()),
        ({"insult_kind": "rumour", "public": "yes", "role": "council"}, {"stgb188_2", "stgb186"}, {"stgb188_1", "stgb187"}),
        ({"insult_kind": "insult", "public": "no", "role": "council"}, {"stgb185"}, {"stgb188_1"}),
        ({"insult_kind": "insult", "role": "council"}, {"stgb185"}, {"stgb188_1"}),
        ({"insult_kind": "insult", "public": "yes"}, {"stgb185"}, {"stgb188_1"}),
        ({"insult_kind": "insult", "public": "yes", "role": "employee"}, {"stgb185"}, {"stgb188_1"}),
        ({"insult_kind": "insult", "public": "yes", "role": "relative"}, {"stgb185"}, {"stgb188_1"}),
        # without details: what the first answer can mean
        ({"happened": "threat"}, {"stgb241_1", "stgb241_2"}, {"stgb126", "stgb240"}),
        ({"happened": "insult"}, {"stgb185", "stgb186", "stgb187"}, {"stgb130", "stgb188_1"}),
        ({"happened": "recording"}, {"stgb201", "stgb201a", "kug33"}, {"stgb184k"}),
        ({"happened": "meeting"}, set(), {"stgb123", "stgb124", "stgb240"}),
        ({"happened": "other"}, set(), set(OFFENCES)),
        # §§ 113, 114: only who enforces in office; a mandate is none (offences.csv)
        ({"happened": "attack", "attack_kind": "enforcement", "role": "council"}, {"stgb223"}, {"stgb113", "stgb114"}),
        ({"happened": "attack", "attack_kind": "enforcement", "role": "volunteer"}, {"stgb115"}, {"stgb113", "stgb114"}),
        # § 238: repeatedly
        ({"happened": "stalking", "frequency": "once"}, set(), {"stgb238"}),
        ({"happened": "stalking", "frequency": "several"}, {"stgb238"}, set()),
        ({"threat_kind": "kill", "frequency": "worse"}, {"stgb238", "stgb241_2"}, set()),
        ({"threat_kind": "kill", "frequency": "once"}, {"stgb241_2"}, {"stgb238"}),
        ({"account_kind": "orders", "frequency": "several"}, {"stgb238", "stgb267"}, set()),
        # § 240 for a council, § 123 for its rooms
        ({"meeting_kind": "pressure"}, {"stgb240"}, {"stgb253"}),
        ({"meeting_kind": "stayed"}, {"stgb123"}, {"stgb124"}),
        ({"meeting_kind": "disturbed"}, set(), {"stgb123"}),
        # pictures of minors are a matter for the police at once, not for this list
        ({"recording_kind": "minor"}, set(), {"stgb201a", "kug33", "stgb184k"}),
        ({"recording_kind": "fake"}, {"kug33", "stgb201a"}, {"stgb184k"}),
    ],
)  # fmt: skip
def test_what_brings_an_offence_and_what_keeps_it_away(answers, there, away) -> None:
    found = ids(plan(**answers))
    assert there <= found
    assert not away & found


def test_an_offence_says_which_answers_led_to_it_and_no_others() -> None:
    made = plan(happened="insult", insult_kind=("insult", "symbol"), public="yes", role="council")
    reasons = {possible.offence.id: list(possible.because) for possible in made.offences}
    assert reasons["stgb188_1"] == [
        "Jemand beschimpft Sie oder würdigt Sie herab.",
        "Es war öffentlich.",
        "Sie haben ein Mandat in einer kommunalen Vertretung.",
    ]
    assert reasons["stgb86a"] == ["Jemand zeigt verbotene Zeichen."]


def test_what_is_uncertain_is_said_where_it_is_uncertain() -> None:
    def limits(role: str) -> str:
        made = plan(insult_kind="insult", public="yes", role=role)
        return " ".join(made.offences[0].limits)

    assert "erst kandidiert" in limits("candidate")
    assert "erst kandidiert" not in limits("council")
    assert "verbreitet" in limits("council")


@pytest.mark.parametrize(
    ("public", "privately"), [("yes", False), ("no", True), ("unanswered", True)]
)
def test_a_public_threat_is_no_matter_of_private_prosecution(public: str, privately: bool) -> None:
    """§ 374 (1) no. 5 StPO names § 241 (1) to (3), not (4)."""
    made = plan(threat_kind="harm", public=public)
    assert ("stgb241_1" in made.complaint.privately_for) is privately


def test_the_strafantrag_follows_the_kind_of_each_offence() -> None:
    answers = ("insult", "lie", "symbol")
    made = plan(insult_kind=answers, threat_kind="harm", public="yes", role="council")
    assert set(made.complaint.needed_for) == {
        "stgb188_1", "stgb188_2", "stgb185", "stgb186", "stgb187",
    }  # fmt: skip
    assert made.complaint.may_be_needed_for == ("stgb241_1",)
    assert set(made.complaint.objection_for) == {"stgb188_1", "stgb188_2"}
    assert "stgb241_1" not in made.complaint.conciliation_for
    assert plan(address_kind="leaked").complaint.authorised_for == ("stgb353b",)


# law.md 0.9 and a.2: only for officials (§ 77a StGB); a mandate is no office (BGH 5 StR 453/05)
SUPERIORS = {
    "mayor": Superior.POSSIBLE,
    "mayor_honorary": Superior.POSSIBLE,
    "employee": Superior.POSSIBLE,
    "council": Superior.NO,
    "candidate": Superior.NO,
    "relative": Superior.NO,
    "other": Superior.NO,
    "volunteer": Superior.OPEN,
    "unanswered": Superior.OPEN,
}


def test_every_role_has_its_answer_about_the_superior() -> None:
    assert set(SUPERIORS) == QUESTIONS["role"].option_ids | {"unanswered"}
    roles = [role for rule in SHIPPED.offences.superiors for role in rule.when["role"]]
    assert sorted(roles) == sorted(SUPERIORS)


@pytest.mark.parametrize(("role", "answer"), SUPERIORS.items())
def test_who_else_may_file_depends_on_office_or_mandate(role: str, answer: Superior) -> None:
    rule = plan(insult_kind="insult", role=role).complaint.superior
    assert rule
    assert rule.answer is answer


def test_nothing_is_said_about_a_superior_where_no_offence_knows_one() -> None:
    assert plan(damage_kind="private", role="mayor").complaint.superior is None


def choices(names: set[str]) -> st.SearchStrategy[dict[str, frozenset[str]]]:
    """Any answers to some questions that the form could give."""
    found = {name: options(QUESTIONS[name]) for name in sorted(names)}
    return st.fixed_dictionaries({}, optional=found).map(
        lambda given: {name: value for name, value in given.items() if value}
    )


def options(question: Question) -> st.SearchStrategy[frozenset[str]]:
    most = 1 if question.kind is QuestionKind.ONE else 3
    return st.frozensets(st.sampled_from(sorted(question.option_ids)), max_size=most)


ASKED = {name for name, question in QUESTIONS.items() if question.options}
INCIDENT = {name for name in ASKED if name.endswith("_kind")} | {"happened"}


@given(choices(ASKED - INCIDENT))
def test_without_an_incident_no_offence_comes_into_question(answers) -> None:
    assert advise(Situation(answers=answers), SHIPPED, ON).offences == ()


@given(choices(ASKED - {"role"}))
def test_a_councillor_is_never_told_that_a_superior_may_file(answers) -> None:
    situation = Situation(answers={**answers, "role": frozenset({"council"})})
    superior = advise(situation, SHIPPED, ON).complaint.superior
    assert superior is None or superior.answer is Superior.NO


@given(choices(ASKED))
def test_every_offence_has_a_reason_comes_in_order_and_is_never_asserted(answers) -> None:
    made = advise(Situation(answers=answers), SHIPPED, ON)
    assert all(possible.because for possible in made.offences)
    ranks = [(possible.offence.rank, possible.offence.id) for possible in made.offences]
    assert ranks == sorted(ranks)
    assert set(made.complaint.needed_for) <= ids(made)
    text = " ".join(text for possible in made.offences for text in possible.offence.texts)
    assert "Straftat" not in text


def test_an_offence_ends_the_day_before_its_last_one() -> None:
    texts = shipped_texts("law")
    line = 'id = "stgb202"\nvalid_until = 2027-01-01'
    texts["taten.toml"] = texts["taten.toml"].replace('id = "stgb202"', line)
    changed = parse_rulebook(shipped_texts("guidance"), texts)
    situation = Situation(answers={"address_kind": frozenset({"mail_opened"})})
    assert advise(situation, changed, date(2026, 12, 31)).offences
    assert not advise(situation, changed, date(2027, 1, 1)).offences
    assert not advise(situation, changed, date(2026, 8, 18)).offences


def test_a_rulebook_without_offences_is_accepted() -> None:
    assert book().offences.offences == ()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('{ address_kind = ["mail_opened"] }', '{ post = ["geoeffnet"] }', "stgb202, when: Die Frage post"),
        ('{ address_kind = ["mail_opened"] }', '{ address_kind = ["post"] }', "Antwort post nicht"),
        ('when = [{ address_kind = ["mail_opened"] }]', "when = []", "unter der sie in Betracht kommt"),
        ('when = [{ address_kind = ["mail_opened"] }]', "when = [{}]", "unter der sie in Betracht kommt"),
        ('norms = ["StGB § 202"]', 'norms = ["StGB § 999"]', "StGB § 999 steht nicht"),
        ('[[superior]]\nid = "mandat"\nwhen = { role', '[[superior]]\nid = "mandat"\nwhen = { amt', "mandat, when: Die Frage amt"),
        ('id = "joint_no"', 'id = "joint_nie"', "joint_nie"),
        ('complaint = "authorisation"', 'complaint = "not_required"', "Zum Strafantrag gehört seine Norm"),
        ("may_prosecute_privately = true\nneeds", "needs", "nur vor einer Privatklage"),
        ('ask = "Ob Ihr Ehrenamt', 'owner_note = "Ob Ihr Ehrenamt', "owner_note"),
    ],
)  # fmt: skip
def test_a_fault_is_named(old: str, new: str, named: str) -> None:
    texts = shipped_texts("law")
    assert old in texts["taten.toml"]
    texts["taten.toml"] = texts["taten.toml"].replace(old, new)
    with pytest.raises(ContentError) as error:
        parse_rulebook(shipped_texts("guidance"), texts)
    assert named in str(error.value)


# --- The collected table

COMPLAINTS = {
    "nein": Complaint.NOT_REQUIRED,
    "ja, zwingend": Complaint.REQUIRED,
    "ja, aber auch von Amts wegen bei besonderem öffentlichem Interesse": Complaint.UNLESS_INTEREST,
    "wie bei der angedrohten Tat": Complaint.AS_THREATENED,
    "wie bei der angedrohten Tat (bei Verbrechen: nein)": Complaint.AS_THREATENED,
    "Ermächtigung nötig": Complaint.AUTHORISATION,
}
JOINTS = {
    "ja": Joint.YES,
    "nein": Joint.NO,
    "nur bei besonderen Gründen (offener Katalog § 395 Abs. 3 StPO)": Joint.SPECIAL_REASONS,
    "Abs. 4: ja; sonst nur bei besonderen Gründen (offener Katalog § 395 Abs. 3 StPO)": Joint.SEVERE_CASE,
}  # fmt: skip


@facts.needs_facts
def test_every_collected_offence_is_there_and_no_other() -> None:
    assert set(OFFENCES) == set(facts.offences())
    assert len(OFFENCES) == 43


@facts.needs_facts
@pytest.mark.parametrize("offence", OFFENCES.values(), ids=lambda one: one.id)
def test_an_offence_says_what_the_collected_table_says(offence: Offence) -> None:
    row = facts.offences()[offence.id]
    assert offence.cited == row["norm"]
    assert offence.complaint is COMPLAINTS[row["antrag"]]
    assert offence.complaint_at == place(row["antragsnorm"])
    assert offence.joint is JOINTS[row["nebenklage"]]
    assert offence.may_prosecute_privately is row["privatklage"].startswith("ja")
    assert offence.may_superior_file is (row["antrag_dienstvorgesetzter_nur_amtstraeger"] == "ja")
    assert offence.may_object is row["antragsnorm"].startswith("§ 194 Abs. 1 S. 3")
    assert offence.needs_conciliation is (offence.id in CONCILIATION)


@facts.needs_facts
@pytest.mark.parametrize("offence", OFFENCES.values(), ids=lambda one: one.id)
def test_the_limitation_is_that_of_the_collected_table(offence: Offence) -> None:
    row = facts.offences()[offence.id]
    qualified = row["verjaehrung_jahre_qual"]
    assert offence.limitation_years == int(row["verjaehrung_jahre"])
    assert offence.limitation_years_qualified == (int(qualified) if qualified else None)


def place(cited: str) -> str:
    """The place of a norm without what the table adds to it."""
    return cited.partition(";")[0].partition(" (")[0].replace(" S. ", " Satz ")
