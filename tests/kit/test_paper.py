"""A page on paper: tagged, in its language, with our fonts alone; the same words are the same bytes."""

import re
from datetime import date

import pytest
import typst

from commonbeat.kit import paper
from read_pdf import Pdf

DAY = date(2027, 6, 16)
WORDS = {
    "lang": "es",
    "title": "Una prueba",
    "author": "Río Abajo",
    "description": "Para probar",
    "synthetic": "sintético",
    "foot": "Abajo",
    "page_of": "Página {page} de {all}",
    "said": "¿Qué es esto? Ñandú, Nguyễn, Hmoob, “así”.",
}
LAYOUT = "#title(words.title)\n= Uno\n#words.said"


def made(words=WORDS, layout=LAYOUT):
    return paper.paper(layout, words, day=DAY)


def test_it_is_tagged_titled_numbered_and_in_its_language():
    read = Pdf(made().content)
    assert b"pdfuaid:part>1<" in read.content
    assert b"/Marked true" in read.content
    assert b"/Lang(es)" in read.content
    assert b"/DisplayDocTitle true" in read.content
    assert (read.tags("Title"), read.tags("H1")) == (1, 1)
    assert "Página 1 de 1" in read.text
    assert "Río Abajo" in read.text
    assert "sintético" in read.text
    assert WORDS["said"] in read.text


def test_the_same_words_are_the_same_paper():
    assert made() == made()
    assert made().whole


def test_only_our_fonts_are_in_it():
    names = {name.split(b"+")[1] for name in set(re.findall(rb"/BaseFont/(\w+\+[\w-]+)", made().content))}
    assert names <= {b"PublicSans-Regular", b"PublicSans-Bold", b"LibertinusSerif-Regular", b"DejaVuSansMono"}


def test_a_letter_that_no_font_has_stands_as_a_mark_and_the_paper_knows_it(monkeypatch):
    rare = "\N{LINEAR B SYLLABLE B008 A}"
    monkeypatch.setattr(paper, "_fonts", lambda machine, own=paper._fonts: own(False))
    assert paper.undrawn(f"a{rare}é", machine=False) == {rare}
    one = made(
        {**WORDS, "said": f"Antes {rare} después"}, LAYOUT + '\n#if not words.at("whole", default: true) [Roto.]'
    )
    assert not one.whole
    text = Pdf(one.content).text
    assert "Roto." in text
    assert rare not in text


def test_a_letter_that_this_machine_has_is_drawn_by_its_font(monkeypatch):
    monkeypatch.setattr(paper, "undrawn", lambda text, machine: frozenset() if machine else frozenset("x"))
    assert made().whole


def test_a_wrong_layout_is_told():
    with pytest.raises(typst.TypstError):
        made(layout="#nothing-of-this-name")
