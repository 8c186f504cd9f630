"""The plain-text form: what it reads, what it refuses with which line, and that nothing is ever lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.act.policies.rules.text import Kind, parse, parts_of, pieces

TEXT = """# 1 Purpose
Two lines of
one paragraph. See [2.1].

= Force: any touch
that makes somebody act.

# 2. What is asked
- One thing
  that goes on
- Another
1. First
2) Second
## 2.1 More
Words.
### 2.1.4 Deepest
Words.
"""


def test_it_reads_sections_paragraphs_lists_and_terms():
    document = parse(TEXT)
    assert document.faults == []
    assert [(one.number, one.title, one.anchor, one.depth) for one in document.walk()] == [
        ("1", "Purpose", "s-1", 1),
        ("2", "What is asked", "s-2", 1),
        ("2.1", "More", "s-2-1", 2),
        ("2.1.4", "Deepest", "s-2-1-4", 3),
    ]
    first, second = document.sections
    assert first.blocks[0].items == ["Two lines of one paragraph. See [2.1]."]
    assert document.terms == {"Force": "any touch that makes somebody act."}
    assert [(block.kind, block.items) for block in second.blocks] == [
        (Kind.BULLETS, ["One thing that goes on", "Another"]),
        (Kind.STEPS, ["First", "Second"]),
    ]
    assert second.children[0].children[0].blocks[0].words == "Words."


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, "Begin with a section")]),
        ("Loose\nwords", [(1, "Begin with a section")]),
        ("# Purpose\nWords", [(1, "number of the section")]),
        ("#\n", [(1, "number of the section")]),
        ("# 1 A\nX\n# 1 B\nX", [(3, "twice")]),
        ("# 2 A\nX\n# 1 B\nX", [(3, "numbers must rise")]),
        ("# 1\nX", [(1, "a name")]),
        ("## 1 A\nX", [(1, "one # for section 3")]),
        ("#### 1.1.1.1 A\nX", [(1, "nothing deeper")]),
        ("# 1 A\nX\n## 2.1 B\nX", [(3, "write section 2 first")]),
        ("# 1 A\n= Force\n", [(2, "Write a term like this")]),
        ("# 1 A\n= : nothing\n", [(2, "Write a term like this")]),
        ("# 1 A\n= Force: a\n\n= force: b", [(4, "defined twice")]),
        ("# 1 A\nSee [3] and [9.9].", [(2, "[3] leads"), (2, "[9.9] leads")]),
        ("# 1 A\n\n# 2 B\nX", [(1, "says nothing")]),
    ],
)
def test_a_bad_line_is_named_with_what_to_do(text, faults):
    found = parse(text).faults
    assert len(found) == len(faults)
    for one, (line, words) in zip(found, faults, strict=True):
        assert one.line == line
        assert words in one.words
        assert str(one).startswith(f"Line {line}: ")


def test_a_section_after_a_faulty_one_is_still_read():
    document = parse("# 1 A\nX\n# 1 B\nX\n# 3 C\nX")
    assert [one.number for one in document.walk()] == ["1", "3"]


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["# 1 A", "# 2 B", "## 2.1 C", "## 2.10 D", "- item", "1. step", "= T: m", "", "#", "[2]", "x"]
        ),
        st.text(max_size=20),
    ),
    max_size=30,
)


@given(LINES)
def test_whatever_is_typed_nothing_raises_and_numbers_rise(lines):
    document = parse("\n".join(lines))
    numbers = [tuple(map(int, one.number.split("."))) for one in document.walk()]
    assert numbers == sorted(set(numbers))
    assert all(one.line >= 1 for one in document.faults)


@given(LINES, st.integers(10, 400))
def test_pages_hold_every_block_once_in_its_order(lines, most):
    document = parse("\n".join(lines))
    pages = parts_of(document, most=most)
    shown = [block for page in pages for part in page for block in part.blocks]
    assert shown == [block for section in document.walk() for block in section.blocks]
    assert [part.section.number for page in pages for part in page if not part.goes_on] == [
        section.number for section in document.walk()
    ]
    assert all(pages)


@given(st.text(alphabet="ab [12.]", max_size=40))
def test_a_line_cut_at_its_references_loses_only_brackets(words):
    found = pieces(words)
    assert "".join(f"[{one.words}]" if one.to else one.words for one in found) == words
