"""What of the policies waits for somebody: approvals, comments to read, themes to answer, reviews that are due."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from commonbeat.act.policies.models import ConsultationComment, ConsultationTheme, Policy, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.consultations import CommentState
from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.roles import Actor, Permission
from commonbeat.kit.tasks import Waiting
from commonbeat.kit.words import language


def waiting_for(actor: Actor, agency: Agency) -> list[Waiting]:
    """What waits for this person, by what they may do with policies."""
    found = []
    if actor.may(Permission.APPROVE_POLICIES, agency):
        found += _approvals(agency)
    if actor.may(Permission.WRITE_POLICIES, agency):
        found += [*_comments(agency), *_reviews(agency)]
    return found


def _approvals(agency: Agency) -> list[Waiting]:
    rows = PolicyVersion.objects.filter(agency=agency, state=VersionState.LEGAL).select_related("policy")
    return [
        Waiting(
            title=str(row.policy),
            address="policy_work_version",
            arguments=(row.policy.slug, row.number),
            next_step=_("Approve it, or send it back and say why"),
        )
        for row in rows
    ]


def _comments(agency: Agency) -> list[Waiting]:
    """One line a consultation: comments that nobody has read, themes that nobody has answered after its end."""
    held = ConsultationComment.objects.filter(agency=agency, state=CommentState.HELD)
    today = agency.day()
    closed = Q(consultation__ends_on__lt=today) | Q(consultation__ended_on__isnull=False)
    open_themes = ConsultationTheme.objects.filter(closed, agency=agency, answer="")
    steps = (
        (held, _("Read what people wrote, and show it or leave it out")),
        (open_themes, _("Answer every theme in writing")),
    )
    found: dict[tuple[int, str], Waiting] = {}
    for rows, step in steps:
        for row in rows.select_related("consultation__version__policy"):
            asked = row.consultation
            found.setdefault(
                (asked.pk, step),
                Waiting(
                    title=asked.version.policy.numbered(language()),
                    address="consultation_work",
                    arguments=(asked.pk,),
                    next_step=step,
                ),
            )
    return list(found.values())


def _reviews(agency: Agency) -> list[Waiting]:
    """Policies whose review is due within the days that the agency set."""
    today = agency.day()
    days = agencies.setting(agency, SettingKey.POLICIES, today)["review_notice"]
    rows = Policy.objects.filter(agency=agency, next_review__lte=today + timedelta(days=days)).in_force(today)
    return [
        Waiting(
            title=row.numbered(language()),
            address="policy_review",
            arguments=(row.slug,),
            next_step=_("Look at it again, and say whether it stays"),
            due=row.next_review,
        )
        for row in rows
    ]
