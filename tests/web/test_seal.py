"""The demonstration's seal is a picture of its own making."""

from io import BytesIO

from PIL import Image

from commonbeat.show.portal.rules import alt_problems
from commonbeat.web.seal import ALT, SIDE, demonstration_seal


def test_the_seal_is_a_small_square_png_drawn_the_same_each_time():
    drawn = demonstration_seal()
    image = Image.open(BytesIO(drawn))
    assert image.format == "PNG"
    assert image.size == (SIDE, SIDE)
    assert len(drawn) < 40_000
    assert drawn == demonstration_seal()


def test_its_words_say_what_it_shows_and_that_it_is_no_real_agency():
    assert alt_problems(ALT, "seal.png") == {}
    assert "not a real agency" in ALT["en"]
    assert "no es una agencia real" in ALT["es"]
