"""Who may do what: every permission and every role, on one page that a lay person can read."""

from typing import Protocol, runtime_checkable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """One thing that somebody may be allowed to do. The label finishes the sentence "may ..."."""

    SEE_DESK = "see_desk", _("see their own desk")
    MANAGE_AGENCY = "manage_agency", _("change the agency's settings")
    MANAGE_STAFF = "manage_staff", _("invite, change and end staff accounts")
    BRING_FILES = "bring_files", _("bring files of whatever they keep, and see what became of them")
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
    MANAGE_LIBRARY = "manage_library", _("add and change resources, practice areas and peers of the library")
    MANAGE_PAGES = "manage_pages", _("answer common questions, list the technology in use, and say who keeps each page")
    ASK_FOR_HELP = "ask_for_help", _("ask the state or a network of peers for help")
    ANSWER_HELP = "answer_help", _("answer agencies that ask for help")
    READ_POLICIES = "read_policies", _("read the policies in force, say that they have, and see their own training")
    WRITE_POLICIES = "write_policies", _("write policies, put drafts to people and answer what they say")
    APPROVE_POLICIES = "approve_policies", _("approve a policy and say from when it is in force")
    SEE_READING = (
        "see_reading",
        _("see who read, understood and was trained in what: those they supervise, or everybody"),
    )
    NOTE_DEVIATIONS = "note_deviations", _("write down where a policy was not kept, and what followed")
    REPORT_INTERVENTION = "report_intervention", _("report by a protected route that somebody had to step in")
    SEE_INTERVENTIONS = "see_interventions", _("read reports of stepping in that were sent to them, and answer")
    MANAGE_TRAINING = "manage_training", _("say who needs which training, hold sessions and record who completed them")
    MANAGE_STANDARDS = "manage_standards", _("keep standards, mandates and assessments, and say whether a proof holds")
    GIVE_PROOF = "give_proof", _("hand in the proofs that they are asked for")
    SEE_STANDARDS = "see_standards", _("see standards, mandates, proofs and gaps")
    RUN_SELF_REVIEW = "run_self_review", _("open a self-review, lead it and close it")
    RATE_SELF_REVIEW = "rate_self_review", _("answer a self-review that they were asked to answer")
    READ_SELF_REVIEW = "read_self_review", _("read a self-review that the chief shares with them")
    SHARE_SELF_REVIEW = "share_self_review", _("decide who may see a self-review")


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
IN_REVIEWS = {P.RATE_SELF_REVIEW, P.READ_SELF_REVIEW}
WORKS_HERE = {P.SEE_DESK, P.READ_POLICIES, P.REPORT_INTERVENTION, P.GIVE_PROOF, *IN_REVIEWS}
"""What everybody may do who works for the agency, sworn or not."""
SUPERVISES = {P.SEE_READING, P.NOTE_DEVIATIONS}

GRANTS: dict[Role, frozenset[Permission]] = {
    # Runs the installation; sees no resident's words by that alone.
    Role.ADMINISTRATOR: frozenset(
        {
            P.MANAGE_AGENCY,
            P.MANAGE_STAFF,
            P.BRING_FILES,
            P.IMPORT_RECORDS,
            P.SEE_RECORDS,
            P.SEE_AUDIT,
            P.SEE_JOBS,
            P.PAUSE_SENDING,
            P.MANAGE_TEXTS,
            P.MAKE_BACKUP,
            *WORKS_HERE,
        }
    ),
    # Answers for the agency.
    Role.CHIEF: frozenset(
        {
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
            *WORKS_HERE,
            *SUPERVISES,
            P.BRING_FILES,
            P.MANAGE_LIBRARY,
            P.MANAGE_PAGES,
            P.ASK_FOR_HELP,
            P.WRITE_POLICIES,
            P.APPROVE_POLICIES,
            P.MANAGE_TRAINING,
            P.MANAGE_STANDARDS,
            P.SEE_STANDARDS,
            P.RUN_SELF_REVIEW,
            P.SHARE_SELF_REVIEW,
        }
    ),
    Role.COMMANDER: frozenset(
        {
            P.SEE_RECORDS,
            P.PAUSE_SENDING,
            P.SEE_OWN_PRAISE,
            *ROUTES,
            *PROMISES,
            *WORKS_HERE,
            *SUPERVISES,
            P.ASK_FOR_HELP,
            P.WRITE_POLICIES,
            P.SEE_STANDARDS,
        }
    ),
    Role.SERGEANT: frozenset(
        {
            P.SEE_OWN_PRAISE,
            *ROUTES,
            *PROMISES,
            *WORKS_HERE,
            *SUPERVISES,
        }
    ),
    Role.OFFICER: frozenset(
        {
            P.SEE_OWN_PRAISE,
            P.KEEP_PROMISES,
            *ANSWERS,
            *WORKS_HERE,
        }
    ),
    # Turns records into figures.
    Role.ANALYST: frozenset(
        {
            P.BRING_FILES,
            P.IMPORT_RECORDS,
            P.SEE_RECORDS,
            P.PUBLISH_FIGURES,
            P.ANSWER_INVENTORY,
            P.MANAGE_TEXTS,
            P.RUN_SURVEYS,
            *WORKS_HERE,
            P.MANAGE_LIBRARY,
            P.ASK_FOR_HELP,
        }
    ),
    # Speaks for the agency in public.
    Role.INFORMATION_OFFICER: frozenset(
        {
            P.PUBLISH_FIGURES,
            P.PAUSE_SENDING,
            P.REDACT_PRAISE,
            *ANSWERS,
            *PROMISES,
            *WORKS_HERE,
            P.BRING_FILES,
            P.MANAGE_LIBRARY,
            P.MANAGE_PAGES,
        }
    ),
    Role.ACCREDITATION: frozenset(
        {
            P.SEE_RECORDS,
            *WORKS_HERE,
            P.BRING_FILES,
            P.MANAGE_LIBRARY,
            P.ASK_FOR_HELP,
            P.WRITE_POLICIES,
            P.SEE_READING,
            P.MANAGE_STANDARDS,
            P.SEE_STANDARDS,
            P.RUN_SELF_REVIEW,
        }
    ),
    Role.INTERNAL_AFFAIRS: frozenset(
        {
            *WORKS_HERE,
            *SUPERVISES,
            P.SEE_INTERVENTIONS,
        }
    ),
    Role.TRAINING: frozenset(
        {
            *WORKS_HERE,
            P.SEE_READING,
            P.BRING_FILES,
            P.MANAGE_TRAINING,
            P.MANAGE_LIBRARY,
            P.ASK_FOR_HELP,
        }
    ),
    # Keeps and releases records.
    Role.RECORDS_OFFICER: frozenset(
        {
            P.BRING_FILES,
            P.IMPORT_RECORDS,
            P.SEE_RECORDS,
            *WORKS_HERE,
        }
    ),
    Role.CLERK: frozenset(
        {
            P.REDACT_PRAISE,
            *ROUTES,
            *WORKS_HERE,
        }
    ),
    Role.SCRUBBER: frozenset(
        {
            P.REDACT_PRAISE,
            *WORKS_HERE,
        }
    ),
    Role.TRANSLATOR: frozenset(
        {
            P.SEE_DESK,
            P.READ_POLICIES,
        }
    ),
    # Oversees; may check the trail without asking the agency.
    Role.BOARD_MEMBER: frozenset(
        {
            P.SEE_DESK,
            P.SEE_RECORDS,
            P.SEE_AUDIT,
            P.SEE_STANDARDS,
            *IN_REVIEWS,
        }
    ),
    # Is told of answers that stay late, and reads those concerns alone.
    Role.CITY_MANAGER: frozenset({P.SEE_DESK, P.SEE_CONCERNS}),
    Role.PARTNER: frozenset(
        {
            P.SEE_DESK,
            *IN_REVIEWS,
        }
    ),
    Role.INDEPENDENT_REVIEWER: frozenset(
        {
            P.SEE_DESK,
            P.SEE_RECORDS,
            P.SEE_AUDIT,
            P.SEE_INTERVENTIONS,
            P.SEE_STANDARDS,
            P.READ_SELF_REVIEW,
        }
    ),
    Role.STATE_ADMINISTRATOR: frozenset(
        {
            P.SEE_DESK,
            P.SEE_RECORDS,
            P.ANSWER_HELP,
            P.BRING_FILES,
            P.MANAGE_LIBRARY,
        }
    ),
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
