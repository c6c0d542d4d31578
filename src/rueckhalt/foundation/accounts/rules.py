"""Which roles there are, what each may do, and which roles go together."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


class Right(StrEnum):
    """One thing that somebody may do; pages and actions ask for a right, never for a role."""

    WORK_ON_CASES = "work-on-cases"
    SEE_REFERRED_CASES = "see-referred-cases"
    RUN_SURVEYS = "run-surveys"
    RUN_DIALOGUE = "run-dialogue"
    SPEAK_FOR_ASSOCIATION = "speak-for-association"
    SPEAK_FOR_MUNICIPALITY = "speak-for-municipality"
    SPEAK_FOR_MINISTRY = "speak-for-ministry"
    MANAGE_ACCOUNTS = "manage-accounts"


class Role(StrEnum):
    """What somebody is here."""

    GUIDE = "guide"
    AUTHORITY = "authority"
    STATISTICS = "statistics"
    SECRETARIAT = "secretariat"
    ASSOCIATION = "association"
    MUNICIPALITY = "municipality"
    MINISTRY = "ministry"
    ADMINISTRATOR = "administrator"


class OrganisationKind(StrEnum):
    """Whom somebody works for."""

    CONTACT_POINT = "contact-point"
    AUTHORITY = "authority"
    MUNICIPALITY = "municipality"
    ASSOCIATION = "association"
    MINISTRY = "ministry"
    STATISTICS = "statistics"
    SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True)
class Words:
    """A German title and one plain German sentence."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A role in words, and all that it may do."""

    words: Words
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind of organisation by its title, and the roles that its people may have."""

    title: str
    roles: frozenset[Role]


RIGHTS: dict[Right, Words] = {
    Right.WORK_ON_CASES: Words(
        gettext_noop("Fälle bearbeiten"),
        gettext_noop("Sie lesen und führen die Fälle, die Ihnen zugeteilt sind."),
    ),
    Right.SEE_REFERRED_CASES: Words(
        gettext_noop("Abgegebene Fälle sehen"),
        gettext_noop("Sie sehen, was ein Mensch an Ihre Stelle weitergeben ließ, und antworten."),
    ),
    Right.RUN_SURVEYS: Words(
        gettext_noop("Befragungen führen"),
        gettext_noop("Sie planen Befragungen, rechnen sie aus und geben Zahlen frei."),
    ),
    Right.RUN_DIALOGUE: Words(
        gettext_noop("Austausch führen"),
        gettext_noop("Sie pflegen Themen, Treffen, Ergebnisse und Zusagen."),
    ),
    Right.SPEAK_FOR_ASSOCIATION: Words(
        gettext_noop("Für den Verband schreiben"),
        gettext_noop("Sie tragen Stellungnahmen und Angebote Ihres Verbands ein."),
    ),
    Right.SPEAK_FOR_MUNICIPALITY: Words(
        gettext_noop("Für die Kommune schreiben"),
        gettext_noop("Sie tragen Erfahrungen und gute Beispiele Ihrer Kommune ein."),
    ),
    Right.SPEAK_FOR_MINISTRY: Words(
        gettext_noop("Für das Ministerium schreiben"),
        gettext_noop("Sie tragen Entwürfe und Antworten Ihres Hauses ein."),
    ),
    Right.MANAGE_ACCOUNTS: Words(
        gettext_noop("Konten verwalten"),
        gettext_noop("Sie laden Menschen ein, geben Rollen und schließen Konten."),
    ),
}

ROLES: dict[Role, RoleEntry] = {
    Role.GUIDE: RoleEntry(
        Words(
            gettext_noop("Lotsin oder Lotse"),
            gettext_noop("Begleitet Betroffene und führt ihre Fälle."),
        ),
        frozenset({Right.WORK_ON_CASES}),
    ),
    Role.AUTHORITY: RoleEntry(
        Words(
            gettext_noop("Behörde"),
            gettext_noop(
                "Ist der Kontakt bei Polizei, Staatsanwaltschaft oder Meldebehörde und sieht nur abgegebene Fälle."
            ),
        ),
        frozenset({Right.SEE_REFERRED_CASES}),
    ),
    Role.STATISTICS: RoleEntry(
        Words(
            gettext_noop("Statistik"),
            gettext_noop("Führt Befragungen und sieht keinen Fall."),
        ),
        frozenset({Right.RUN_SURVEYS}),
    ),
    Role.SECRETARIAT: RoleEntry(
        Words(
            gettext_noop("Geschäftsstelle"),
            gettext_noop("Führt den Austausch der Partner und sieht keinen Fall."),
        ),
        frozenset({Right.RUN_DIALOGUE}),
    ),
    Role.ASSOCIATION: RoleEntry(
        Words(
            gettext_noop("Verband"),
            gettext_noop("Spricht für einen Verband und sieht keinen Fall."),
        ),
        frozenset({Right.SPEAK_FOR_ASSOCIATION}),
    ),
    Role.MUNICIPALITY: RoleEntry(
        Words(
            gettext_noop("Kommune"),
            gettext_noop("Spricht für eine Gemeinde oder einen Kreis und sieht keinen Fall."),
        ),
        frozenset({Right.SPEAK_FOR_MUNICIPALITY}),
    ),
    Role.MINISTRY: RoleEntry(
        Words(
            gettext_noop("Ministerium"),
            gettext_noop("Spricht für ein Ministerium und sieht keinen Fall."),
        ),
        frozenset({Right.SPEAK_FOR_MINISTRY}),
    ),
    Role.ADMINISTRATOR: RoleEntry(
        Words(
            gettext_noop("Verwaltung der Konten"),
            gettext_noop("Verwaltet Konten und Rollen und sieht keinen Fall."),
        ),
        frozenset({Right.MANAGE_ACCOUNTS}),
    ),
}

KINDS: dict[OrganisationKind, KindEntry] = {
    OrganisationKind.CONTACT_POINT: KindEntry(
        gettext_noop("Ansprechstelle"), frozenset({Role.GUIDE, Role.ADMINISTRATOR})
    ),
    OrganisationKind.AUTHORITY: KindEntry(gettext_noop("Behörde"), frozenset({Role.AUTHORITY})),
    OrganisationKind.MUNICIPALITY: KindEntry(
        gettext_noop("Kommune"), frozenset({Role.MUNICIPALITY})
    ),
    OrganisationKind.ASSOCIATION: KindEntry(gettext_noop("Verband"), frozenset({Role.ASSOCIATION})),
    OrganisationKind.MINISTRY: KindEntry(gettext_noop("Ministerium"), frozenset({Role.MINISTRY})),
    OrganisationKind.STATISTICS: KindEntry(
        gettext_noop("Statistische Stelle"), frozenset({Role.STATISTICS})
    ),
    OrganisationKind.SECRETARIAT: KindEntry(
        gettext_noop("Geschäftsstelle"), frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR})
    ),
}

# Whoever has one of these sees the content of a case.
SEES_CASES = frozenset({Right.WORK_ON_CASES, Right.SEE_REFERRED_CASES})


# Roles of partners of the exchange: none sees a case, manages accounts or runs anything.
PARTNER_ROLES = frozenset({Role.ASSOCIATION, Role.MUNICIPALITY, Role.MINISTRY})


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """Returns all that somebody with these roles may do."""
    return frozenset().union(*(ROLES[role].rights for role in roles))


def may_invite(rights: Iterable[Right], roles: Iterable[Role]) -> bool:
    """Says whether rights are enough to invite somebody as this.

    Who manages accounts may all; who runs the exchange may partners and nobody else.
    """
    held = frozenset(rights)
    if Right.MANAGE_ACCOUNTS in held:
        return True
    return Right.RUN_DIALOGUE in held and frozenset(roles) <= PARTNER_ROLES


def must_have_second_factor(roles: Iterable[Role]) -> bool:
    """Says whether these roles need a second factor: who sees cases, and who makes accounts."""
    return bool(rights_of(roles) & (SEES_CASES | {Right.MANAGE_ACCOUNTS}))


def check_roles(kind: OrganisationKind, roles: Iterable[Role]) -> None:
    """Refuses roles that an organisation of this kind does not give, and roles that clash.

    Refused: no role at all, a role of another kind, and managing accounts together with seeing
    cases, so that nobody can give herself the keys to what she must not read.
    """
    wanted = frozenset(roles)
    if not wanted:
        raise Refused("roles-none", gettext_noop("Ein Konto braucht mindestens eine Rolle."))
    for role in sorted(wanted - KINDS[kind].roles):
        raise Refused(
            "roles-kind",
            gettext_noop("Die Rolle „%(role)s“ gibt es in dieser Organisation nicht: %(kind)s."),
            role=ROLES[role].words.title,
            kind=KINDS[kind].title,
        )
    rights = rights_of(wanted)
    if Right.MANAGE_ACCOUNTS in rights and rights & SEES_CASES:
        raise Refused(
            "roles-clash",
            gettext_noop("Wer Konten verwaltet, darf keine Fälle sehen. Wählen Sie eines davon."),
        )


def clean_email(text: str) -> str:
    """Returns an e-mail as it is stored: without spaces around it, in lower case."""
    return text.strip().lower()


# Days that somebody has to take an invitation, and after which one that nobody took is deleted.
INVITATION_DAYS = 7
KEPT_DAYS = 30


class ResetReason(StrEnum):
    """Why a second factor is taken from somebody; the words stand in the trail."""

    LOST = "lost"
    BROKEN = "broken"
    REPLACED = "replaced"


RESET_REASONS: dict[ResetReason, str] = {
    ResetReason.LOST: gettext_noop("Gerät verloren oder gestohlen"),
    ResetReason.BROKEN: gettext_noop("Gerät defekt"),
    ResetReason.REPLACED: gettext_noop("Neues Gerät, altes nicht mehr da"),
}


def is_open_invitation(invited_at: datetime, *, now: datetime) -> bool:
    """Says whether an invitation can still be taken: within seven days, their end excluded."""
    return now < invited_at + timedelta(days=INVITATION_DAYS)


def invitations_deleted_before(now: datetime) -> datetime:
    """Returns the moment; whoever was invited before it and did not come is forgotten."""
    return now - timedelta(days=INVITATION_DAYS + KEPT_DAYS)


def digest_of(token: str) -> str:
    """Returns what is kept of a link's word: SHA-256 is enough for 256 random bits."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def roles_as_text(roles: Iterable[Role]) -> str:
    """Returns roles as an invitation keeps them."""
    return " ".join(sorted(roles))


def roles_from_text(text: str) -> frozenset[Role]:
    """Returns the roles that an invitation keeps."""
    return frozenset(Role(word) for word in text.split())


def cookie_text(secret: bytes) -> str:
    """Returns the secret of an open vault as a cookie can carry it."""
    return base64.urlsafe_b64encode(secret).decode()


def cookie_bytes(text: str) -> bytes:
    """Returns the secret of a cookie; of one that was made up, nothing."""
    try:
        return base64.urlsafe_b64decode(text.encode("ascii"))
    except ValueError:
        return b""
