"""Who may do what: every permission and every role, on one page that a lay person can read."""

from typing import Protocol, runtime_checkable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """One thing that somebody may be allowed to do. The label finishes the sentence "may ..."."""

    SEE_DESK = "see_desk", _("see their own desk")
    MANAGE_AGENCY = "manage_agency", _("change the agency's settings")
    MANAGE_STAFF = "manage_staff", _("invite, change and end staff accounts")
    IMPORT_RECORDS = "import_records", _("load files of records and of places")
    SEE_RECORDS = "see_records", _("see counts of police records and the files they came from")
    PUBLISH_FIGURES = "publish_figures", _("work out figures and publish them")
    ANSWER_INVENTORY = "answer_inventory", _("say what the agency does and does not collect")
    SEE_CONCERNS = "see_concerns", _("read the concerns that are theirs to read")
    ANSWER_CONCERNS = "answer_concerns", _("answer concerns in writing")
    ROUTE_CONCERNS = "route_concerns", _("see all concerns and say who answers each")
    MAKE_PROMISES = "make_promises", _("make promises in the agency's name, and move any of them on")
    KEEP_PROMISES = "keep_promises", _("see the promises that they own, and move those on")
    SEE_AUDIT = "see_audit", _("read the trail of who did what, and check it")
    SEE_JOBS = "see_jobs", _("see what ran, what waits and what failed by itself, and retry it")
    PAUSE_SENDING = "pause_sending", _("see what goes out, pause it, and decide about what may not have left")
    MAKE_BACKUP = "make_backup", _("make a backup")
    MANAGE_TEXTS = "manage_texts", _("say after which calls people are texted, and see who was not and why")
    RUN_SURVEYS = "run_surveys", _("say what surveys ask, begin and end them, and see how many answered")
    REDACT_PRAISE = "redact_praise", _("read comments about officers first, and pass on what is praise")
    SEE_OWN_PRAISE = "see_own_praise", _("read praise for them and for those they supervise")


class Role(TextChoices):
    """A kind of person at an agency, on its board, or at its partners."""

    ADMINISTRATOR = "administrator", _("Administrator")
    CHIEF = "chief", _("Chief")
    COMMANDER = "commander", _("Commander")
    SERGEANT = "sergeant", _("Sergeant")
    OFFICER = "officer", _("Officer")
    ANALYST = "analyst", _("Analyst")
    INFORMATION_OFFICER = "information_officer", _("Public information officer")
    ACCREDITATION = "accreditation", _("Accreditation manager")
    INTERNAL_AFFAIRS = "internal_affairs", _("Internal affairs")
    TRAINING = "training", _("Training coordinator")
    RECORDS_OFFICER = "records_officer", _("Records officer")
    CLERK = "clerk", _("Clerk")
    SCRUBBER = "scrubber", _("Tip scrubber")
    TRANSLATOR = "translator", _("Translator")
    BOARD_MEMBER = "board_member", _("Oversight board member")
    CITY_MANAGER = "city_manager", _("City manager")
    PARTNER = "partner", _("Community partner")
    INDEPENDENT_REVIEWER = "independent_reviewer", _("Independent reviewer")
    STATE_ADMINISTRATOR = "state_administrator", _("State administrator")


P = Permission

ANSWERS = {P.SEE_CONCERNS, P.ANSWER_CONCERNS}
ROUTES = {*ANSWERS, P.ROUTE_CONCERNS}
PROMISES = {P.MAKE_PROMISES, P.KEEP_PROMISES}

GRANTS: dict[Role, frozenset[Permission]] = {
    # Runs the installation; sees no resident's words by that alone.
    Role.ADMINISTRATOR: frozenset(
        {
            P.SEE_DESK,
            P.MANAGE_AGENCY,
            P.MANAGE_STAFF,
            P.IMPORT_RECORDS,
            P.SEE_RECORDS,
            P.SEE_AUDIT,
            P.SEE_JOBS,
            P.PAUSE_SENDING,
            P.MANAGE_TEXTS,
            P.MAKE_BACKUP,
        }
    ),
    # Answers for the agency.
    Role.CHIEF: frozenset(
        {
            P.SEE_DESK,
            P.SEE_RECORDS,
            P.PUBLISH_FIGURES,
            P.ANSWER_INVENTORY,
            P.SEE_AUDIT,
            P.PAUSE_SENDING,
            P.MANAGE_TEXTS,
            P.RUN_SURVEYS,
            P.SEE_OWN_PRAISE,
            *ROUTES,
            *PROMISES,
        }
    ),
    Role.COMMANDER: frozenset({P.SEE_DESK, P.SEE_RECORDS, P.PAUSE_SENDING, P.SEE_OWN_PRAISE, *ROUTES, *PROMISES}),
    Role.SERGEANT: frozenset({P.SEE_DESK, P.SEE_OWN_PRAISE, *ROUTES, *PROMISES}),
    Role.OFFICER: frozenset({P.SEE_DESK, P.SEE_OWN_PRAISE, P.KEEP_PROMISES, *ANSWERS}),
    # Turns records into figures.
    Role.ANALYST: frozenset(
        {
            P.SEE_DESK,
            P.IMPORT_RECORDS,
            P.SEE_RECORDS,
            P.PUBLISH_FIGURES,
            P.ANSWER_INVENTORY,
            P.MANAGE_TEXTS,
            P.RUN_SURVEYS,
        }
    ),
    # Speaks for the agency in public.
    Role.INFORMATION_OFFICER: frozenset(
        {P.SEE_DESK, P.PUBLISH_FIGURES, P.PAUSE_SENDING, P.REDACT_PRAISE, *ANSWERS, *PROMISES}
    ),
    Role.ACCREDITATION: frozenset({P.SEE_DESK, P.SEE_RECORDS}),
    Role.INTERNAL_AFFAIRS: frozenset({P.SEE_DESK}),
    Role.TRAINING: frozenset({P.SEE_DESK}),
    # Keeps and releases records.
    Role.RECORDS_OFFICER: frozenset({P.SEE_DESK, P.IMPORT_RECORDS, P.SEE_RECORDS}),
    Role.CLERK: frozenset({P.SEE_DESK, P.REDACT_PRAISE, *ROUTES}),
    Role.SCRUBBER: frozenset({P.SEE_DESK, P.REDACT_PRAISE}),
    Role.TRANSLATOR: frozenset({P.SEE_DESK}),
    # Oversees; may check the trail without asking the agency.
    Role.BOARD_MEMBER: frozenset({P.SEE_DESK, P.SEE_RECORDS, P.SEE_AUDIT}),
    # Is told of answers that stay late, and reads those concerns alone.
    Role.CITY_MANAGER: frozenset({P.SEE_DESK, P.SEE_CONCERNS}),
    Role.PARTNER: frozenset({P.SEE_DESK}),
    Role.INDEPENDENT_REVIEWER: frozenset({P.SEE_DESK, P.SEE_RECORDS, P.SEE_AUDIT}),
    Role.STATE_ADMINISTRATOR: frozenset({P.SEE_DESK, P.SEE_RECORDS}),
}


class AgencyLike(Protocol):
    """Whatever stands for one agency: its primary key is all that a permission needs."""

    @property
    def pk(self) -> int: ...


@runtime_checkable
class Actor(Protocol):
    """Somebody who asks to do something. `people.User` is one; so is nobody (the public)."""

    @property
    def pk(self) -> int | None: ...

    @property
    def label(self) -> str: ...

    def may(self, permission: str, agency: AgencyLike | None) -> bool: ...


class System:
    """The machine itself, as an actor: a job of the timetable or a command at the console."""

    pk: int | None = None

    def __init__(self, label: str) -> None:
        self.label = label

    def may(self, permission: str, agency: AgencyLike | None) -> bool:
        """Whoever can run a command on the server or wrote the timetable may do what it does."""
        return True


def granted(roles: set[Role]) -> frozenset[Permission]:
    """Every permission that these roles give together."""
    return frozenset().union(*(GRANTS[role] for role in roles))
