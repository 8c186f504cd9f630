"""How long it takes to tell what changed between two versions of a policy of 100 pages, beside Python's difflib.

A made-up text of 50,000 words in 100 sections; made-up changes, light to total. Ours: both texts read, aligned by
section and paragraph, changed paragraphs told word by word. The peer: `difflib.SequenceMatcher` over the words of both
texts, without its guess at what is junk, ended after CEILING seconds; and over paragraphs alone, which tells no word.

    python bench/policies.py

Runs on one core (it pins itself to one); seconds of the processor, median of RUNS runs (the peer once); prints Markdown.
"""

import os
import platform
import random
import signal
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from difflib import SequenceMatcher

from django.conf import settings

settings.configure(USE_I18N=False)

from commonbeat.act.policies.rules.diff import Change, compare  # noqa: E402
from commonbeat.act.policies.rules.text import parse  # noqa: E402

RUNS = 5
LIMIT = 1.0
CEILING = 20
SECTIONS, PARAGRAPHS, WORDS = 100, 5, 100
Sections = list[list[list[str]]]


def vocabulary(size: int = 2500) -> list[str]:
    """Made-up words, the first of them common."""
    draws = random.Random(7)
    return ["".join(draws.choices("aeioubcdfglmnprst", k=draws.randint(2, 9))) for _ in range(size)]


def text_of(sections: Sections) -> str:
    """In the plain-text form, numbered anew."""
    return "\n".join(
        f"# {number} Part {' '.join(section[0][:3])}\n" + "\n\n".join(" ".join(words) for words in section)
        for number, section in enumerate(sections, start=1)
    )


def base(draws: random.Random, known: list[str]) -> Sections:
    """Common words come often, as in any language (weights 1/rank)."""
    weights = [1 / (rank + 1) for rank in range(len(known))]
    return [
        [draws.choices(known, weights, k=WORDS) for _paragraph in range(PARAGRAPHS)] for _section in range(SECTIONS)
    ]


def changed(sections: Sections, draws: random.Random, known: list[str], *, every: int) -> Sections:
    """Every so many words another one, in every paragraph; titles stay."""
    return [
        [
            [
                draws.choice(known) if place > 3 and draws.random() < 1 / every else word
                for place, word in enumerate(words)
            ]
            for words in section
        ]
        for section in sections
    ]


def pairs() -> list[tuple[str, str, str]]:
    """What is compared: its name, the old and the new text."""
    draws, known = random.Random(11), vocabulary()
    old = base(draws, known)
    few = [list(section) for section in old]
    for number in range(0, SECTIONS, 10):
        few[number] = changed([few[number]], draws, known, every=12)[0]
    moved = old[60:] + old[:60]
    fresh = base(draws, known)
    one = [[[word for section in old for words in section for word in words]]]
    other = [[[word for section in fresh for words in section for word in words]]]
    touched = changed(one, draws, known, every=7)
    two = [[draws.choices(["may", "must"], k=SECTIONS * PARAGRAPHS * WORDS)]]
    opposite = [[draws.choices(["may", "must"], k=SECTIONS * PARAGRAPHS * WORDS)]]
    return [
        ("nothing changed", text_of(old), text_of(old)),
        ("ten sections of 100 changed", text_of(old), text_of(few)),
        ("sections 1 to 60 moved to the end", text_of(old), text_of(moved)),
        ("every 20th word, in every paragraph", text_of(old), text_of(changed(old, draws, known, every=20))),
        ("every 4th word, in every paragraph", text_of(old), text_of(changed(old, draws, known, every=4))),
        ("all written anew, in the same words", text_of(old), text_of(fresh)),
        ("one paragraph of 50,000 words, every 7th changed", text_of(one), text_of(touched)),
        ("one paragraph of 50,000 words, written anew", text_of(one), text_of(other)),
        ("one paragraph of two words in another order", text_of(two), text_of(opposite)),
    ]


@contextmanager
def ceiling(seconds: int):
    """TimeoutError after so many seconds."""

    def stop(*_given: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def timed(work: Callable[[], object], runs: int = RUNS) -> tuple[float, object]:
    """The median of the processor's seconds, and the last answer."""
    seconds = []
    for _run in range(runs):
        start = time.process_time()
        answer = work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), answer


def checked(old: str, new: str) -> int:
    """Ours; raises where the changes do not give back every word of both texts. How many words came or went."""
    found = compare(parse(old), parse(new))
    touched = 0
    for side, other, text in ((Change.REMOVED, Change.ADDED, old), (Change.ADDED, Change.REMOVED, new)):
        words = [
            word
            for section in found
            for line in section.lines
            for stretch in line.stretches
            if stretch.change is not other
            for word in stretch.words.split()
        ]
        kept = sorted(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
        if not set(kept) <= set(words) or len(words) < len(kept):
            raise SystemExit("words were lost")
        touched += sum(
            len(stretch.words.split())
            for section in found
            for line in section.lines
            for stretch in line.stretches
            if stretch.change is side
        )
    return touched


def peer(old: list[str], new: list[str]) -> str:
    """Seconds of difflib, or that it took too long."""
    try:
        with ceiling(CEILING):
            seconds, _found = timed(lambda: SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), 1)
    except TimeoutError:
        return f"over {CEILING}"
    return f"{seconds:.2f}"


def main() -> None:
    """Measure, check and print; ends in an error where the limit is broken."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    print(f"`{' '.join(['python', 'bench/policies.py', *sys.argv[1:]])}`")
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, Python {platform.python_version()}, one core, "
        f"median of {RUNS} runs (difflib once, up to {CEILING} s); CPU seconds; limit {LIMIT:g} s\n"
    )
    print("| change | words that came or went | ours | difflib, words | difflib, paragraphs only |")
    print("|---|---|---|---|---|")
    slowest = 0.0
    for name, old, new in pairs():
        seconds, _found = timed(lambda old=old, new=new: compare(parse(old), parse(new)))  # type: ignore[misc]
        slowest = max(slowest, seconds)
        words, lines = peer(old.split(), new.split()), peer(old.split("\n"), new.split("\n"))
        print(f"| {name} | {checked(old, new):,} | **{seconds:.3f}** | {words} | {lines} |", flush=True)
    if slowest > LIMIT:
        raise SystemExit(f"{slowest:.2f} s is over {LIMIT:g} s")


if __name__ == "__main__":
    main()
