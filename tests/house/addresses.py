"""What the tests of addresses need to know: the pages of libraries, and how to fill an address's arguments."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from commonbeat.act.promises import actions as promises
from commonbeat.act.recognition import actions as recognition
from commonbeat.act.recognition.models import Praise
from commonbeat.ground.agency import access
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import ImportBatch
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
from commonbeat.show.portal.models import Picture
from house.sampled import accreditation, library, pages, peers, policies, reading, self_reviews, training

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
FILE_PAGES = (
    "import_columns",
    "import_confirm",
    "import_detail",
    "import_discard",
    "import_problems",
    "import_problems_file",
    "import_words",
)
"""Pages about one file that came in."""


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


def _becomes_loadable(agency, somebody) -> None:
    """The file holds rows of a kind that this person may load, where there is one."""
    mine = sorted(access.own_kinds(somebody, agency))
    ImportBatch.objects.filter(agency=agency).update(kind=mine[0] if mine else "stops")


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


SAMPLES: dict[str, Callable] = {
    **accreditation.SAMPLES,
    **library.SAMPLES,
    **pages.SAMPLES,
    **peers.SAMPLES,
    **policies.SAMPLES,
    **reading.SAMPLES,
    **self_reviews.SAMPLES,
    **training.SAMPLES,
    **dict.fromkeys(("account_detail", "account_end", "factors_lift", "role_grant", "sessions_end"), _account),
    "role_withdraw": _membership,
    **dict.fromkeys(("staff_detail", "staff_change", "staff_end"), _staff),
    **dict.fromkeys(("invitation_resend", "invitation_withdraw"), lambda agency: {"pk": _invitation(agency).pk}),
    "invitation_accept": _token,
    **dict.fromkeys(("job_detail", "job_retry"), _job),
    **dict.fromkeys(("message", "message_send_again", "message_leave"), _message),
    **dict.fromkeys(FILE_PAGES, _batch),
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
    "self_review_area": lambda _agency: {"area": "force"},
    "setting_change": lambda _agency: {"key": "thresholds"},
    "phone": lambda _agency: {"key": "jordan-ellis"},
    "inventory_answer": lambda _agency: {"item": "stop_race"},
}
"""Address name to a function agency -> keyword arguments; addresses without arguments need none."""


def _becomes_praised(agency, somebody) -> None:
    """Somebody is that officer."""
    Staff.objects.filter(agency=agency, badge="P-1").update(user=somebody)


THEIR_OWN: dict[str, Callable] = {
    "praise_keep": _becomes_praised,
    **dict.fromkeys(FILE_PAGES, _becomes_loadable),
    **accreditation.THEIR_OWN,
    **pages.THEIR_OWN,
    **reading.THEIR_OWN,
    **self_reviews.THEIR_OWN,
    **training.THEIR_OWN,
}
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
