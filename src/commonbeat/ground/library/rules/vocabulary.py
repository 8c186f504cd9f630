"""What a resource is called, whom it is for, where it comes from, and how good its evidence is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Grade(TextChoices):
    """How much is known about whether what a resource describes works; best first."""

    STRONG = "strong", _("Strong: several rigorous studies agree")
    MODERATE = "moderate", _("Moderate: at least one rigorous study")
    PROMISING = "promising", _("Promising: studies without a sound comparison")
    EXPERIENCE = "experience", _("Experience: practitioners and departments report it")
    NOT_RATED = "not_rated", _("Not rated yet")


SHIPPED_GROUNDS = {
    Grade.STRONG: _("Rated by the program: a review that pools many studies, each with a group to compare with."),
    Grade.MODERATE: _("Rated by the program: it holds or sums up at least one rigorous study."),
    Grade.PROMISING: _("Rated by the program: a review of studies, few of which had a sound comparison."),
    Grade.EXPERIENCE: _("Rated by the program: it tells what practitioners and departments report, and tests nothing."),
    Grade.NOT_RATED: "",
}
"""On what ground the records that come with the program are rated."""


class ResourceType(TextChoices):
    """What kind of publication it is; one resource may be several."""

    REPORT = "report", pgettext_lazy("publication", "Report")
    RESEARCH_ARTICLE = "research_article", _("Research article")
    RESEARCH_BRIEF = "research_brief", _("Research brief")
    GUIDEBOOK_TOOL = "guidebook_tool", _("Guidebook or tool")
    MODEL_POLICY = "model_policy", _("Model policy")
    TRAINING = "training", _("Training material")
    CASE_STUDY = "case_study", _("Case study")
    WEB_PAGE = "web_page", _("Web page")
    VIDEO = "video", _("Recording")


class Audience(TextChoices):
    """Whom it helps."""

    AGENCY = "agency", _("Agencies")
    PRACTITIONER = "practitioner", _("Practitioners")
    COMMUNITY = "community", _("Communities")


class ResourceKind(TextChoices):
    """What a reader gets from it."""

    STRATEGY = "strategy", _("A strategy")
    TOOL = "tool", _("A tool")
    BEST_PRACTICE = "best_practice", _("A best practice")


class Provenance(TextChoices):
    """Where what it says comes from."""

    LEGAL_REVIEW = "legal_review", _("Legal review")
    RESEARCH = "research", _("Research")
    PRACTITIONER = "practitioner", _("Practitioners")
    DEPARTMENT = "department", _("A department")


class ResourceLanguage(TextChoices):
    """The language in which it is written."""

    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    OTHER = "other", _("Another language")


class LinkState(TextChoices):
    """Whether the link of a citation opened when it was last tried."""

    UNCHECKED = "unchecked", _("Not tried yet")
    OPENS = "opens", _("Opens")
    FAILED = "failed", _("Did not open the last time")
    DEAD = "dead", _("Does not open any more")


class Cause(TextChoices):
    """Why a record changed, where no words of a person say so."""

    SHIPPED = "shipped", _("Came with the program.")
    ADDED = "added", _("Added to the library.")
    FROM_FILE = "from_file", _("Added from a file.")
    CHANGED_BY_FILE = "changed_by_file", _("Changed from a file.")
    RATED = "rated", _("The evidence was rated.")
    WITHDRAWN = "withdrawn", _("Withdrawn from the library.")
    RETURNED = "returned", _("Put back into the library.")
    RENAMED = "renamed", _("The topic has another name now.")


class RequestState(TextChoices):
    """Where a wish for a resource stands."""

    WAITING = "waiting", _("Waits for an answer")
    ANSWERED = "answered", _("Answered with a resource")
    CLOSED = "closed", _("Closed without one")
