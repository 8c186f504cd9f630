"""What an agency may be asked whether it collects it, and what it may answer."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Collected(TextChoices):
    """Whether the agency writes something down at all."""

    YES = "yes", _("Yes, in every case")
    PARTLY = "partly", _("In some cases, or incompletely")
    NO = "no", _("No")
    NOT_ANSWERED = "not_answered", _("Not answered yet")


class Published(TextChoices):
    """Whether the public can see it."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part, or on request")
    NO = "no", _("No")
    NOT_ANSWERED = "not_answered", _("Not answered yet")


class Area(TextChoices):
    """What the items of the inventory are about."""

    STOPS = "stops", _("Stops and searches")
    FORCE = "force", _("Use of force")
    COMPLAINTS = "complaints", _("Complaints and discipline")
    SERVICE = "service", _("Calls and crime")
    COMMUNITY = "community", _("Community")
    AGENCY = "agency", _("The agency itself")


class InventoryItem(TextChoices):
    """What an agency may be asked whether it collects it (capability C149: what data do agencies collect to ensure
    accountability and transparency?). The choice of items and their words are Commonbeat's own."""

    STOP_PLACE_TIME = "stop_place_time", _("When and where each stop took place")
    STOP_REASON = "stop_reason", _("Why each stop was made")
    STOP_RACE_BEFORE = "stop_race_before", _("Race as the officer saw it before the stop")
    STOP_RACE = "stop_race", _("Race as known after the stop")
    STOP_OFFICER = "stop_officer", _("Which officer made each stop")
    STOP_DURATION = "stop_duration", _("How long each stop took")
    SEARCH_BASIS = "search_basis", _("On what ground a search was made, and whether consent was given")
    SEARCH_FOUND = "search_found", _("What a search found")
    STOP_OUTCOME = "stop_outcome", _("What came of each stop: warning, citation, arrest")
    STOP_LANGUAGE = "stop_language", _("Which language the person spoke, and whether an interpreter helped")
    FORCE_TYPE = "force_type", _("Every kind of force used, on whom")
    FORCE_INCIDENT = "force_incident", _("A number for each use-of-force event, so that its entries belong together")
    FORCE_OFFICER = "force_officer", _("Which officers used force, and which were present")
    FORCE_INJURY = "force_injury", _("Injuries of people and of officers")
    FORCE_POINTED = "force_pointed", _("Every time a firearm was pointed at somebody")
    FORCE_REVIEW = "force_review", _("Whether force was found within policy, and why")
    COMPLAINT_INTAKE = "complaint_intake", _("Every complaint, however it was made")
    COMPLAINT_OUTCOME = "complaint_outcome", _("What was found, and how long it took")
    DISCIPLINE = "discipline", _("What discipline followed, and whether it stood")
    BODY_CAMERA = "body_camera", _("Whether body cameras were on when they had to be")
    CALLS = "calls", _("Calls for service, by kind and neighborhood")
    RESPONSE_TIME = "response_time", _("How long people wait after a call")
    CRIME = "crime", _("Reported crime, by kind and neighborhood")
    CLEARANCE = "clearance", _("How many cases are solved, by kind")
    CONTACT_SURVEY = "contact_survey", _("What people say after a contact with an officer")
    TRUST_SURVEY = "trust_survey", _("Trust and safety, asked of all residents")
    ENGAGEMENT = "engagement", _("Meetings and contacts other than enforcement")
    STAFF_RACE = "staff_race", _("Race and gender of staff, by rank")
    TRAINING = "training", _("Who was trained in what, and when")


AREAS: dict[InventoryItem, Area] = {
    item: area
    for area, prefixes in {
        Area.STOPS: ("stop_", "search_"),
        Area.FORCE: ("force_",),
        Area.COMPLAINTS: ("complaint_", "discipline", "body_camera"),
        Area.SERVICE: ("calls", "response_time", "crime", "clearance"),
        Area.COMMUNITY: ("contact_survey", "trust_survey", "engagement"),
        Area.AGENCY: ("staff_race", "training"),
    }.items()
    for item in InventoryItem
    if item.value.startswith(prefixes)
}
"""Under which heading each item stands."""


def is_gap(collected: str) -> bool:
    """Whether the public page of what is not known must list an item: all but what is collected in every case."""
    return collected != Collected.YES
