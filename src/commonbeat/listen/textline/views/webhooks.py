"""Where Twilio brings texts and tells what became of ours; nobody else is heard here.

A program calls, with no cookie, so the check against forged forms does not apply: the signature is the proof (Twilio,
"Validating requests").
"""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging import gateways
from commonbeat.listen.textline import actions

NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
"""Empty TwiML: replies leave by the outbox, under our own reference."""


@csrf_exempt
@require_POST
def inbound(request: HttpRequest) -> HttpResponse:
    """A text that came in."""
    agency = _signed_for(request)
    if agency is None:
        return _refused()
    sent = request.POST
    actions.receive(
        agency=agency,
        sender=sent.get("From", ""),
        body=sent.get("Body", ""),
        gateway_reference=sent.get("MessageSid", ""),
    )
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


@csrf_exempt
@require_POST
def status(request: HttpRequest) -> HttpResponse:
    """What became of a text of ours."""
    agency = _signed_for(request)
    if agency is None:
        return _refused()
    sent = request.POST
    messaging.settle_receipt(
        agency=agency,
        status=sent.get("MessageStatus", ""),
        gateway_reference=sent.get("MessageSid", ""),
        reference=request.GET.get("reference", ""),
        code=sent.get("ErrorCode", ""),
    )
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


def _signed_for(request: HttpRequest) -> Agency | None:
    """The agency of this address, where its own gateway signed this very call; a call without a reference is none."""
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None or not request.POST.get("MessageSid"):
        return None
    holds = gateways.signature_holds(
        agency,
        url=request.build_absolute_uri(),
        fields=[(name, value) for name, values in request.POST.lists() for value in values],
        signature=request.headers.get("X-Twilio-Signature", ""),
    )
    return agency if holds else None


def _refused() -> HttpResponse:
    words = _("Only the agency's own text gateway is heard here, and this call does not carry its signature.")
    return HttpResponseForbidden(words, content_type="text/plain; charset=utf-8")
