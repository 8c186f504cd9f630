"""What the clock needs to chase readings: everybody who still has to sign, whom to write to, how far each span is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from commonbeat.act.policies.access.attestations import SEE_EVERYBODY
from commonbeat.act.policies.models import Attestation, AttestationQuerySet
from commonbeat.act.policies.queries.attestations import with_standing
from commonbeat.act.policies.rules.chasing import Clocks, Reading, Standing, Step, nobody_to_tell, standing_of, step_of
from commonbeat.act.policies.rules.versions import title_in
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.people.models import Membership, Staff
from commonbeat.ground.roles import GRANTS, Permission, Role


@dataclass(frozen=True, slots=True)
class Due:
    """One reading with something to be done about it today, and the number of whoever is told (None: nobody)."""

    pk: int
    staff: int
    title: str
    title_es: str
    due: date
    step: Step
    told: int | None

    def policy(self, language: str) -> str:
        """The title of the policy in the language of whoever is told."""
        return title_in(language, english=self.title, spanish=self.title_es)


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody to write to."""

    name: str
    mail: str
    language: str


def to_chase(agency: Agency, day: date, clocks: Clocks, people: Mapping[int, Reached]) -> list[Due]:
    """What is to be done today, person by person; nobody is told of others whom no mail reaches. One query."""
    mails = {pk for pk, one in people.items() if one.mail}
    columns = (
        "pk",
        "staff_id",
        "version__policy__title",
        "version__policy__title_es",
        "due",
        "state",
        "reminded_on",
        "level",
        "account",
        "away",
        "staff__supervisor_id",
        "staff__supervisor__supervisor_id",
    )
    rows = with_standing(Attestation.objects.filter(agency=agency, staff__ended__isnull=True).open(), day)
    found = []
    for pk, staff, title, title_es, due, state, reminded, level, account, away, over, above in rows.values_list(
        *columns
    ):
        one = Reading(
            state=state,
            due=due,
            reminded_on=reminded,
            level=level,
            account=account,
            away=away,
            over=over in mails,
            above=above in mails,
        )
        if step := step_of(one, day, clocks):
            told = {Step.FIRST_LEVEL: over, Step.SECOND_LEVEL: above}.get(step, staff)
            found.append(Due(pk, staff, title, title_es, due, step, told))
    return found


def untold(rows: AttestationQuerySet, agency: Agency, day: date, clocks: Clocks) -> set[int]:
    """Of these readings, by number, those so late that a supervisor is told where nobody can be. Two queries."""
    mails = {pk for pk, one in reached(agency).items() if one.mail}
    found = rows.late().order_by().values_list("pk", "state", "due", "staff__supervisor_id")
    return {pk for pk, state, due, over in found if nobody_to_tell(state, due, day, clocks, over=over in mails)}


def reached(agency: Agency) -> dict[int, Reached]:
    """Everybody who works here, by number: name, mail address ("" for none), language. One query."""
    columns = ("pk", "name", "email", "user__email", "user__language")
    rows = Staff.objects.working().filter(agency=agency).values_list(*columns)
    return {pk: Reached(name, own or of_user or "", language or "en") for pk, name, own, of_user, language in rows}


def by_supervisor(agency: Agency, day: date) -> dict[int | None, Counter[Standing]]:
    """How far the people of each supervisor are with everything asked now; None for those without one. One query."""
    rows = Attestation.objects.filter(agency=agency, staff__ended__isnull=True, round__ended_on__isnull=True).asked()
    columns = ("staff__supervisor_id", "state", "account", "away")
    found: dict[int | None, Counter[Standing]] = defaultdict(Counter)
    for one in with_standing(rows, day).order_by().values(*columns).annotate(many=Count("pk")):
        standing = standing_of(one["state"], account=one["account"], away=one["away"])
        found[one["staff__supervisor_id"]][standing] += one["many"]
    return found


def leaders(agency: Agency) -> list[tuple[str, str]]:
    """Mail address and language of those who answer for policies and standards here. One query."""
    answer = set(SEE_EVERYBODY) - {Permission.SEE_INTERVENTIONS}
    roles = [role for role in Role if Permission.SEE_READING in GRANTS[role] and answer & GRANTS[role]]
    rows = Membership.objects.current().filter(agency=agency, role__in=roles, user__is_active=True)
    return sorted(set(rows.values_list("user__email", "user__language")))


def added(counts: Iterable[Mapping[Standing, int]]) -> Counter[Standing]:
    """All together."""
    whole: Counter[Standing] = Counter()
    for one in counts:
        whole.update(one)
    return whole
