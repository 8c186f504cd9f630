"""What an agency is called and set to, and what the words of an import mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {
    "Agency": Retention.PERMANENT,
    "Unit": Retention.CONFIGURATION,
    "Squad": Retention.CONFIGURATION,
    "Setting": Retention.CONFIGURATION,
    "SavedMapping": Retention.CONFIGURATION,
    "ImportBatch": Retention.RECORDS,
}

VERBS = {
    "agency.found": _("started the agency"),
    "agency.change": _("changed what the agency is called or where it is reached"),
    "agency.set_value": _("set a value from a day on"),
    "agency.load_import": _("loaded a file"),
    "agency.discard_import": _("discarded a file without loading it"),
    "agency.save_mapping": _("kept how the columns of a file are read"),
    "agency.destroy_by_schedule": _("destroyed what was kept long enough"),
}
"""How the trail tells of this app's actions."""


class Language(TextChoices):
    """A language that the whole interface speaks."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class UnitKind(TextChoices):
    """What a unit is there for (reference/model.md: Unit.kind)."""

    PATROL = "patrol", _("Patrol")
    COMMUNITY_POLICING = "community_policing", _("Community policing")
    INVESTIGATIONS = "investigations", _("Investigations")
    ADMINISTRATION = "administration", _("Administration")
    OTHER = "other", _("Other")


class SettingKey(TextChoices):
    """A dated setting: each has a value from a day on, with the reason or law behind it."""

    THRESHOLDS = "thresholds", _("From which count figures are shown")
    RETENTION_DAYS = "retention_days", _("How long each class of rows is kept")
    PROMISE_DAYS = "promise_days", _("When people are reminded of a promise")
    SESSION_MINUTES = "session_minutes", _("After how many idle minutes staff are signed out")
    LEGAL_HOLD = "legal_hold", _("Legal hold: whether destruction is stopped")
    QUIET_HOURS = "quiet_hours", _("At which hours texts may leave")
    CONTACT_NUMBERS = "contact_numbers", _("How long phone numbers of contacts are kept")
    CONCERNS = "concerns", _("How soon concerns are answered, and how many an hour are taken")
    TEXT_LINE = "text_line", _("When people are texted after a contact")
    PRAISE = "praise", _("How soon comments about officers are read")
    LIBRARY = "library", _("How often the library is looked at again, and how many wishes an hour are taken")
    POLICIES = "policies", _("Comments on drafts, and how long a copy of the policies is good")
    ATTESTATION = "attestation", _("When people are reminded of policies to sign")
    INTERVENTION = "intervention", _("When those who reported stepping in are asked how they fare")
    TRAINING = "training", _("How many days people have for training")
    SELF_REVIEW = "self_review", _("When a self-review is done again")
    STANDARDS = "standards", _("How long proofs of standards stay good, and when people are reminded of them")


def setting_keys() -> list[tuple[str, Words]]:
    """The settings that there are. A function, so that a new one is no step of the database."""
    return list(SettingKey.choices)


DEFAULTS: dict[str, dict[str, int]] = {
    SettingKey.THRESHOLDS: {"people": 5, "count": 5, "rate": 30, "score": 10, "area": 30, "officer": 75},
    SettingKey.RETENTION_DAYS: {"operational": 90, "account": 365, "thread": 90},
    SettingKey.PROMISE_DAYS: {"owner": 7, "person_promised": 7},
    SettingKey.SESSION_MINUTES: {"minutes": 30},
    SettingKey.LEGAL_HOLD: {"hold": 0},
    SettingKey.QUIET_HOURS: {"opens": 8, "closes": 20},
    SettingKey.CONTACT_NUMBERS: {"days": 30, "undecided": 2},
    SettingKey.CONCERNS: {
        "answer_days": 5,
        "remind_days": 1,
        "raise_days": 3,
        "again_days": 30,
        "reopen_days": 30,
        "hourly": 60,
        "thread_hourly": 10,
    },
    SettingKey.TEXT_LINE: {
        "update_hours": 48,
        "survey_days": 1,
        "survey_hour": 10,
        "survey_within": 7,
        "apart_days": 90,
    },
    SettingKey.PRAISE: {"read_days": 7},
    SettingKey.LIBRARY: {"review_months": 24, "link_days": 30, "dead_after": 3, "wishes_hourly": 20},
    SettingKey.POLICIES: {"comments_hourly": 60, "copy_days": 14, "review_notice": 30},
    SettingKey.ATTESTATION: {
        "due_days": 14,
        "remind_days": 7,
        "again_days": 7,
        "escalate_days": 3,
        "escalate_again_days": 7,
    },
    SettingKey.INTERVENTION: {"first_check": 30, "second_check": 60, "third_check": 90},
    SettingKey.TRAINING: {"grace_days": 180, "change_days": 90, "due_soon_days": 60, "remind_days": 30},
    SettingKey.SELF_REVIEW: {"again_months": 12, "gap_months": 6},
    SettingKey.STANDARDS: {"proof_days": 365, "ask_days": 30, "proof_remind_days": 7, "comments_hourly": 30},
}
"""What holds until an agency sets its own, each value citing the house rule it comes from."""


class ImportState(TextChoices):
    """Where a file stands on its way in."""

    RECEIVED = "received", _("Waits for its columns to be named")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, waits for a decision")
    LOADING = "loading", _("Being loaded")
    LOADED = "loaded", _("Loaded")
    KNOWN = "known", _("Was loaded before")
    REFUSED = "refused", _("Cannot be loaded")
    DISCARDED = "discarded", _("Discarded")


IMPORT_MOVES: dict[ImportState, frozenset[ImportState]] = {
    ImportState.RECEIVED: frozenset({ImportState.CHECKING, ImportState.DISCARDED}),
    ImportState.CHECKING: frozenset(
        {ImportState.CHECKED, ImportState.KNOWN, ImportState.REFUSED, ImportState.DISCARDED}
    ),
    ImportState.CHECKED: frozenset({ImportState.CHECKING, ImportState.LOADING, ImportState.DISCARDED}),
    ImportState.LOADING: frozenset({ImportState.LOADED, ImportState.REFUSED, ImportState.DISCARDED}),
    ImportState.LOADED: frozenset(),
    ImportState.KNOWN: frozenset(),
    ImportState.REFUSED: frozenset({ImportState.CHECKING, ImportState.DISCARDED}),
    ImportState.DISCARDED: frozenset(),
}
"""Rows of a file are seen by nobody until it is loaded; a loaded file is put right by a corrected one, never undone."""

UNDER_WAY = (ImportState.CHECKING, ImportState.LOADING)
ENDED = (ImportState.LOADED, ImportState.KNOWN, ImportState.DISCARDED)

PROBLEMS_LISTED = 1_000
"""How many refused rows the pages list; the file to download holds them all."""
PREVIEW_ROWS = 10
NAMES_LISTED = 50
"""How many names that nothing on record has are kept with a file; how many more there are is told."""


def may_move(now: str, to: ImportState) -> bool:
    """Whether a file may go from where it stands to there."""
    return to in IMPORT_MOVES[ImportState(now)]


def may_load(*, good: int, bad: int, leave_out_bad: bool) -> bool:
    """Whether there is something to load, and nobody's row is left out without having been asked for."""
    return good > 0 and (bad == 0 or leave_out_bad)


@dataclass
class RowCounts:
    """What a pass over a file has counted: each row of it is exactly one of these."""

    new: int = 0
    same: int = 0
    changed: int = 0
    bad: int = 0


PARTS: dict[str, dict[str, Words]] = {
    SettingKey.THRESHOLDS: {
        "people": _("Groups of fewer people than this are merged"),
        "count": _("Counts are shown from"),
        "rate": _("Rates and shares are shown from this many cases"),
        "score": _("Scores are shown from this many answers"),
        "area": _("Scores of an area are shown from this many answers"),
        "officer": _("Scores of an officer are shown from this many answers"),
    },
    SettingKey.RETENTION_DAYS: {
        "operational": _("Days that finished jobs, uploads and sessions are kept"),
        "account": _("Days that an account is kept after it ends"),
        "thread": _("Days that contact details are kept after a thread closes"),
    },
    SettingKey.PROMISE_DAYS: {
        "owner": _("Days before the due date on which the owner is reminded"),
        "person_promised": _("Days after which the person promised is asked once more"),
    },
    SettingKey.SESSION_MINUTES: {"minutes": _("Idle minutes after which staff are signed out")},
    SettingKey.LEGAL_HOLD: {"hold": _("Destruction is stopped")},
    SettingKey.QUIET_HOURS: {
        "opens": _("Texts leave from this hour of the agency's clock (8 is 8 a.m.)"),
        "closes": _("and before this hour (20 is 8 p.m.)"),
    },
    SettingKey.CONTACT_NUMBERS: {
        "days": _("Days after a contact when its phone number is deleted"),
        "undecided": _("Days that a file with phone numbers waits for a decision before it is deleted"),
    },
    SettingKey.CONCERNS: {
        "answer_days": _("Working days within which a concern is answered in writing"),
        "remind_days": _("Working days before that day when whoever answers is reminded"),
        "raise_days": _("Working days after which a late answer is told one level higher"),
        "again_days": _("Days within which the next answer comes where the first does not settle it"),
        "reopen_days": _("Days within which the person who pointed it out can open it again"),
        "hourly": _("Concerns that the site takes in an hour before it asks people to call instead"),
        "thread_hourly": _("Messages that one concern takes in an hour"),
    },
    SettingKey.TEXT_LINE: {
        "update_hours": _("Hours after a contact within which an update may still be sent"),
        "survey_days": _("Days after the contact, or after the update if that is later, when the survey is sent"),
        "survey_hour": _("and the hour from which it is (10 is 10 a.m.)"),
        "survey_within": _("Days after a contact within which a survey may still be sent"),
        "apart_days": _("Days for which nobody who was asked is asked again"),
    },
    SettingKey.PRAISE: {"read_days": _("Days within which a comment is read and passed on or left out")},
    SettingKey.LIBRARY: {
        "review_months": _("Months after which a resource is looked at again"),
        "link_days": _("Days after which a link that opened is tried again"),
        "dead_after": _("Failed tries in a row after which a link counts as dead"),
        "wishes_hourly": _("Wishes for resources that the site takes in an hour"),
    },
    SettingKey.POLICIES: {
        "comments_hourly": _("Comments on drafts that the site takes in an hour"),
        "copy_days": _("Days after which a copy of the policies warns that it is old"),
        "review_notice": _("Days before its review when a policy waits on a desk"),
    },
    SettingKey.ATTESTATION: {
        "due_days": _("Days within which somebody signs who is asked later than the others"),
        "remind_days": _("Days before the day to sign by when people are reminded"),
        "again_days": _("Days after which they are reminded again"),
        "escalate_days": _("Days after that day when the supervisor is told"),
        "escalate_again_days": _("Days after that when the supervisor's supervisor is told"),
    },
    SettingKey.INTERVENTION: {
        "first_check": _("Days after a report when its writer is first asked whether anything happened since"),
        "second_check": _("and asked again"),
        "third_check": _("and asked for the last time"),
    },
    SettingKey.TRAINING: {
        "grace_days": _("Days after hiring within which required training is done first"),
        "change_days": _("Days that a new or changed requirement, or a new law, leaves"),
        "due_soon_days": _("Days before the last day on which training is due soon"),
        "remind_days": _("Days after which somebody is reminded again"),
    },
    SettingKey.SELF_REVIEW: {
        "again_months": _("Months after which a self-review is done again"),
        "gap_months": _("Months after which its gaps are looked at again"),
    },
    SettingKey.STANDARDS: {
        "proof_days": _("Days after the last one that a proof covers when it is out of date"),
        "ask_days": _("Days within which a proof that is asked for again is handed in"),
        "proof_remind_days": _("Days before that day when whoever was asked is reminded"),
        "comments_hourly": _("Comments on assessments that the site takes in an hour"),
    },
}
"""What each number of a setting means."""

YES_NO = frozenset({"hold"})
"""The numbers that are an answer: 1 is yes, 0 is no."""
ANSWERS: dict[int, Words] = {0: _("no"), 1: _("yes")}

DETAILS = {
    "agency.name": Told(_("name")),
    "agency.slug": Told(_("short name in addresses")),
    "agency.fields": Told(
        _("changed"),
        {
            "name": _("name"),
            "place": _("place"),
            "phone": _("phone that people may call"),
            "email": _("mail address that people may write to"),
            "timezone": _("time zone"),
            "languages": _("languages"),
            "hosts": _("host names"),
        },
    ),
    "agency.key": Told(_("setting"), dict(SettingKey.choices)),
    "agency.value": Told(_("value")),
    "agency.from": Told(_("from")),
    "agency.citation": Told(_("law, policy or decision")),
    "agency.kind": Told(_("what the rows hold")),
    "agency.file": Told(_("file")),
    "agency.sha256": Told(_("fingerprint (SHA-256)")),
    "agency.mapping": Told(_("read as")),
    "agency.new": Told(_("new rows")),
    "agency.same": Told(_("rows that were there already")),
    "agency.changed": Told(_("rows that had other values")),
    "agency.left_out": Told(_("rows left out")),
    **{f"agency.{name}": Told(meaning) for parts in PARTS.values() for name, meaning in parts.items()},
    "agency.hold": Told(PARTS[SettingKey.LEGAL_HOLD]["hold"], {str(number): said for number, said in ANSWERS.items()}),
    "agency.destroyed": Told(_("destroyed")),
    "agency.kept": Told(_("after")),
    "agency.uploads": Told(_("uploaded files")),
}
SUBJECTS = {
    "agency.agency": _("agency"),
    "agency.setting": _("setting"),
    "agency.importbatch": _("file"),
    "agency.savedmapping": _("way of reading columns"),
}


FEWEST = 5
"""The smallest group of people that an agency may choose to show: of four, one can work out what the others said."""


def setting_problem(key: str, value: Mapping[str, int]) -> Words:
    """Why a setting cannot hold, in words; "" where it can."""
    if key == SettingKey.QUIET_HOURS and not value["opens"] < value["closes"] <= 24:
        return _("The hour until which texts leave comes after the hour from which they do, and is 24 at the latest.")
    if key == SettingKey.TEXT_LINE and value.get("survey_hour", 0) > 23:
        return _("An hour of the day is 0 to 23.")
    if key == SettingKey.THRESHOLDS and value.get("people", FEWEST) < FEWEST:
        return _("In a group of fewer than 5 people, one can work out what another said. Choose 5 or more.")
    return ""
