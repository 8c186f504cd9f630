"""What the walk of every page walks: every address that answers GET with a page, by construction, and more of some.

A new page is walked without a word here: as the first role that may open it, with its row of tests/house/addresses.py.
Add it to ROWS where a fuller row shows more of it, to WHO where a role is not enough, and to BESIDES where one
address has several faces. What is no page stands in NOT_WALKED with its reason; tests/house/test_walk.py holds that.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from commonbeat.ground.roles import Role, granted
from commonbeat.kit.pages import Page
from house.addresses import SAMPLES
from house.test_pages import ADDRESSES
from journeys import rows, rows_asked

NOBODY = "nobody"
"""A resident: no session, no cookie."""
AT_THE_DOOR = "at the door"
"""Nobody either, but on a page whose form needs a cookie."""
NEWCOMER = "newcomer"
"""Signed in with a password, without a second factor yet."""
KEYHOLDER = "keyholder"
"""Signed in, with passkey, code app and recovery codes, and proved it just now."""
HALFWAY = "halfway"
"""Whose password fits and whose second factor is asked for."""

NOT_WALKED = {
    "accreditation_calendar_file": "a download",
    "accreditation_feed": "a file for programs",
    "accreditation_status": "a picture",
    "assessment_comments_file": "a download",
    "proof_file": "a download",
    "account_set_password": "leads on to one's own sign-in",
    "data_catalogue": "a file for programs",
    "dataset_file": "a download",
    "dataset_latest": "a download",
    "health": "a word for a watcher",
    "library_feed": "a feed for readers of news",
    "library_file": "a download",
    "import_problems_file": "a download",
    "mfa_download_recovery_codes": "a download",
    "mfa_index": "leads on to one's own sign-in",
    "mfa_list_webauthn": "leads on to one's own sign-in",
    "mfa_login_webauthn": "answers the page's own script",
    "picture": "a picture",
    "point_out_map": "a picture",
    "practice_file": "a download",
    "practice_schema": "a file for programs",
    "policy_copy": "a download",
    "policy_file": "a download",
    "policy_list_file": "a download",
    "promise_file": "a download",
    "reading_version_file": "a download",
    "robots": "a file for search engines",
    "self_review_file": "a download",
    "self_review_pdf": "a download",
    "self_review_public_file": "a download",
    "self_review_public_pdf": "a download",
    "text_inbound": "the text gateway calls there",
    "text_status": "the text gateway calls there",
}
"""Addresses that answer GET with something other than a page, and why."""

WHO = {
    **dict.fromkeys(
        (
            "account_inactive",
            "account_login",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "demo_sign_in",
            "gallery",
            "intervention_thread",
            "invitation_accept",
            "phone",
            "promise_verify",
        ),
        AT_THE_DOOR,
    ),
    **dict.fromkeys(("account_reauthenticate", "mfa_activate_totp", "second_factor_setup"), NEWCOMER),
    **dict.fromkeys(
        (
            "account_change_password",
            "account_logout",
            "mfa_add_webauthn",
            "mfa_deactivate_totp",
            "mfa_edit_webauthn",
            "mfa_generate_recovery_codes",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_remove_webauthn",
            "mfa_view_recovery_codes",
            "own_sign_in",
        ),
        KEYHOLDER,
    ),
    "conduct_answer": Role.ANALYST,
    "page_review": Role.INFORMATION_OFFICER,
    "proof_give": Role.ACCREDITATION,
    **dict.fromkeys(("mandate_evidence", "mandate_move"), Role.ACCREDITATION),
    "mandate_kept": Role.COMMANDER,
    "mfa_authenticate": HALFWAY,
    **dict.fromkeys(("meeting_new", "training_own", "training_transcript"), Role.OFFICER),
    **dict.fromkeys(("meeting_sign", "training_coverage", "training_people"), Role.CHIEF),
}
"""Who opens a page where its permission does not say it."""

Rows = Callable[[Any], dict[str, Any]]

ROWS: dict[str, Rows] = {
    **dict.fromkeys(("account_detail", "factors_lift", "role_grant"), rows.account),
    "account_reset_password_from_key": rows.reset_key,
    **dict.fromkeys(("dataset", "release_withdraw"), rows.dataset),
    **dict.fromkeys(("import_detail", "import_problems", "import_words"), rows.checked_file),
    **dict.fromkeys(("concern_answer", "concern_assign", "concern_note", "concern_refer"), rows.late_concern),
    **dict.fromkeys(("concern_close", "concern_detail"), rows.answered_concern),
    "concern_status": rows.own_concern,
    **dict.fromkeys(("help_decline", "help_wanted"), rows_asked.help_asked),
    "help_answer": rows_asked.help_under_way,
    "import_columns": rows.received_file,
    "invitation_accept": rows.invitation,
    "job_detail": rows.failed_job,
    "mandate_kept": rows.kept_demand,
    "measure": lambda _agency: {"measure": "stops_rate"},
    **dict.fromkeys(("mfa_edit_webauthn", "mfa_remove_webauthn"), rows.passkey),
    **dict.fromkeys(("neighborhood", "place_change", "place_detail"), rows.neighborhood),
    **dict.fromkeys(("promise", "promise_detail", "promise_link"), rows.disputed_promise),
    **dict.fromkeys(("promise_break", "promise_hand_over", "promise_renegotiate", "promise_report"), rows.open_promise),
    "promise_decline": rows.proposed_promise,
    "promise_verify": rows.asked_promise,
    "promise_words": rows.words_of_promise,
    **dict.fromkeys(("praise_leave_out", "praise_read"), rows.waiting_comment),
    **dict.fromkeys(("run", "run_withdraw"), rows.published_run),
    "run_review": rows.waiting_run,
    **dict.fromkeys(("staff_change", "staff_detail", "staff_end"), rows.officer),
    "survey": rows.asked,
    **dict.fromkeys(("survey_campaign", "survey_campaign_end"), rows.campaign),
    **dict.fromkeys(("survey_campaign_new", "survey_instrument"), rows.questions),
}
"""Rows of the demonstration that show more than the samples of tests/house/addresses.py."""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One page of the walk: an address, who opens it, with which rows, and what is asked of it."""

    name: str
    what: str = ""
    """Which face of the address this is, where it has several."""
    who: str
    rows: Rows | None = None
    query: str = ""
    path: str = ""
    """Where no page is."""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.name} ({self.what})" if self.what else self.name


BESIDES = (
    Stop(name="near", what="none of that name", who=NOBODY, query="?place=atlantis"),
    Stop(name="near", what="several", who=NOBODY, query="?place=phillips"),
    Stop(name="neighborhood", what="too few records", who=NOBODY, rows=rows.quiet_neighborhood),
    Stop(name="measure", what="one group", who=NOBODY, rows=ROWS["measure"], query="?line=black"),
    Stop(name="measure", what="searches", who=NOBODY, rows=lambda _agency: {"measure": "search_share"}),
    Stop(name="measure", what="force", who=NOBODY, rows=lambda _agency: {"measure": "force_rate"}),
    Stop(name="measure", what="score", who=NOBODY, rows=lambda _agency: {"measure": "contact_score"}),
    Stop(name="measure", what="score by month", who=NOBODY, rows=lambda _agency: {"measure": "contact_score_by_month"}),
    Stop(name="run", what="score", who=NOBODY, rows=rows.published_score),
    Stop(name="neighborhood_list", what="by name", who=NOBODY, query="?sort=name"),
    Stop(name="invitation_accept", what="used up", who=AT_THE_DOOR, rows=lambda _agency: {"token": "-"}, status=410),
    Stop(
        name="account_reset_password_from_key",
        what="used up",
        who=AT_THE_DOOR,
        rows=lambda _agency: {"uidb36": "1", "key": "none-such"},
    ),
    Stop(name="point_out", what="a place chosen", who=NOBODY, query="?place=seward"),
    Stop(name="concern_status", what="just sent", who=NOBODY, rows=rows.own_concern, query="?said=new"),
    Stop(name="concern_status", what="open", who=NOBODY, rows=rows.open_concern),
    Stop(name="concern_detail", what="late", who=Role.SERGEANT, rows=rows.late_concern),
    Stop(name="concern_list", what="closed", who=Role.SERGEANT, query="?show=ended"),
    Stop(name="concern_list", what="read only", who=Role.CITY_MANAGER),
    *(
        Stop(name="desk", what=role.label.lower(), who=role)
        for role in (Role.CHIEF, Role.ANALYST, Role.SERGEANT, Role.OFFICER, Role.INFORMATION_OFFICER, Role.BOARD_MEMBER)
    ),
    *(
        Stop(name="import_detail", what=what, who=Role.ADMINISTRATOR, rows=found)
        for what, found in (("waits", rows.received_file), ("loaded", rows.loaded_file), ("refused", rows.refused_file))
    ),
    Stop(name="help_inbox", what="full", who=Role.STATE_ADMINISTRATOR),
    Stop(name="help_wanted", what="under way", who=Role.STATE_ADMINISTRATOR, rows=rows_asked.help_under_way),
    Stop(name="import_list", what="of a librarian", who=Role.ACCREDITATION),
    Stop(name="import_new", what="of a librarian", who=Role.ACCREDITATION),
    Stop(name="library", what="narrowed", who=NOBODY, query="?q=force&type=report&topic=use-of-force"),
    Stop(name="library", what="nothing found", who=NOBODY, query="?q=zebra&type=report"),
    Stop(name="library_resource", what="withdrawn", who=NOBODY, rows=rows_asked.withdrawn_resource),
    Stop(name="resource_change", what="withdrawn", who=Role.CHIEF, rows=rows_asked.withdrawn_resource),
    Stop(name="resource_list", what="withdrawn", who=Role.CHIEF, query="?show=withdrawn"),
    Stop(name="import_list", what="filtered", who=Role.ADMINISTRATOR, query="?state=checked&sort=file_name"),
    Stop(name="invite", what="of the staff", who=Role.ADMINISTRATOR, query="?staff=1"),
    *(
        Stop(name="praise_own", what=what, who=Role.OFFICER, query=query)
        for what, query in (("full", ""), ("filed", "?show=filed"), ("none hidden", "?show=hidden"))
    ),
    Stop(name="praise_people", what="full", who=Role.SERGEANT),
    Stop(name="praise_people", what="second page", who=Role.SERGEANT, query="?page=2"),
    Stop(name="promise", what="proposed", who=NOBODY, rows=rows.proposed_promise),
    Stop(name="promise_detail", what="proposed", who=Role.CHIEF, rows=rows.proposed_promise),
    Stop(name="promise_detail", what="somebody else's", who=Role.OFFICER, rows=rows.disputed_promise),
    Stop(name="promise_ledger", what="late", who=NOBODY, query="?show=late"),
    Stop(name="promise_ledger", what="of the leaders", who=NOBODY, query="?show=leaders"),
    Stop(name="promise_ledger", what="second page", who=NOBODY, query="?page=2"),
    Stop(name="promise_new", what="from a figure", who=Role.CHIEF, query="?measure=search_share"),
    Stop(name="promise_report", what="not possible", who=Role.CHIEF, rows=rows.proposed_promise),
    Stop(name="promise_verify", what="nothing to say yet", who=AT_THE_DOOR, rows=rows.unasked_promise),
    Stop(name="promise_verify", what="used up", who=AT_THE_DOOR, rows=lambda _agency: {"key": "-"}, status=410),
    Stop(name="run_review", what="to promise", who=Role.CHIEF, rows=rows.published_run),
    Stop(name="run_review", what="published", who=Role.ANALYST, rows=rows.published_run),
    Stop(
        name="setting_change", what="sign-out", who=Role.ADMINISTRATOR, rows=lambda _agency: {"key": "session_minutes"}
    ),
    Stop(name="survey", what="begun", who=NOBODY, rows=rows.begun_answer),
    Stop(name="survey", what="to be changed", who=NOBODY, rows=rows.begun_answer, query="?again=treatment"),
    Stop(name="survey", what="words", who=NOBODY, rows=rows.answered_questions),
    Stop(name="survey", what="used up", who=NOBODY, rows=rows.finished_answer, status=404),
    Stop(name="survey", what="unknown", who=NOBODY, rows=lambda _agency: {"token": "a" * 26}, status=404),
    Stop(name="staff_list", what="found nobody", who=Role.ADMINISTRATOR, query="?q=zebra"),
    Stop(name="audit_trail", what="second page", who=Role.ADMINISTRATOR, query="?page=2"),
    Stop(name="no page", what="outside", who=NOBODY, path="/nowhere/", status=404),
    Stop(name="no page", what="inside", who=Role.ADMINISTRATOR, path="/staff/nowhere/", status=404),
    Stop(name="staff_list", what="forbidden", who=Role.OFFICER, status=403),
    Stop(name="release_new", what="only a button", who=Role.ANALYST, status=405),
)
"""More faces of some addresses: empty and full, before and after; and the pages that say what went wrong."""


def answers_get(view: Any) -> bool:
    """Whether the address answers GET at all."""
    return not isinstance(view, type) or ("get" in view.http_method_names and hasattr(view, "get"))


def who_opens(name: str, view: Any) -> str:
    """Nobody for a public page, else the first role that may; "" where only WHO could tell and does not."""
    if name in WHO:
        return WHO[name]
    if not (isinstance(view, type) and issubclass(view, Page)):
        return ""
    return NOBODY if view.public else next(role for role in Role if view.permission in granted({role}))


def rows_of(name: str, arguments: tuple[str, ...]) -> Rows | None:
    """What fills the arguments of an address, if it has any."""
    return ROWS.get(name) or (SAMPLES.get(name) if arguments else None)


def pages() -> Iterator[Stop]:
    """Every address that answers GET with a page, once."""
    for name, view, arguments in ADDRESSES:
        if answers_get(view) and name not in NOT_WALKED:
            yield Stop(name=name, who=who_opens(name, view), rows=rows_of(name, arguments))


STOPS = (*pages(), *BESIDES)
"""The whole walk."""
OUTSIDE = tuple(stop for stop in STOPS if stop.who in (NOBODY, AT_THE_DOOR))
"""What anybody can open."""
INSIDE = tuple(stop for stop in STOPS if stop not in OUTSIDE)
"""What only those see who sign in."""


def inside(*rooms: str) -> tuple[Stop, ...]:
    """The stops behind the sign-in whose pages these rooms or wings make."""
    starts = tuple(f"commonbeat.{room}." for room in rooms)
    names = {name for name, view, _arguments in ADDRESSES if view.__module__.startswith(starts)}
    return tuple(stop for stop in INSIDE if stop.name in names)


INSIDE_RULES = inside("act.policies", "act.standards")
"""Where policies are written, read and trained, and standards and self-reviews are kept."""
INSIDE_ABOVE = tuple(stop for stop in inside("act", "show") if stop not in INSIDE_RULES)
"""Where promises and praise are kept, and the shop windows are dressed."""
INSIDE_BELOW = tuple(stop for stop in INSIDE if stop not in (*INSIDE_RULES, *INSIDE_ABOVE))
"""Where the ground is kept, people are listened to, and figures are worked out."""
