"""Reads of conduct: the version in force on a day, what the signature proves, what like cases led to."""

from dataclasses import dataclass
from datetime import date

from commonbeat.act.policies.models import (
    ActionKind,
    Attestation,
    CorrectiveAction,
    DeviationRecord,
    Policy,
    PolicyVersion,
)
from commonbeat.act.policies.rules.attestations import State as Read
from commonbeat.act.policies.rules.conduct import Consistency, Kind, Proof, Signature, State, consistency, proof_of
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.agency.rules import SettingKey


def policies(agency: Agency) -> list[Policy]:
    """Policies that are or were in force."""
    rows = Policy.objects.filter(agency=agency, versions__state__in=("effective", "superseded"))
    return list(rows.distinct().order_by("number"))


def version_on(policy: Policy, day: date) -> PolicyVersion | None:
    """The version of a policy that was in force on that day."""
    return PolicyVersion.objects.filter(policy=policy).in_force(day).order_by("-number").first()


@dataclass(frozen=True, slots=True)
class Found:
    """What the record says of one person's signature under the version in force on the day of an event."""

    proof: Proof
    reading: Attestation | None


def proof(row: DeviationRecord) -> Found:
    """Looked up in the record of readings. One query."""
    readings = Attestation.objects.filter(staff=row.staff_id, version__policy=row.version.policy_id)
    rows = list(readings.exclude(state=Read.WITHDRAWN).select_related("version"))
    signatures = [Signature(one.version.number, one.attested_on, one.voided_on) for one in rows]
    cited = next((one for one in rows if one.version_id == row.version_id), None)
    return Found(proof_of(signatures, row.version.number, row.event_day), cited)


def action_of(row: DeviationRecord) -> CorrectiveAction | None:
    """The action that follows from a note, if one does."""
    return CorrectiveAction.objects.filter(deviation=row).select_related("own_kind").first()


def like_cases(row: DeviationRecord) -> Consistency:
    """What earlier deviations from the same section led to: counts under the house's thresholds, no names."""
    minimum = setting(row.agency, SettingKey.THRESHOLDS, row.agency.day())["count"]
    rows = DeviationRecord.objects.filter(
        agency=row.agency,
        version__policy=row.version.policy_id,
        section__iexact=row.section,
        state=State.DECIDED,
        event_day__lt=row.event_day,
    )
    return consistency(list(rows.values_list("outcome", flat=True)), minimum)


def kinds(agency: Agency, day: date) -> list[tuple[str, str]]:
    """Every kind of action that holds on that day: the house's, then the agency's own."""
    house = [(kind.value, str(kind.label)) for kind in Kind if kind is not Kind.OTHER]
    return house + [(f"own-{row.pk}", row.name) for row in ActionKind.objects.filter(agency=agency).on(day)]


def own_kinds(agency: Agency) -> list[ActionKind]:
    """The agency's own kinds."""
    return list(ActionKind.objects.filter(agency=agency))


def own_kind(agency: Agency, choice: str, day: date) -> ActionKind | None:
    """The agency's own kind that a choice names; None where it names one of the house's."""
    if not choice.startswith("own-"):
        return None
    return ActionKind.objects.filter(agency=agency).on(day).filter(pk=choice.removeprefix("own-")).first()
