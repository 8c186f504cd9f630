"""An invitation opens once, in time, for the one invited; only its hash is kept."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.messaging.actions import WORDS
from commonbeat.ground.messaging.models import Message
from commonbeat.ground.people import actions
from commonbeat.ground.people.models import Invitation, Membership, User
from commonbeat.kit.sealing import unseal
from ground.people.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_an_invitation_keeps_only_a_hash_and_mails_the_link(riverton, invited):
    row, token = invited(riverton)
    assert token not in str(Invitation.objects.filter(pk=row.pk).values())
    assert token not in str(list(Message.objects.values()))
    assert token not in str(list(AuditEvent.objects.values()))
    assert Message.objects.get().purpose == "people.invite"


@pytest.mark.parametrize(
    ("language", "from_person", "from_console"),
    [
        ("en", "Officer invites you to the account of", "\n\nYou are invited to the account of"),
        ("es", "Officer le invita a la cuenta de", "\n\nSe le invita a la cuenta de"),
    ],
)
def test_the_mail_names_who_invites_where_it_is_a_person(
    riverton, invited, person, language, from_person, from_console
):
    with override(language):
        invited(riverton, "bo@riverton.example")
        invited(riverton, actor=person("administrator", agency=riverton, name="Officer"))
    console, person = [unseal(row.body, WORDS) for row in Message.objects.order_by("pk")]
    assert from_person in person
    assert from_console in console
    assert "console" not in console


def test_a_link_that_is_handed_over_is_not_mailed(riverton, invited):
    invited(riverton, mail=False)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "not an address"}, "valid email"),
        ({"roles": ()}, "at least one role"),
        ({"roles": ("emperor",)}, "at least one role"),
    ],
)
def test_a_wrong_invitation_is_refused_in_words(riverton, invited, change, words):
    with pytest.raises(ValidationError, match=words):
        invited(riverton, **change)
    assert not Invitation.objects.exists()


def test_one_address_has_one_open_invitation(riverton, lakefield, invited):
    invited(riverton)
    with pytest.raises(ValidationError, match="open invitation"):
        invited(riverton, email="ANA@riverton.example")
    invited(lakefield)


def test_staff_of_another_agency_or_gone_are_not_invited(riverton, lakefield, invited, on_staff):
    with pytest.raises(ValidationError, match="does not work"):
        invited(riverton, staff=on_staff(lakefield))


def test_accepting_makes_the_account_with_its_roles_and_place_on_the_staff(riverton, invited, on_staff):
    row = on_staff(riverton)
    _invitation, token = invited(riverton, staff=row, roles=("analyst", "records_officer"))
    user = actions.accept(token=token, password=PASSWORD)
    row.refresh_from_db()
    assert row.user == user
    assert user.check_password(PASSWORD)
    assert sorted(user.memberships.values_list("role", flat=True)) == ["analyst", "records_officer"]
    assert AuditEvent.objects.get(verb="people.accept_invitation").actor_id == user.pk


@pytest.mark.parametrize("language", ["en", "es"])
def test_mails_speak_the_language_of_the_page_on_which_the_account_was_made(riverton, invited, language):
    _row, token = invited(riverton)
    with override(language):
        assert actions.accept(token=token, password=PASSWORD).language == language


def test_a_link_opens_once(riverton, invited):
    _row, token = invited(riverton)
    actions.accept(token=token, password=PASSWORD)
    with pytest.raises(ValidationError, match="used up"):
        actions.accept(token=token, password=PASSWORD)


@pytest.mark.parametrize("token", ["", "guess", "x" * 500])
def test_a_guessed_link_opens_nothing(db, token):
    with pytest.raises(ValidationError, match="used up"):
        actions.accept(token=token, password=PASSWORD)


def test_a_late_link_opens_nothing(riverton, invited):
    row, token = invited(riverton)
    Invitation.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(ValidationError, match="too old"):
        actions.accept(token=token, password=PASSWORD)


@pytest.mark.parametrize("weak", ["short", "ana@riverton.example", "Ana Ruiz 1234", "password1234"])
def test_a_weak_password_is_refused_and_the_link_stays_open(riverton, invited, weak):
    row, token = invited(riverton)
    with pytest.raises(ValidationError):
        actions.accept(token=token, password=weak)
    row.refresh_from_db()
    assert row.state == "open"
    assert not User.objects.exists()


def test_an_account_in_use_never_gets_a_password_from_a_link(riverton, lakefield, invited, member):
    user = member()
    _row, token = invited(lakefield)
    with pytest.raises(ValidationError, match="already"):
        actions.accept(token=token, password="another long password")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_account_in_use_takes_more_roles_when_signed_in(lakefield, invited, member):
    user = member()
    _row, token = invited(lakefield, roles=("board_member",))
    assert actions.accept(token=token, signed_in=user) == user
    assert Membership.objects.filter(user=user, agency=lakefield, role="board_member").exists()


def test_somebody_else_cannot_take_an_invitation(riverton, lakefield, invited, person):
    _row, token = invited(riverton)
    with pytest.raises(ValidationError, match="another mail address"):
        actions.accept(token=token, signed_in=person("officer", agency=lakefield))


def test_somebody_who_left_comes_back_with_a_new_password(riverton, invited, member, console):
    user = member()
    actions.end_account(actor=console, agency=riverton, user=user)
    _row, token = invited(riverton)
    again = actions.accept(token=token, password="nine other lanterns here")
    assert again.pk == user.pk
    assert again.is_active
    assert again.check_password("nine other lanterns here")


def test_a_new_link_closes_the_old_one(riverton, invited, console):
    row, old = invited(riverton)
    links = []
    actions.resend(actor=console, invitation=row, address=lambda token: links.append(token) or token)
    with pytest.raises(ValidationError):
        actions.accept(token=old, password=PASSWORD)
    actions.accept(token=links[0], password=PASSWORD)
    assert Message.objects.count() == 2


def test_a_new_link_can_be_handed_over(riverton, invited, console):
    row, _old = invited(riverton, mail=False)
    actions.resend(actor=console, invitation=row, address=str, mail=False)
    assert not Message.objects.exists()


def test_a_withdrawn_link_opens_nothing_and_cannot_be_sent_again(riverton, invited, console):
    row, token = invited(riverton)
    actions.withdraw(actor=console, invitation=row)
    with pytest.raises(ValidationError):
        actions.accept(token=token, password=PASSWORD)
    with pytest.raises(ValidationError, match="already"):
        actions.resend(actor=console, invitation=row, address=str)
    with pytest.raises(ValidationError, match="already"):
        actions.withdraw(actor=console, invitation=row)
