"""A picture is drawn afresh: what is seen stays, what was hidden in the file goes."""

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from commonbeat.kit import pictures
from commonbeat.kit.pictures import PictureReason, PictureRefused, redrawn


def made(kind, size=(40, 20), mode="RGB", color=(109, 31, 78), **how):
    file = BytesIO()
    Image.new(mode, size, color).save(file, kind, **how)
    return file.getvalue()


def opened(drawn):
    return Image.open(BytesIO(drawn.content))


def test_a_photograph_loses_its_place_camera_and_comment():
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    content = made("JPEG", exif=exif, comment=b"taken at home")
    drawn = redrawn(content, longest_side=800)
    assert drawn.media_type == "image/jpeg"
    assert not opened(drawn).getexif()
    assert b"taken at home" not in drawn.content
    assert b"A camera" not in drawn.content


def test_a_png_loses_its_notes_and_keeps_what_is_seen_through():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "somebody")
    content = made("PNG", mode="RGBA", color=(0, 0, 0, 0), pnginfo=notes)
    drawn = redrawn(content, longest_side=800)
    assert drawn.media_type == "image/png"
    assert b"somebody" not in drawn.content
    assert opened(drawn).getpixel((0, 0))[3] == 0


def test_a_picture_lying_on_its_side_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = redrawn(made("JPEG", size=(40, 20), exif=exif), longest_side=800)
    assert (drawn.width, drawn.height) == (20, 40)


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("GIF", "png"), ("JPEG", "jpg"), ("WEBP", "jpg")])
def test_what_can_be_read_comes_out_small_enough(kind, ending):
    drawn = redrawn(made(kind, size=(1600, 400)), longest_side=800)
    assert (drawn.width, drawn.height, drawn.ending) == (800, 200, ending)


@pytest.mark.parametrize("content", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", made("TIFF")])
def test_what_is_no_picture_of_the_four_kinds_is_refused(content):
    with pytest.raises(PictureRefused) as refused:
        redrawn(content, longest_side=800)
    assert refused.value.reason is PictureReason.NOT_A_PICTURE


def test_a_damaged_picture_is_refused():
    with pytest.raises(PictureRefused) as refused:
        redrawn(made("PNG", size=(300, 300))[:-60], longest_side=800)
    assert refused.value.reason is PictureReason.BROKEN


def test_a_small_file_that_unpacks_to_an_enormous_picture_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    with pytest.raises(PictureRefused) as refused:
        redrawn(made("PNG"), longest_side=800)
    assert refused.value.reason is PictureReason.TOO_LARGE


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    with pytest.raises(PictureRefused) as refused:
        redrawn(made("PNG"), longest_side=800)
    assert refused.value.reason is PictureReason.TOO_LARGE
