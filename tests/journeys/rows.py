"""The rows that the walk of every page opens: of the demonstration, or made through the same actions as any other."""

from datetime import timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.db.models import Count
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from commonbeat.act.promises import actions as promises
from commonbeat.act.promises.models import Commitment
from commonbeat.act.recognition.models import Praise
from commonbeat.act.standards.models import ComplianceRequirement
from commonbeat.ground.agency import actions as importing
from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.agency.models import ImportBatch
from commonbeat.ground.agency.rules import ImportState
from commonbeat.ground.people.actions import grant_role, invite
from commonbeat.ground.people.models import Staff, User
from commonbeat.ground.records.queries import live
from commonbeat.ground.roles import Role, System
from commonbeat.ground.work.models import Job
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.listen.reports.models import Concern
from commonbeat.listen.surveys import actions as surveys
from commonbeat.listen.surveys.models import Campaign
from commonbeat.listen.surveys.rules.questions import STANDARD
from commonbeat.measure.disparity.actions import compute
from commonbeat.measure.findings.models import Run
from commonbeat.measure.findings.rules import RunState
from journeys.files import dirty_rows

WALK = System("walk of every page")
PASSWORD = "seven lanterns on the pier"
"""Of the accounts that the walk makes for itself."""


def account(agency: Any) -> dict[str, Any]:
    """The account of an officer."""
    return {"pk": User.objects.filter(memberships__agency=agency, memberships__role=Role.OFFICER).first().pk}


def officer(agency: Any) -> dict[str, Any]:
    """Somebody on the staff."""
    return {"pk": Staff.objects.filter(agency=agency, user__memberships__role=Role.OFFICER).first().pk}


def kept_demand(agency: Any) -> dict[str, Any]:
    """What the commander of the demonstration keeps."""
    rows = ComplianceRequirement.objects.filter(agency=agency, owner__user__memberships__role=Role.COMMANDER)
    return {"pk": rows.first().pk}


@cache
def invitation(agency: Any) -> dict[str, Any]:
    """The token of an open invitation."""
    found = {"email": "kim@riverton.example", "name": "Kim Soto", "roles": [Role.CLERK]}
    _row, token = invite(actor=WALK, agency=agency, address=lambda token: token, mail=False, **found)
    return {"token": token}


def dataset(_agency: Any) -> dict[str, Any]:
    """A released file."""
    return {"key": "search_share"}


def neighborhood(_agency: Any) -> dict[str, Any]:
    """A neighborhood with all figures."""
    return {"slug": "powderhorn-park"}


def quiet_neighborhood(agency: Any) -> dict[str, Any]:
    """The one with the fewest stops on record: nearly all is withheld."""
    counted = live(agency, "stops").values("neighborhood__slug").annotate(stops=Count("pk")).order_by("stops")
    return {"slug": counted.exclude(neighborhood=None).first()["neighborhood__slug"]}


@cache
def received_file(agency: Any) -> dict[str, Any]:
    """A file whose columns nobody has named yet."""
    return {"pk": _received(agency, "stops-2018.csv", dirty_rows(year=2018)).pk}


@cache
def checked_file(agency: Any) -> dict[str, Any]:
    """A file that waits for a decision, with rows that cannot be taken and words that nobody has explained."""
    batch = _received(agency, "stops-2019.csv", dirty_rows(year=2019))
    return {"pk": _checked(batch, {"source_key": ("Case No",), "at": ("When",), "race": ("Race of person",)}).pk}


@cache
def refused_file(agency: Any) -> dict[str, Any]:
    """A file that turned out to be broken."""
    batch = _received(agency, "stops-2020.csv", dirty_rows(year=2020))
    broken = {"reason": "no_rows", "detail": {}}
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.REFUSED, failure=broken)
    return {"pk": batch.pk}


def own_concern(_agency: Any) -> dict[str, Any]:
    """The key of an answered concern of the demonstration."""
    return {"key": "demonstration-1"}


def open_concern(_agency: Any) -> dict[str, Any]:
    """The key of one that is worked on, told in Spanish."""
    return {"key": "demonstration-7"}


def answered_concern(agency: Any) -> dict[str, Any]:
    """A concern that waits for the person to say whether it is fixed."""
    return {"pk": Concern.objects.filter(agency=agency, state="resolved").first().pk}


def late_concern(agency: Any) -> dict[str, Any]:
    """The concern whose answer is latest."""
    return {"pk": Concern.objects.filter(agency=agency).open().order_by("due").first().pk}


def loaded_file(agency: Any) -> dict[str, Any]:
    """A file that was loaded."""
    return {"pk": ImportBatch.objects.filter(agency=agency, state=ImportState.LOADED, kind="stops").first().pk}


def _received(agency: Any, name: str, words: str) -> ImportBatch:
    return importing.receive(actor=WALK, agency=agency, kind="stops", name=name, blocks=[words.encode()])


def _checked(batch: ImportBatch, columns: dict[str, tuple[str, ...]]) -> ImportBatch:
    guessed = suggest(kinds()[batch.kind].rows, batch.sheet["headers"])
    importing.map_columns(actor=WALK, batch=batch, mapping=ColumnMapping(columns={**guessed, **columns}), later=False)
    return importing.check(batch_id=batch.pk)


@cache
def failed_job(agency: Any) -> dict[str, Any]:
    """A job that was given up after its last attempt."""
    failure = {
        "at": "2026-06-01T10:00:00+00:00",
        "worker": "a worker with a long name at a host with a longer one",
        "words": "The gateway did not answer.",
        "kind": "commonbeat.ground.messaging.gateways.Unreachable",
        "trace": ["commonbeat/ground/messaging/gateways.py:120 in send"],
    }
    row = Job.objects.create(
        agency_id=agency.pk, name="messaging.send", state="dead", attempts=5, error=failure["words"], failures=[failure]
    )
    return {"number": row.pk}


def published_run(agency: Any, study: str = "disparity") -> dict[str, Any]:
    """The run of a study that the public sees."""
    return {"pk": Run.objects.get(agency=agency, study=study, state=RunState.PUBLISHED).pk}


def published_score(agency: Any) -> dict[str, Any]:
    """The run of the contact satisfaction score that the public sees."""
    return published_run(agency, "experience")


@cache
def waiting_run(agency: Any) -> dict[str, Any]:
    """A run of every figure that nobody has approved yet."""
    return {"pk": compute(actor=WALK, agency=agency).pk}


@cache
def newcomer(agency: Any) -> User:
    """An account with a password and no second factor."""
    return _account(agency, "noor@riverton.example", "Noor Haddad")


@cache
def keyholder(agency: Any) -> User:
    """An account with a passkey, a code app and recovery codes."""
    user = _account(agency, "kei@riverton.example", "Kei Watanabe")
    WebAuthn.add(user, "The blue key on my key ring", _credential())
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


def _account(agency: Any, email: str, name: str) -> User:
    user = User.objects.create_user(email=email, name=name, password=PASSWORD)
    grant_role(actor=WALK, agency=agency, user=user, role=Role.OFFICER)
    return user


def _credential() -> dict[str, Any]:
    """What a browser answers when it has made a passkey for localhost."""
    number = b"walk of every page"
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(bytes(16), number, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    known = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, made), {})
    asked = CollectedClientData.create("webauthn.create", bytes(32), "http://localhost")
    return {
        "type": "public-key",
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "response": {"clientDataJSON": asked.b64, "attestationObject": websafe_encode(known)},
        "clientExtensionResults": {},
    }


def passkey(agency: Any) -> dict[str, Any]:
    """The keyholder's passkey."""
    return {"pk": Authenticator.objects.get(user=keyholder(agency), type=Authenticator.Type.WEBAUTHN).pk}


def reset_key(agency: Any) -> dict[str, Any]:
    """What the mail to somebody who forgot their password carries."""
    user = newcomer(agency)
    return {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}


def disputed_promise(agency: Any) -> dict[str, Any]:
    """A promise with words of the person promised."""
    return {"number": _promises(agency, "disputed").number}


def open_promise(agency: Any) -> dict[str, Any]:
    """A promise that can go any way."""
    return {"number": _promises(agency, "accepted").number}


def proposed_promise(agency: Any) -> dict[str, Any]:
    """A promise that its owner has not answered yet."""
    return {"number": _promises(agency, "proposed").number}


def words_of_promise(agency: Any) -> dict[str, Any]:
    """An entry whose words can be taken out."""
    row = _promises(agency, "disputed")
    return {"number": row.number, "sequence": row.events.get(kind="disputed").sequence}


@cache
def asked_promise(agency: Any) -> dict[str, Any]:
    """The link of somebody who is asked whether a promise was kept."""
    row, key = _promised(agency, "Answer every letter about the crossing")
    promises.report_kept(actor=WALK, commitment=row, words="All eleven were answered in one week.")
    return {"key": key}


@cache
def unasked_promise(agency: Any) -> dict[str, Any]:
    """The link of somebody whose promise nobody has reported kept."""
    return {"key": _promised(agency, "Answer every call about the crossing")[1]}


def _promises(agency: Any, state: str) -> Commitment:
    return Commitment.objects.filter(agency=agency, state=state).order_by("number").first()


def _promised(agency: Any, title: str) -> tuple[Commitment, str]:
    owner, due = Staff.objects.filter(agency=agency).first(), agency.day() + timedelta(days=9)
    told = {"title": title, "promised_to": "parents at the school", "agreed": True}
    return promises.make(actor=WALK, agency=agency, owner=owner, due=due, **told)


def campaign(agency: Any) -> dict[str, Any]:
    """The campaign that asks made-up people."""
    return {"pk": Campaign.objects.get(agency=agency).pk}


def questions(agency: Any) -> dict[str, Any]:
    """The questions that it asks."""
    return {"pk": Campaign.objects.get(agency=agency).instrument_id}


def waiting_comment(agency: Any) -> dict[str, Any]:
    """A comment that waits to be read, with something to take out."""
    return {"pk": Praise.objects.filter(agency=agency).waiting().first().pk}


@cache
def asked(agency: Any) -> dict[str, Any]:
    """The link of somebody who has not answered."""
    return {"token": _link(agency, "+16125550101", codes="")}


@cache
def begun_answer(agency: Any) -> dict[str, Any]:
    """The link of somebody who has answered one question."""
    return {"token": _link(agency, "+16125550102", codes="2")}


@cache
def answered_questions(agency: Any) -> dict[str, Any]:
    """The link of somebody who has answered all questions and may add words."""
    return {"token": _link(agency, "+16125550103", codes="2111")}


@cache
def finished_answer(agency: Any) -> dict[str, Any]:
    """A link that was used."""
    token = _link(agency, "+16125550104", codes="5333")
    surveys.complete(agency=agency, token=token)
    return {"token": token}


def _link(agency: Any, number: str, *, codes: str) -> str:
    found = Campaign.objects.get(agency=agency)
    yesterday = agency.day() - timedelta(days=1)
    asked_about = {"contact_reference": uuid4(), "contact_on": yesterday, "area": "seward"}
    _row, token = surveys.invite(actor=WALK, agency=agency, campaign=found, number=number, **asked_about)
    for item, code in zip(STANDARD, codes, strict=False):
        surveys.answer(agency=agency, token=token, item=item.key, code=code)
    return token
