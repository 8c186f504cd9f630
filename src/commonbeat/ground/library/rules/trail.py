"""How long the catalogue is kept, and how the trail tells of it."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.ground.library.rules.vocabulary import Grade, RequestState
from commonbeat.kit.retention import Retention

RETENTION = {
    "TopicTag": Retention.CONFIGURATION,
    "LibraryResource": Retention.PERMANENT,
    "EvidenceRating": Retention.PERMANENT,
    "Citation": Retention.PERMANENT,
    "ResourceChange": Retention.PERMANENT,
    "PracticeArea": Retention.CONFIGURATION,
    "AreaChange": Retention.PERMANENT,
    "ResourceRequest": Retention.OPERATIONAL,
    "CatalogEntry": Retention.PERMANENT,
    "CatalogState": Retention.PERMANENT,
}
VERBS = {
    "library.add_topic": _("added a topic"),
    "library.rename_topic": _("gave a topic another name"),
    "library.add_resource": _("added a resource to the library"),
    "library.change_resource": _("changed a resource of the library"),
    "library.withdraw_resource": _("withdrew a resource from the library"),
    "library.return_resource": _("put a resource back into the library"),
    "library.rate_evidence": _("rated the evidence of a resource"),
    "library.mark_reviewed": _("looked at a resource again"),
    "library.add_area": _("described a topic as a practice area"),
    "library.change_area": _("changed the page of a practice area"),
    "library.review_area": _("looked at the page of a practice area again"),
    "library.ship": _("put what comes with the program into the library"),
    "library.ask_resource": _("asked for a resource"),
    "library.answer_request": _("answered a wish for a resource"),
    "library.check_links": _("tried the links of the library"),
}
DETAILS = {
    "library.slug": Told(_("short name in addresses")),
    "library.title": Told(_("title")),
    "library.what": Told(_("what changed")),
    "library.because": Told(_("reason")),
    "library.before": Told(_("before")),
    "library.version": Told(_("version")),
    "library.grade": Told(_("evidence"), dict(Grade.choices)),
    "library.basis": Told(_("on what ground")),
    "library.review_by": Told(_("to be looked at again by")),
    "library.topics": Told(_("topics")),
    "library.areas": Told(_("practice areas")),
    "library.resources": Told(_("resources")),
    "library.state": Told(_("it stands now"), dict(RequestState.choices)),
    "library.resource": Told(_("resource")),
    "library.tried": Told(_("links tried")),
    "library.opened": Told(_("links that opened")),
    "agency.resource_requests": Told(_("wishes for resources")),
}
SUBJECTS = {
    "library.topictag": _("topic"),
    "library.libraryresource": _("resource"),
    "library.practicearea": _("practice area"),
    "library.resourcerequest": _("wish for a resource"),
}
