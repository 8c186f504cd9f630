"""Reading and conduct: a version with a question, a reading, a deviation, a report of stepping in."""

from collections.abc import Callable
from datetime import date, timedelta

from commonbeat.act.policies import actions as policies
from commonbeat.act.policies.models import Attestation, DeviationRecord, InterventionReport, Policy, PolicyVersion
from commonbeat.act.policies.rules.attestations import Answer
from commonbeat.ground.people.models import Membership, Staff, User
from commonbeat.ground.roles import System

DAY = date(2026, 6, 1)


def _version(agency) -> PolicyVersion:
    """In force for half a year, with a question."""
    count = Policy.objects.filter(agency=agency).count()
    policy = Policy.objects.create(agency=agency, number=f"R{count}", slug=f"force-{count}", title="Use of force")
    version = PolicyVersion.objects.create(
        agency=agency,
        policy=policy,
        number=1,
        state="effective",
        text="# 4 Force\nUse the least force that is safe.",
        effective_from=agency.day() - timedelta(days=180),
    )
    policies.add_question(
        actor=System("sample"),
        version=version,
        question="How much force is right?",
        answers=[Answer("The least that is safe", "", True), Answer("As much as one likes", "", False)],
        why="Less force harms fewer people.",
        section="4",
    )
    return version


def _reading(agency) -> Attestation:
    """Handed to somebody."""
    Staff.objects.get_or_create(agency=agency, name="Remy Reader", badge="T-1")
    version = _version(agency)
    due = agency.day() + timedelta(days=9)
    policies.assign(row=policies.open_round(actor=System("sample"), version=version, due=due))
    return Attestation.objects.get(version=version, staff__badge="T-1")


def _deviation(agency) -> DeviationRecord:
    """A note about somebody, decided, with an action proposed."""
    staff = Staff.objects.get_or_create(agency=agency, name="Devon Noted", badge="N-1")[0]
    actor, policy = System("sample"), _version(agency).policy
    row = policies.note_deviation(
        actor=actor,
        agency=agency,
        policy=policy,
        staff=staff,
        event_day=agency.day(),
        section="4",
        words="More force than was needed.",
    )
    policies.decide(actor=actor, deviation=row, outcome="coached", reason="First time.")
    policies.propose_action(actor=actor, deviation=row, kind="coaching", words="An hour with the trainer.")
    return row


def _intervention(agency) -> tuple[InterventionReport, str]:
    """A report to internal affairs by nobody known."""
    if not Membership.objects.filter(agency=agency, role="internal_affairs").exists():
        reader = User.objects.create_user(email=f"reader@{agency.slug}.example", name=f"Reader of {agency.place}")
        Membership.objects.create(agency=agency, user=reader, role="internal_affairs")
    return policies.report_intervention(
        actor=System("sample"), agency=agency, route="internal_affairs", happened_on=DAY, words="I stepped in.", on=DAY
    )


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(
        ("attest_open", "attest_quiz", "attest_read", "attest_receipt", "attest_sign"),
        lambda agency: {"pk": _reading(agency).pk},
    ),
    **dict.fromkeys(
        ("reading_version", "reading_version_file"),
        lambda agency: {"pk": _reading(agency).version_id},
    ),
    **dict.fromkeys(
        ("round_open", "round_questions"),
        lambda agency: {"pk": _version(agency).pk},
    ),
    "round_question_remove": lambda agency: {"pk": _version(agency).pk, "position": 1},
    "reading_leave": lambda agency: {"pk": _reading(agency).staff_id},
    **dict.fromkeys(
        (
            "action_drop",
            "action_propose",
            "action_take",
            "conduct_answer",
            "deviation_decide",
            "deviation_detail",
            "deviation_withdraw",
        ),
        lambda agency: {"pk": _deviation(agency).pk},
    ),
    **dict.fromkeys(
        ("intervention_close", "intervention_detail", "intervention_opened"),
        lambda agency: {"reference": _intervention(agency)[0].reference},
    ),
    **dict.fromkeys(
        ("intervention_check", "intervention_route", "intervention_thread"),
        lambda agency: {"key": _intervention(agency)[1]},
    ),
}


def _becomes(badge: str) -> Callable:
    """Somebody is that person of the staff."""
    return lambda agency, somebody: Staff.objects.filter(agency=agency, badge=badge).update(user=somebody)


def _becomes_supervisor_of(badge: str) -> Callable:
    """Somebody supervises that person of the staff."""

    def make(agency, somebody) -> None:
        over = Staff.objects.create(agency=agency, user=somebody, name=somebody.name, badge=f"V-{somebody.pk}")
        Staff.objects.filter(agency=agency, badge=badge).update(supervisor=over)

    return make


def _becomes_reader(agency, somebody) -> None:
    """The report was sent by the route that somebody reads."""
    independent = somebody.memberships.filter(role="independent_reviewer").exists()
    route = "independent" if independent else "internal_affairs"
    InterventionReport.objects.filter(agency=agency).update(route=route)


THEIR_OWN: dict[str, Callable] = {
    **dict.fromkeys(("attest_open", "attest_quiz", "attest_read", "attest_receipt", "attest_sign"), _becomes("T-1")),
    "conduct_answer": _becomes("N-1"),
    "reading_leave": _becomes_supervisor_of("T-1"),
    **dict.fromkeys(
        ("action_drop", "action_propose", "action_take", "deviation_decide", "deviation_detail", "deviation_withdraw"),
        _becomes_supervisor_of("N-1"),
    ),
    **dict.fromkeys(("intervention_close", "intervention_detail", "intervention_opened"), _becomes_reader),
}
