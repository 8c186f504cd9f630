"""Policies: one in force, a draft, a consultation that is open."""

from collections.abc import Callable
from datetime import timedelta

from commonbeat.act.policies import actions as policies
from commonbeat.act.policies.models import Policy, PolicyConsultation, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.ground.roles import System


def _policy(agency) -> PolicyVersion:
    """Version 1, in force."""
    actor = System("sample")
    version = policies.write(
        actor=actor,
        agency=agency,
        number=f"3{Policy.objects.filter(agency=agency).count():02}",
        title="Use of force",
        text="# 1 Purpose\nWords.",
        summary="It says when force may be used.",
        summary_es="Dice cuándo se puede usar la fuerza.",
    )
    for to in (VersionState.INTERNAL, VersionState.LEGAL):
        version = policies.send_on(actor=actor, version=version, to=to)
    return policies.approve(actor=actor, version=version, effective_from=agency.day())


def _draft(agency, *states: VersionState) -> dict[str, object]:
    """A second policy, whose first version stands there, and may be read by the staff."""
    actor = System("sample")
    words = {"text": "# 1 Purpose\nWords.", "summary": "In short.", "summary_es": "En breve."}
    version = policies.write(
        actor=actor, agency=agency, number=f"9{Policy.objects.filter(agency=agency).count()}", title="Chases", **words
    )
    for to in (VersionState.INTERNAL, *states):
        version = policies.send_on(actor=actor, version=version, to=to)
    return {"slug": version.policy.slug, "number": 1}


def _asked(agency) -> PolicyConsultation:
    """A consultation that is open, with a theme and a comment."""
    draft = _draft(agency)
    version = PolicyVersion.objects.get(agency=agency, policy__slug=draft["slug"])
    actor, today = System("sample"), agency.day()
    asked = policies.consult(
        actor=actor, version=version, starts_on=today, ends_on=today + timedelta(days=9), questions="What is missing?"
    )
    policies.add_theme(actor=actor, consultation=asked, name="Kindness")
    policies.comment(agency=agency, consultation=asked, words="Be kind.", language="en")
    return asked


def _next(agency, *, asked: bool = False) -> PolicyVersion:
    """Version 2 of a policy in force, with the lawyer, after people were asked where that is wanted."""
    actor, today = System("sample"), agency.day()
    version = policies.draft(actor=actor, policy=_policy(agency).policy, text="# 1 Purpose\nOther words.")
    version = policies.send_on(actor=actor, version=version, to=VersionState.INTERNAL)
    if asked:
        row = policies.consult(
            actor=actor, version=version, starts_on=today, ends_on=today + timedelta(days=9), questions="Well?"
        )
        policies.end(actor=actor, consultation=row)
    return policies.send_on(actor=actor, version=version, to=VersionState.LEGAL)


def _waiting(agency) -> dict[str, object]:
    """Approved, and in force from next week on."""
    day = agency.day() + timedelta(days=7)
    row = policies.approve(actor=System("sample"), version=_next(agency), effective_from=day)
    return {"slug": row.policy.slug, "number": row.number}


def _adopted(agency) -> dict[str, object]:
    """The consultation on what is now in force."""
    version = _draft_asked(agency)
    policies.approve(actor=System("sample"), version=version, effective_from=agency.day())
    return {"pk": version.consultations.get().pk}


def _draft_asked(agency) -> PolicyVersion:
    """The first version of another policy, on which people were asked, with the lawyer."""
    asked = _asked(agency)
    policies.leave_out_comment(actor=System("sample"), comment=asked.comments.get(), reason="elsewhere")
    theme = asked.themes.get()
    policies.answer_theme(actor=System("sample"), theme=theme, answer="accepted", why="It is right.")
    policies.end(actor=System("sample"), consultation=asked)
    return policies.send_on(actor=System("sample"), version=asked.version, to=VersionState.LEGAL)


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(
        ("policy", "policy_change", "policy_draft", "policy_law", "policy_review", "policy_work_detail"),
        lambda agency: {"slug": _policy(agency).policy.slug},
    ),
    **dict.fromkeys(
        ("policy_version", "policy_read", "policy_work_version"),
        lambda agency: {"slug": _policy(agency).policy.slug, "number": 1},
    ),
    "policy_change_page": lambda agency: {"slug": _policy(agency).policy.slug, "other": 1, "number": 1},
    "policy_file": lambda agency: {"slug": _policy(agency).policy.slug, "number": 1, "ending": "html"},
    "policy_list_file": lambda _agency: {"ending": "csv"},
    **dict.fromkeys(("version_write", "version_internal", "version_legal", "version_back", "version_consult"), _draft),
    "version_approve": lambda agency: _draft(agency, VersionState.LEGAL),
    **dict.fromkeys(
        ("consultation", "consultation_work", "consultation_end", "theme_new"), lambda agency: {"pk": _asked(agency).pk}
    ),
    "consultation_changes": lambda agency: {"pk": _next(agency, asked=True).consultations.get().pk},
    "consultation_after": _adopted,
    "version_withdraw": _waiting,
    "theme_answer": lambda agency: {"pk": _asked(agency).themes.get().pk},
    "comment_read": lambda agency: {"pk": _asked(agency).comments.get().pk},
}
