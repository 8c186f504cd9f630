"""Who sees which rules on texts hold and what was decided: those who keep the rules. Nobody sees a number."""

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission
from commonbeat.listen.textline.models import Decision, DecisionQuerySet, TextRule, TextRuleQuerySet


def visible(actor: Actor, agency: Agency) -> DecisionQuerySet:
    """What was decided about this agency's contacts, to be counted."""
    rows = Decision.objects.filter(agency=agency)
    return rows if actor.may(Permission.MANAGE_TEXTS, agency) else rows.none()


def visible_rules(actor: Actor, agency: Agency) -> TextRuleQuerySet:
    """The agency's rules, past ones and those to come too."""
    rows = TextRule.objects.filter(agency=agency)
    return rows if actor.may(Permission.MANAGE_TEXTS, agency) else rows.none()
