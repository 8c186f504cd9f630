"""A picture is set with words, replaced, removed; each is on the trail, and no page is served from before."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from PIL import Image

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.roles import Role
from commonbeat.show.portal import access, actions
from commonbeat.show.portal.models import Picture
from commonbeat.show.portal.queries import public as queries
from commonbeat.show.portal.rules import PictureUse

ENGLISH = "Round seal: a bridge with three arches over a river"
SPANISH = "Sello redondo: un puente de tres arcos sobre un río"


def picture(color="#6d1f4e"):
    file = BytesIO()
    Image.new("RGB", (60, 60), color).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def set_seal(console, riverton):
    def make(content=None, **how):
        words = {"alt_en": ENGLISH, "alt_es": SPANISH, "file_name": "IMG_2031.png", **how}
        return actions.set_picture(
            actor=console,
            agency=how.pop("agency", riverton),
            use=PictureUse.SEAL,
            content=content or picture(),
            **words,
        )

    return make


def test_a_seal_is_kept_afresh_with_its_words_and_an_entry_in_the_trail(set_seal, riverton):
    seal = set_seal()
    riverton.refresh_from_db()
    assert queries.picture(riverton, PictureUse.SEAL) == seal
    assert (seal.width, seal.height, seal.media_type) == (60, 60, "image/png")
    assert seal.alt("en") == ENGLISH
    assert seal.alt("es-mx") == SPANISH
    assert str(seal).endswith(ENGLISH)
    assert riverton.public_version == 2
    entry = AuditEvent.objects.get()
    assert (entry.verb, entry.details["sha256"]) == ("portal.set_picture", seal.sha256)


def test_the_same_seal_again_changes_nothing(set_seal):
    assert set_seal() == set_seal()
    assert AuditEvent.objects.count() == 1


def test_a_new_seal_ends_the_one_before_and_both_stay_on_record(set_seal, riverton):
    first, second = set_seal(), set_seal(picture("#0b5563"))
    first.refresh_from_db()
    assert first.until is not None
    assert queries.picture(riverton, PictureUse.SEAL) == second
    assert access.visible(None, riverton).count() == 2


@pytest.mark.parametrize("alt", ["54717358492_370f9f315d_k", "IMG_2031.jpg", "", "Seal"])
def test_words_that_describe_nothing_are_refused_and_nothing_is_kept(set_seal, alt):
    with pytest.raises(ValidationError) as refused:
        set_seal(alt_es=alt)
    assert set(refused.value.message_dict) == {"alt_es"}
    assert not Picture.objects.exists()


@pytest.mark.parametrize("content", [b"not a picture", picture()[:-40], b"x" * 5_000_001])
def test_a_file_that_is_no_picture_is_refused_in_words(set_seal, content):
    with pytest.raises(ValidationError) as refused:
        set_seal(content)
    assert "Choose" in refused.value.message_dict["file"][0] or "Save it again" in refused.value.message_dict["file"][0]
    assert not Picture.objects.exists()


def test_a_removed_seal_is_gone_from_the_pages_and_cannot_be_removed_twice(set_seal, console, riverton):
    seal = set_seal()
    actions.remove_picture(actor=console, picture=seal)
    assert queries.picture(riverton, PictureUse.SEAL) is None
    assert AuditEvent.objects.filter(verb="portal.remove_picture").exists()
    with pytest.raises(ValidationError):
        actions.remove_picture(actor=console, picture=seal)


def test_the_database_itself_holds_one_seal_at_a_time_and_none_without_words(set_seal):
    seal = set_seal()
    seal.pk = None
    with pytest.raises(IntegrityError):
        seal.save(force_insert=True)


def test_the_neighbors_seal_is_not_ours(set_seal, riverton, lakefield, person):
    seal = set_seal()
    chief = person(Role.CHIEF, agency=lakefield)
    assert access.picture(chief, riverton, seal.pk) == seal
    assert access.picture(chief, lakefield, seal.pk) is None
