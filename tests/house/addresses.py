"""What the tests of addresses need to know: the pages of libraries, and how to fill an address's arguments."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from commonbeat.act.policies import actions as policies
from commonbeat.act.policies.models import Attestation, DeviationRecord, InterventionReport, Policy, PolicyVersion
from commonbeat.act.policies.rules.attestations import Answer
from commonbeat.act.promises import actions as promises
from commonbeat.act.recognition import actions as recognition
from commonbeat.act.recognition.models import Praise
from commonbeat.act.standards.actions import assessments as accreditation_assessments
from commonbeat.act.standards.actions import mandates as accreditation_mandates
from commonbeat.act.standards.actions import programs as accreditation_programs
from commonbeat.act.standards.actions import proofs as accreditation_proofs
from commonbeat.act.standards.models import (
    NextStep,
    SelfReview,
    SelfReviewEvidence,
    SelfReviewRater,
    SelfReviewResult,
    SelfReviewShare,
    SelfReviewSnapshot,
)
from commonbeat.act.standards.rules.instrument import frozen
from commonbeat.act.standards.rules.proofs import ProofKind
from commonbeat.act.standards.rules.self_review_snapshot import canonical, hash_of
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.library import actions as library
from commonbeat.ground.library.models import LibraryResource, ResourceRequest
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people.models import Invitation, Membership, Staff, User
from commonbeat.ground.people.rules import token_hash
from commonbeat.ground.places.models import Neighborhood
from commonbeat.ground.roles import System
from commonbeat.ground.work.models import Job
from commonbeat.kit.sealing import seal
from commonbeat.listen.reports import actions as reports
from commonbeat.listen.reports.models import Concern, Route
from commonbeat.listen.reports.rules import TOP, Contact, Where
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys import keys
from commonbeat.listen.surveys.models import Campaign, Comment
from commonbeat.measure.disparity.rules import LABELS, MEASURES
from commonbeat.measure.findings import actions as findings
from commonbeat.measure.findings.models import DatasetRelease, Run
from commonbeat.measure.findings.rules import Draft, snapshot
from commonbeat.plumb import About, Thresholds, Window, count
from commonbeat.show.portal import actions as portal
from commonbeat.show.portal.models import Picture

PLAIN_FUNCTIONS = {
    "health": "a watcher asks it",
    "text_inbound": "the text gateway brings texts there, and signs each call",
    "text_status": "the text gateway tells there what became of a text, and signs each call",
    "robots": "search engines ask it",
}

LIBRARY_PAGES = dict.fromkeys(
    (
        "account_change_password",
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
    ),
    "django-allauth asks for its own sign-in",
)
"""Pages of django-allauth that are open; its sign-up is not."""

DAY = date(2026, 6, 1)


def _account(agency) -> dict[str, object]:
    user = User.objects.create_user(email=f"sample@{agency.slug}.example", name=f"Sample of {agency.place}")
    Membership.objects.create(agency=agency, user=user, role="officer")
    return {"pk": user.pk}


def _membership(agency) -> dict[str, object]:
    return {"pk": Membership.objects.get(user__pk=_account(agency)["pk"]).pk}


def _staff(agency) -> dict[str, object]:
    return {"pk": Staff.objects.create(agency=agency, name=f"Sam of {agency.place}", badge="S-1").pk}


def _invitation(agency) -> Invitation:
    return Invitation.objects.create(
        agency=agency,
        email=f"new@{agency.slug}.example",
        name="New Person",
        roles=["officer"],
        token_hash=token_hash(f"token-{agency.slug}"),
        expires_at=timezone.now() + timedelta(days=7),
    )


def _token(agency) -> dict[str, object]:
    _invitation(agency)
    return {"token": f"token-{agency.slug}"}


def _job(agency) -> dict[str, object]:
    return {"number": Job.objects.create(agency_id=agency.pk, name="work.purge", state="dead").pk}


def _message(agency) -> dict[str, object]:
    return {"number": Message.objects.create(agency=agency, kind="text", purpose="sample", state="unknown").pk}


def _batch(agency) -> dict[str, object]:
    batch = agencies.receive(
        actor=System("sample"),
        agency=agency,
        kind="stops",
        name="stops.csv",
        blocks=[b"key,when\n1,2026-06-01 10:00\n"],
    )
    return {"pk": batch.pk}


def _neighborhood(agency) -> dict[str, object]:
    return {"slug": Neighborhood.objects.create(agency=agency, name="Old Mill", slug="old-mill").slug}


def _run(agency, state: str = "built") -> Run:
    about = About(window=Window(start=DAY, end=DAY), as_of=DAY)
    study = findings.Study(
        name="disparity",
        window=about.window,
        as_of=about.as_of,
        thresholds=Thresholds(),
        words=snapshot(MEASURES, LABELS, left_out={}),
        inputs=[],
        started_at=timezone.now(),
    )
    figure = count(40, about=about)
    run = findings.keep(
        actor=System("sample"),
        agency=agency,
        study=study,
        drafts=[Draft(measure="stops_count", area=None, code="", shown=figure)],
    )
    if state == "published":
        for step in (findings.check_disclosure, findings.approve, findings.publish):
            step(actor=System("sample"), run=run)
    return run


def _release(agency) -> DatasetRelease:
    return DatasetRelease.objects.create(
        agency=agency,
        dataset="stops_count",
        version=1,
        run=_run(agency, "published"),
        title={"en": "Figures", "es": "Cifras"},
        file=ContentFile(b"measure\n", name="figures.csv"),
        sha256="0" * 64,
        rows=0,
        built_by="Sample",
        state="published",
        published_at=timezone.now(),
    )


def _picture(agency) -> dict[str, object]:
    picture = Picture.objects.create(
        agency=agency,
        file=ContentFile(b"\x89PNG", name="seal.png"),
        media_type="image/png",
        width=1,
        height=1,
        sha256="0" * 64,
        alt_en="A bridge over a river",
        alt_es="Un puente sobre un río",
    )
    return {"pk": picture.pk}


def _concern(agency) -> tuple[Concern, str]:
    """One that everybody who reads concerns may read: nobody answers it yet, and it was told all the way up."""
    concern, key = reports.open_concern(
        actor=System("sample"),
        agency=agency,
        kind="concern",
        words="The light at the corner is out.",
        where=Where("Main Street"),
        contact=Contact(),
        channel="web",
        language="en",
        topic="lights",
    )
    Concern.objects.filter(pk=concern.pk).update(raised=TOP)
    return concern, key


def _route(agency) -> dict[str, object]:
    owner = Staff.objects.create(agency=agency, name=f"Rae of {agency.place}", badge="R-1")
    return {"pk": Route.objects.create(agency=agency, owner=owner).pk}


def _promise(agency) -> dict[str, object]:
    owner = Staff.objects.create(agency=agency, name="Pat Keeper", badge="K-1")
    row, key = promises.make(
        actor=System("sample"),
        agency=agency,
        title="Move two street lights",
        promised_to="the block club",
        owner=owner,
        due=owner.agency.day() + timedelta(days=9),
    )
    return {"number": row.number, "key": key}


def _numbered(agency) -> dict[str, object]:
    return {"number": _promise(agency)["number"]}


def _keyed(agency) -> dict[str, object]:
    return {"key": _promise(agency)["key"]}


def _survey(agency) -> tuple[Campaign, str]:
    """A campaign, and the link of somebody who is asked."""
    actor = System("sample")
    questions = surveys.field(actor=actor, instrument=surveys.prepare(actor=actor, agency=agency))
    campaign = surveys.open_campaign(actor=actor, agency=agency, instrument=questions, title="Contacts", starts_on=DAY)
    _row, token = surveys.invite(
        actor=actor, agency=agency, campaign=campaign, contact_reference=uuid4(), number="+16125550142"
    )
    return campaign, token


def _comment(agency) -> Praise:
    """One that waits to be read, about an officer."""
    officer, _made = Staff.objects.get_or_create(agency=agency, name="Ana Praised", badge="P-1")
    kept = seal(json.dumps({"words": "Kind and patient.", "staff": str(officer.reference)}), keys.COMMENT)
    reference = Comment.objects.create(agency_id=agency.pk, consent="officer", words=kept).pk
    recognition.gather(agency=agency)
    return Praise.objects.get(comment=reference)


def _praise(agency) -> Praise:
    """One that was passed on to that officer."""
    return recognition.pass_on(actor=System("sample"), praise=_comment(agency), words="Kind and patient.")


def _library(agency) -> None:
    """What comes with the program, once."""
    library.ship(actor=System("test console"), agency=agency)


def _resource(agency) -> dict[str, object]:
    _library(agency)
    return {"slug": LibraryResource.objects.filter(agency=agency).order_by("-year").values_list("slug", flat=True)[0]}


def _topic(agency) -> dict[str, object]:
    _library(agency)
    return {"slug": "technology"}


def _wish(agency) -> dict[str, object]:
    row = ResourceRequest.objects.create(agency=agency, words="Something on bus stops", language="en")
    return {"number": row.pk}


def _keeper(agency) -> Staff:
    row, _made = Staff.objects.get_or_create(agency=agency, name=f"Kim of {agency.place}", badge="F-1")
    return row


def _question(agency) -> dict[str, object]:
    """A common question that is public."""
    words = {f"{what}_{language}": "Why?" for what in ("question", "answer") for language in ("en", "es")}
    later = agency.day() + timedelta(days=90)
    row = portal.answer_question(
        actor=System("sample"), agency=agency, words=words, owner=_keeper(agency), review_by=later, published=True
    )
    return {"pk": row.pk}


def _program(agency):
    return accreditation_programs.begin_program(
        actor=System("sample"),
        agency=agency,
        name="State program",
        body="the State Council",
        scope="all its work",
        months=36,
        starts_on=DAY,
    )


def _edition(agency):
    return accreditation_programs.begin_edition(
        actor=System("sample"), program=_program(agency), edition="2026", effective_from=DAY
    )


def _standard(agency):
    said = {
        "chapter": "1",
        "chapter_title": "Leading",
        "number": "1.1",
        "area": "leadership",
        "title": "Somebody answers",
        "text": "One person answers for each order.",
        "bullets": [],
        "exceeds_law": False,
        "citation": "",
    }
    return accreditation_programs.write_standard(actor=System("sample"), edition=_edition(agency), said=said)


def _tie(agency) -> dict[str, object]:
    row = accreditation_programs.link_standard(
        actor=System("sample"), standard=_standard(agency), kind="training", words="Hours on orders"
    )
    return {"pk": row.pk}


def _tool(agency) -> dict[str, object]:
    """A tool on the list of technology in use."""
    row = portal.list_technology(
        actor=System("sample"),
        agency=agency,
        words={"name": "Plate reader", "maker": "Example", **dict.fromkeys(portal.TEXTS, "It reads plates.")},
        owner=_keeper(agency),
        since=DAY,
        next_review=agency.day() + timedelta(days=90),
    )
    return {"pk": row.pk}


def _proof(agency):
    """Handed in as a file by somebody without an account."""
    asked = Staff.objects.create(agency=agency, name=f"Pru of {agency.place}", badge="PR-1")
    row = accreditation_proofs.ask(
        actor=System("sample"),
        standard=_standard(agency),
        asked=asked,
        request="The list of orders",
        due=agency.day() + timedelta(days=9),
    )
    day = agency.day()
    evidence = accreditation_proofs.Evidence(
        kind=ProofKind.FILE, covers_from=day, covers_to=day, file_name="orders.txt", blocks=[b"orders"]
    )
    return accreditation_proofs.give(actor=System("sample"), proof=row, evidence=evidence)


def _award(agency) -> dict[str, object]:
    row = accreditation_programs.give_award(
        actor=System("sample"),
        program=_program(agency),
        scope="all its work",
        given_on=DAY,
        valid_until=DAY + timedelta(days=1000),
    )
    return {"pk": row.pk}


def _kept_page(agency) -> dict[str, object]:
    """A public page that somebody keeps."""
    later = agency.day() + timedelta(days=90)
    owner = _keeper(agency)
    portal.keep_page(actor=System("sample"), agency=agency, name="about", owner=owner, review_by=later)
    return {"name": "about"}


def _version(agency) -> PolicyVersion:
    """In force for half a year, with a question."""
    policy = Policy.objects.create(agency=agency, number="300", slug="use-of-force", title="Use of force")
    version = PolicyVersion.objects.create(
        agency=agency,
        policy=policy,
        number=1,
        state="effective",
        text="4 Force\n\nUse the least force that is safe.",
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
    Staff.objects.create(agency=agency, name="Remy Reader", badge="T-1")
    version = _version(agency)
    due = agency.day() + timedelta(days=9)
    policies.assign(row=policies.open_round(actor=System("sample"), version=version, due=due))
    return Attestation.objects.get(version=version, staff__badge="T-1")


def _deviation(agency) -> DeviationRecord:
    """A note about somebody, decided, with an action proposed."""
    staff = Staff.objects.create(agency=agency, name="Devon Noted", badge="N-1")
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
    reader = User.objects.create_user(email=f"reader@{agency.slug}.example", name=f"Reader of {agency.place}")
    Membership.objects.create(agency=agency, user=reader, role="internal_affairs")
    return policies.report_intervention(
        actor=System("sample"), agency=agency, route="internal_affairs", happened_on=DAY, words="I stepped in."
    )


def _review(agency, stage: str = "reflection") -> SelfReview:
    """A self-review whose answers are counted, with a gap and nothing that anybody said."""
    leader, _made = User.objects.get_or_create(email=f"leader@{agency.slug}.example", defaults={"name": "Lee Marsh"})
    row = SelfReview.objects.create(
        agency=agency,
        number=1,
        title="Self-review",
        stage=stage,
        opened_on=DAY,
        rate_by=DAY,
        counted_on=DAY,
        closed_on=DAY if stage == "closed" else None,
        facilitator=leader,
        questions=frozen(),
    )
    agreed = ["informal", *["practiced"] * (len(row.questions) - 1)]
    SelfReviewResult.objects.bulk_create(
        SelfReviewResult(agency=agency, review=row, question=key, agreed=rating)
        for key, rating in zip(row.keys, agreed, strict=True)
    )
    return row


def _reviewed(agency, stage: str = "reflection") -> dict[str, object]:
    return {"number": _review(agency, stage).number}


def _evidence(agency) -> dict[str, object]:
    row = _review(agency)
    item = SelfReviewEvidence.objects.create(
        agency=agency, review=row, question=row.keys[0], kind="record", words="Minutes of the meeting in May"
    )
    return {"number": row.number, "pk": item.pk}


def _step(agency) -> dict[str, object]:
    row = _review(agency, "next_steps")
    owner = Staff.objects.create(agency=agency, name="Stella Step", badge="N-1")
    due = agency.day() + timedelta(days=9)
    step = NextStep.objects.create(
        agency=agency, review=row, question=row.keys[0], title="Ask after every stop", owner=owner, due=due
    )
    return {"number": row.number, "pk": step.pk}


def _snapshot(agency) -> dict[str, object]:
    """Closed, signed and shared with everybody."""
    row = _review(agency, "closed")
    keys = ("key", "area", "en", "es", "wording", "cites")
    question = {"groups": [], "evidence": [], "words": "", "grade": "experience", "agreed": "practiced"}
    name = {"name": "Lee Marsh", "on": DAY.isoformat()}
    text = canonical(
        {
            "synthetic": False,
            "minimum": 5,
            "invited": 9,
            "finished": 8,
            "questions": [{**{key: one[key] for key in keys}, **question} for one in row.questions],
            "reflections": {},
            "steps": [],
            "signed": {"facilitator": name, "chief": name},
        }
    )
    digest = hash_of(agency.slug, text)
    SelfReviewSnapshot.objects.create(agency=agency, review=row, sequence=1, content=text, hash=digest)
    SelfReviewShare.objects.create(agency=agency, review=row, audience="public", since=timezone.now())
    return {"number": row.number}


def _asked(agency) -> dict[str, object]:
    """Being answered by somebody."""
    row = _review(agency, "rating")
    SelfReviewRater.objects.create(agency=agency, review=row, user=row.facilitator, kind="partner")
    return {"number": row.number}


def _assessment(agency):
    day = agency.day()
    return accreditation_assessments.plan(
        actor=System("sample"),
        edition=_standard(agency).edition,
        kind="mock",
        assessor="two neighbors",
        starts_on=day,
        contact="assess@state.example",
        comments_from=day,
        comments_until=day,
    )


def _mark(agency) -> dict[str, object]:
    row = _assessment(agency)
    return {"pk": row.pk, "mark": row.marks.get().pk}


def _requirement(agency) -> dict[str, object]:
    owner = Staff.objects.create(agency=agency, name=f"Dee of {agency.place}", badge="D-1")
    row = accreditation_mandates.write(
        actor=System("sample"),
        agency=agency,
        source="decree",
        citation="Case 1",
        title="Ask people",
        demand="Ask people once a year.",
        owner=owner,
    )
    return {"pk": row.pk}


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(("library_resource", "resource_change", "resource_rate", "resource_reviewed"), _resource),
    **dict.fromkeys(("library_topic", "practice_area", "practice_area_change", "practice_area_reviewed"), _topic),
    **dict.fromkeys(("resource_request", "resource_request_close"), _wish),
    "library_file": lambda _agency: {"ending": "csv"},
    **dict.fromkeys(
        ("attest_open", "attest_quiz", "attest_read", "attest_receipt", "attest_sign"),
        lambda agency: {"pk": _reading(agency).pk},
    ),
    **dict.fromkeys(
        ("reading_version", "reading_version_file", "round_open", "round_questions"),
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
        lambda agency: {"pk": _intervention(agency)[0].pk},
    ),
    **dict.fromkeys(("intervention_check", "intervention_thread"), lambda agency: {"key": _intervention(agency)[1]}),
    **dict.fromkeys(
        (
            "accreditation_calendar",
            "accreditation_calendar_file",
            "accreditation_program",
            "award_new",
            "edition_new",
        ),
        lambda agency: {"pk": _program(agency).pk},
    ),
    **dict.fromkeys(
        ("assessment_new", "edition", "gap_list", "standard_new", "standards_load"),
        lambda agency: {"pk": _edition(agency).pk},
    ),
    **dict.fromkeys(
        ("proof_ask", "standard", "standard_change", "standard_link", "standard_move"),
        lambda agency: {"pk": _standard(agency).pk},
    ),
    **dict.fromkeys(
        ("proof", "proof_file", "proof_give", "proof_reject", "proof_verify"),
        lambda agency: {"pk": _proof(agency).pk},
    ),
    **dict.fromkeys(
        ("accreditation_comment", "assessment", "assessment_close", "assessment_compare"),
        lambda agency: {"pk": _assessment(agency).pk},
    ),
    **dict.fromkeys(
        (
            "mandate",
            "mandate_evidence",
            "mandate_finding",
            "mandate_keeper",
            "mandate_move",
            "mandate_show",
        ),
        _requirement,
    ),
    "assessment_mark": _mark,
    "award_end": _award,
    "standard_unlink": _tie,
    **dict.fromkeys(("account_detail", "account_end", "factors_lift", "role_grant", "sessions_end"), _account),
    "role_withdraw": _membership,
    **dict.fromkeys(("staff_detail", "staff_change", "staff_end"), _staff),
    **dict.fromkeys(("invitation_resend", "invitation_withdraw"), lambda agency: {"pk": _invitation(agency).pk}),
    "invitation_accept": _token,
    **dict.fromkeys(("job_detail", "job_retry"), _job),
    **dict.fromkeys(("message", "message_send_again", "message_leave"), _message),
    **dict.fromkeys(
        (
            "import_columns",
            "import_confirm",
            "import_detail",
            "import_discard",
            "import_problems",
            "import_problems_file",
            "import_words",
        ),
        _batch,
    ),
    **dict.fromkeys(("neighborhood", "place_detail", "place_change"), _neighborhood),
    "run": lambda agency: {"pk": _run(agency, "published").pk},
    **dict.fromkeys(("run_review", "run_check", "run_approve", "run_publish"), lambda agency: {"pk": _run(agency).pk}),
    "run_withdraw": lambda agency: {"pk": _run(agency, "published").pk},
    "measure": lambda agency: _run(agency, "published") and {"measure": "stops_count"},
    "dataset": lambda agency: {"key": _release(agency).dataset},
    "dataset_latest": lambda agency: {"key": _release(agency).dataset, "ending": "csv"},
    "dataset_file": lambda agency: {"key": _release(agency).dataset, "version": 1, "ending": "csv"},
    "release_withdraw": lambda agency: {"key": _release(agency).dataset},
    **dict.fromkeys(
        (
            "promise",
            "promise_accept",
            "promise_break",
            "promise_decline",
            "promise_detail",
            "promise_hand_over",
            "promise_link",
            "promise_renegotiate",
            "promise_report",
            "promise_start",
        ),
        _numbered,
    ),
    "promise_words": lambda agency: {**_numbered(agency), "sequence": 1},
    **dict.fromkeys(("promise_verify", "promise_thanks"), _keyed),
    "picture": _picture,
    "picture_remove": _picture,
    **dict.fromkeys(("faq_answer", "faq_change"), _question),
    "technology_change": _tool,
    **dict.fromkeys(("page_keep", "page_review"), _kept_page),
    "concern_status": lambda agency: {"key": _concern(agency)[1]},
    **dict.fromkeys(
        (
            "concern_answer",
            "concern_assign",
            "concern_close",
            "concern_detail",
            "concern_note",
            "concern_refer",
            "concern_start",
        ),
        lambda agency: {"pk": _concern(agency)[0].pk},
    ),
    "concern_route_end": _route,
    "survey": lambda agency: {"token": _survey(agency)[1]},
    **dict.fromkeys(
        ("survey_instrument", "survey_campaign_new"), lambda agency: {"pk": _survey(agency)[0].instrument_id}
    ),
    "survey_field": lambda agency: {"pk": surveys.prepare(actor=System("sample"), agency=agency).pk},
    **dict.fromkeys(("survey_campaign", "survey_campaign_end"), lambda agency: {"pk": _survey(agency)[0].pk}),
    **dict.fromkeys(("praise_read", "praise_leave_out"), lambda agency: {"pk": _comment(agency).pk}),
    "praise_keep": lambda agency: {"pk": _praise(agency).pk},
    **dict.fromkeys(
        (
            "self_review_back",
            "self_review_close",
            "self_review_detail",
            "self_review_end",
            "self_review_invite",
            "self_review_plan",
            "self_review_reconcile",
            "self_review_share",
            "self_review_share_set",
            "self_review_sign",
            "self_review_start",
            "self_review_steps",
        ),
        _reviewed,
    ),
    "self_review_area": lambda _agency: {"area": "force"},
    "self_review_evidence_remove": _evidence,
    "self_review_promise": _step,
    "self_review_question": lambda agency: {**_reviewed(agency), "key": "contact_survey"},
    "self_review_reflect": lambda agency: {**_reviewed(agency), "area": "force"},
    **dict.fromkeys(("self_review_finish", "self_review_rate", "self_review_withdraw"), _asked),
    "self_review_rate_area": lambda agency: {**_asked(agency), "area": "force"},
    **dict.fromkeys(("self_review_file", "self_review_public", "self_review_snapshot"), _snapshot),
    **dict.fromkeys(
        ("self_review_public_area", "self_review_snapshot_area"), lambda agency: {**_snapshot(agency), "area": "force"}
    ),
    "setting_change": lambda _agency: {"key": "thresholds"},
    "phone": lambda _agency: {"key": "jordan-ellis"},
    "inventory_answer": lambda _agency: {"item": "stop_race"},
}
"""Address name to a function agency -> keyword arguments; addresses without arguments need none."""


def _becomes_praised(agency, somebody) -> None:
    """Somebody is that officer."""
    Staff.objects.filter(agency=agency, badge="P-1").update(user=somebody)


def _becomes_keeper(agency, somebody) -> None:
    """Somebody keeps that page."""
    Staff.objects.filter(agency=agency, badge="F-1").update(user=somebody)


THEIR_OWN: dict[str, Callable] = {"praise_keep": _becomes_praised, "page_review": _becomes_keeper}


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


THEIR_OWN: dict[str, Callable] = {"praise_keep": _becomes_praised}
THEIR_OWN |= dict.fromkeys(
    ("attest_open", "attest_quiz", "attest_read", "attest_receipt", "attest_sign"), _becomes("T-1")
)
THEIR_OWN |= {"conduct_answer": _becomes("N-1"), "reading_leave": _becomes_supervisor_of("T-1")}
THEIR_OWN |= dict.fromkeys(
    ("action_drop", "action_propose", "action_take", "deviation_decide", "deviation_detail", "deviation_withdraw"),
    _becomes_supervisor_of("N-1"),
)
THEIR_OWN |= dict.fromkeys(("intervention_close", "intervention_detail", "intervention_opened"), _becomes_reader)


def _becomes_asked(agency, somebody) -> None:
    """Somebody is asked to answer the self-review."""
    SelfReviewRater.objects.filter(agency=agency).update(user=somebody)


THEIR_OWN: dict[str, Callable] = {
    "praise_keep": _becomes_praised,
    **dict.fromkeys(
        ("self_review_finish", "self_review_rate", "self_review_rate_area", "self_review_withdraw"), _becomes_asked
    ),
}


def _becomes_asked(agency, somebody) -> None:
    """Somebody is who was asked for that proof."""
    Staff.objects.filter(agency=agency, badge="PR-1").update(user=somebody)


THEIR_OWN: dict[str, Callable] = {"praise_keep": _becomes_praised, "proof_give": _becomes_asked}
"""Addresses of what is one person's alone, to a function agency, somebody that makes it theirs."""

NAMES_NO_ROW = {
    "setting_change": "it names a setting that every agency has",
    "inventory_answer": "it names a question that every agency is asked",
    "page_keep": "it names a page that every agency has",
    "page_review": "it names a page that every agency has",
}


def address(name: str, arguments: tuple[str, ...], agency) -> str:
    """The address at an agency, under that agency's slug, with a row of that agency where it names one."""
    kwargs = SAMPLES[name](agency) if arguments else {}
    return f"/{agency.slug}{reverse(name, kwargs=kwargs)}"
