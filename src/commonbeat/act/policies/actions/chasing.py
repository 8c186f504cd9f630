"""What happens by itself with readings: one mail a person a day, word to supervisors, each week a count of all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.act.policies.actions.rounds import BATCH, BY_ITSELF
from commonbeat.act.policies.models import Attestation
from commonbeat.act.policies.queries import attestations as readings
from commonbeat.act.policies.queries import chasing as queries
from commonbeat.act.policies.queries.chasing import Due, Reached
from commonbeat.act.policies.rules.attestations import State
from commonbeat.act.policies.rules.chasing import LEVELS, Standing, Step
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import full_address
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.messaging import actions as messaging
from commonbeat.ground.messaging.actions import Mail
from commonbeat.kit.words import day as day_in_words

CHANGES: dict[Step, dict[str, object]] = {
    Step.REMIND: {},
    Step.LATE: {"state": State.OVERDUE},
    Step.LATE_AGAIN: {},
    Step.FIRST_LEVEL: {"state": State.ESCALATED, "level": LEVELS[Step.FIRST_LEVEL]},
    Step.SECOND_LEVEL: {"level": LEVELS[Step.SECOND_LEVEL]},
}
"""What a step changes in the reading, besides the day of the last word about it."""
COUNTED = {
    Step.REMIND: "reminded",
    Step.LATE: "late",
    Step.LATE_AGAIN: "reminded",
    Step.FIRST_LEVEL: "escalated",
    Step.SECOND_LEVEL: "escalated",
}


def chase(*, agency: Agency, on: date | None = None, batch: int = BATCH) -> dict[str, int]:
    """Remind, mark late, tell supervisors: one mail a person a day, whatever it holds. Returns how many of each.

    So many queries a batch of people, whatever its size; doing it again on the same day does nothing.
    """
    day = on or agency.day()
    people = queries.reached(agency)
    found = queries.to_chase(agency, day, readings.clocks(agency, day), people)
    told: dict[int | None, list[Due]] = defaultdict(list)
    for one in found:
        told[one.told].append(one)
    done = {"reminded": 0, "late": 0, "escalated": 0, "mails": 0}
    links = _links(agency, {one.language for one in people.values()})
    for some in _batches(told.items(), batch):
        mails = [
            _digest(people[who], who, dues, people, links[people[who].language])
            for who, dues in some
            if who is not None and who in people and people[who].mail
        ]
        for name, count in _settle(agency, day, [one for _who, dues in some for one in dues], mails).items():
            done[name] += count
    return done


def _links(agency: Agency, languages: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The addresses of one's own list and of who is late, in each language."""
    found = {}
    for language in languages:
        with override(language):
            found[language] = (full_address(agency, "attest_list"), full_address(agency, "reading"))
    return found


def _batches(told: Iterable[tuple[int | None, list[Due]]], size: int) -> Iterator[list[tuple[int | None, list[Due]]]]:
    waiting = iter(told)
    while some := list(islice(waiting, size)):
        yield some


@transaction.atomic
def _settle(agency: Agency, day: date, dues: Sequence[Due], mails: Sequence[Mail]) -> dict[str, int]:
    """Some people's mails and what they are about, together or not at all."""
    counts = dict.fromkeys(("reminded", "late", "escalated"), 0)
    for step, changes in CHANGES.items():
        rows = [one.pk for one in dues if one.step is step]
        if rows:
            Attestation.objects.filter(pk__in=rows).update(reminded_on=day, **changes)
            counts[COUNTED[step]] += len(rows)
    counts["mails"] = messaging.queue_mails(actor=BY_ITSELF, agency=agency, mails=mails, purpose="policies.chase")
    audit.record(agency=agency, actor=BY_ITSELF, verb="policies.chase", subject=agency, details=counts)
    return counts


def _digest(to: Reached, who: int, dues: Sequence[Due], people: Mapping[int, Reached], links: tuple[str, str]) -> Mail:
    """One person's mail of the day: what they have to sign, and who of their people is late."""
    with override(to.language):
        own = [one for one in dues if one.staff == who]
        theirs = [one for one in dues if one.staff != who]
        parts = []
        if own:
            parts.append(_("These policies wait for you to read and sign:"))
            parts.append("\n".join(_line(one, one.policy(to.language)) for one in own))
            parts.append(_("Read and sign here: %(link)s") % {"link": links[0]})
        if theirs:
            parts.append(_("These people have not signed in time. Ask what holds them up:"))
            parts.append(
                "\n".join(_line(one, f"{people[one.staff].name}: {one.policy(to.language)}") for one in theirs)
            )
            parts.append(_("See who is late: %(link)s") % {"link": links[1]})
        subject = _("Policies to read and sign") if own else _("People of yours who have not signed a policy")
        return Mail(to.mail, subject, "\n\n".join(parts) + "\n", to.language)


def _line(one: Due, what: str) -> str:
    return _("- %(what)s (by %(due)s)") % {"what": what, "due": day_in_words(one.due)}


@transaction.atomic
def report_reading(*, agency: Agency, on: date | None = None) -> int:
    """Tell each supervisor how far their people are, and those who answer for policies how far all are; how many mails.

    Counts, no names: who it is stands on the page. Nobody is written to whose people have all signed.
    """
    day = on or agency.day()
    found = queries.by_supervisor(agency, day)
    people = queries.reached(agency)
    link = full_address(agency, "reading")
    mails = []
    for pk, counts in found.items():
        to = people.get(pk) if pk is not None else None
        if to and to.mail and set(counts) != {Standing.SIGNED}:
            mails.append(_counted(to.mail, to.language, counts, link, whole=False))
    whole = queries.added(found.values())
    if whole:
        mails += [_counted(mail, language, whole, link, whole=True) for mail, language in queries.leaders(agency)]
    sent = messaging.queue_mails(actor=BY_ITSELF, agency=agency, mails=mails, purpose="policies.report_reading")
    if sent:
        details = {"mails": sent}
        audit.record(agency=agency, actor=BY_ITSELF, verb="policies.report_reading", subject=agency, details=details)
    return sent


def _counted(mail: str, language: str, counts: Mapping[Standing, int], link: str, *, whole: bool) -> Mail:
    """How far reading is, in one mail."""
    with override(language):
        first = _("How far all are with the policies to sign:") if whole else _("How far your people are:")
        lines = [f"- {one.label}: {counts[one]}" for one in Standing if counts.get(one)]
        body = "\n\n".join([first, "\n".join(lines), link])
        return Mail(mail, _("Policies to sign: how far it is"), f"{body}\n", language)
