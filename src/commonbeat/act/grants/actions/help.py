"""Asking for help and answering: each side moves a request only where its side may, and both trails tell of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.act.grants.models import AssistanceMessage, AssistanceRequest
from commonbeat.act.grants.queries import Whom
from commonbeat.act.grants.rules.help import ASKED, ASKER, HelpState, after_message, message_problem, move_problem
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.library.models import TopicTag
from commonbeat.ground.roles import Actor, Permission, System


@transaction.atomic
def ask(
    *, actor: Actor, agency: Agency, whom: Whom, title: str, words: str, topic: TopicTag | None = None
) -> AssistanceRequest:
    """Ask the state, a network or a peer for help. Raises ValidationError by field."""
    _permit(actor, Permission.ASK_FOR_HELP, agency)
    if whom.to_agency is not None and whom.to_agency.pk != agency.parent_id:
        raise ValidationError({"whom": _("An agency can ask its own state only.")})
    if whom == Whom() or any(row is not None and row.agency_id != agency.pk for row in (whom.network, whom.peer)):
        raise ValidationError({"whom": _("Choose somebody on the list.")})
    if topic is not None and topic.agency_id != agency.pk:
        raise ValidationError({"topic": _("Choose a topic of this agency.")})
    agencies.take_turns(agency, "grants.ask")
    last = AssistanceRequest.objects.filter(agency=agency).aggregate(last=Max("number"))["last"] or 0
    row = AssistanceRequest.objects.create(
        agency=agency,
        number=last + 1,
        to_agency=whom.to_agency,
        network=whom.network,
        peer=whom.peer,
        topic=topic,
        title=title.strip(),
        words=words.strip(),
        asked_on=agency.day(),
        moved_on=agency.day(),
        synthetic=agency.demo,
    )
    _tell(actor, row, ASKER, verb="grants.ask")
    return row


@transaction.atomic
def accept(*, actor: Actor, request: AssistanceRequest) -> AssistanceRequest:
    """The state takes it on."""
    row = _held(actor, request, ASKED)
    _move(row, HelpState.ACCEPTED, ASKED)
    _tell(actor, row, ASKED, verb="grants.accept")
    return row


@transaction.atomic
def decline(*, actor: Actor, request: AssistanceRequest, reason: str) -> AssistanceRequest:
    """The state says that it cannot help, and why."""
    row = _held(actor, request, ASKED)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: whoever asked will read it.")})
    row.reason = reason.strip()
    _move(row, HelpState.DECLINED, ASKED)
    _tell(actor, row, ASKED, verb="grants.decline")
    return row


@transaction.atomic
def answer(*, actor: Actor, request: AssistanceRequest, words: str, answers: bool = True) -> AssistanceMessage:
    """The state writes; with `answers` it is the answer, without it a question back."""
    row = _held(actor, request, ASKED)
    return _write(actor, row, ASKED, words, author=actor.label, answers=answers, verb="grants.answer")


@transaction.atomic
def add(*, actor: Actor, request: AssistanceRequest, words: str) -> AssistanceMessage:
    """Whoever asked writes more; after an answer that asks again."""
    row = _held(actor, request, ASKER)
    return _write(actor, row, ASKER, words, author=actor.label, answers=False, verb="grants.add")


@transaction.atomic
def write_down(*, actor: Actor, request: AssistanceRequest, words: str) -> AssistanceMessage:
    """Whoever asked writes down what a network or peer told them elsewhere: that answers the request."""
    row = _held(actor, request, ASKER)
    if not row.outside:
        raise ValidationError(_("The state answers here itself."))
    if row.state == HelpState.OPEN:
        _move(row, HelpState.ACCEPTED, ASKED)
    return _write(actor, row, ASKED, words, author="", answers=True, verb="grants.answer", by=ASKER)


@transaction.atomic
def close(*, actor: Actor, request: AssistanceRequest) -> AssistanceRequest:
    """Whoever asked says that the answer is enough."""
    row = _held(actor, request, ASKER)
    _move(row, HelpState.CLOSED, ASKER)
    _tell(actor, row, ASKER, verb="grants.close")
    return row


@transaction.atomic
def withdraw(*, actor: Actor, request: AssistanceRequest) -> AssistanceRequest:
    """Whoever asked takes it back."""
    row = _held(actor, request, ASKER)
    _move(row, HelpState.WITHDRAWN, ASKER)
    _tell(actor, row, ASKER, verb="grants.withdraw")
    return row


def _permit(actor: Actor, permission: Permission, agency: Agency) -> None:
    if not actor.may(permission, agency):
        raise ValidationError(_("Your role does not allow this."))


def _held(actor: Actor, request: AssistanceRequest, side: bool) -> AssistanceRequest:
    """The request as it stands now, held until the transaction ends, if this person may act for that side of it."""
    row = (
        AssistanceRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency", "to_agency", "network", "peer")
        .get(pk=request.pk)
    )
    if side == ASKER:
        _permit(actor, Permission.ASK_FOR_HELP, row.agency)
    elif row.to_agency is None:
        raise ValidationError(_("Whoever is asked here answers elsewhere."))
    else:
        _permit(actor, Permission.ANSWER_HELP, row.to_agency)
    return row


def _move(row: AssistanceRequest, to: HelpState, side: bool) -> None:
    if problem := move_problem(row.state, to, side):
        raise ValidationError(problem)
    row.state, row.moved_on = to, row.agency.day()
    row.save(update_fields=["state", "moved_on", "reason"])


def _write(
    actor: Actor,
    row: AssistanceRequest,
    side: bool,
    words: str,
    *,
    author: str,
    answers: bool,
    verb: str,
    by: bool | None = None,
) -> AssistanceMessage:
    if not words.strip():
        raise ValidationError({"words": _("Write something first.")})
    if problem := message_problem(row.state, side):
        raise ValidationError(problem)
    message = AssistanceMessage.objects.create(
        agency=row.agency,
        request=row,
        by_asker=side == ASKER,
        author=author,
        words=words.strip(),
        written_on=row.agency.day(),
    )
    after = after_message(row.state, side, answers=answers)
    if after != row.state:
        _move(row, after, side)
    _tell(actor, row, side if by is None else by, verb=verb)
    return message


def _tell(actor: Actor, row: AssistanceRequest, side: bool, *, verb: str) -> None:
    """The trail of whoever acted names the person; the other side's names the agency alone."""
    details = {"number": row.number, "state": row.state, "asked_by": row.agency.name}
    own, other = (row.agency, row.to_agency) if side == ASKER else (row.to_agency, row.agency)
    audit.record(agency=own, actor=actor, verb=verb, subject=row, details=details)
    if other is not None and own is not None:
        audit.record(agency=other, actor=System(own.name), verb=verb, subject=row, details=details)
