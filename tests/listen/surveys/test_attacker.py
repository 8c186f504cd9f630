"""Somebody who has both databases, logs and backups, but no key, links answers to phones no better than a draw.

The same attacks succeed on careless versions of the program: without that, their failure would prove nothing.
"""

from dataclasses import replace
from itertools import count
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import connection, transaction

from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import System
from commonbeat.kit.spaces import SEALED, SPACES
from commonbeat.listen.surveys import actions
from commonbeat.listen.surveys.actions import answering, rewriting
from commonbeat.listen.surveys.models import Response, Waiting
from commonbeat.listen.surveys.rules import answers, batches
from listen.surveys.attacks import ATTACKS, Score, plain, score, view
from listen.surveys.spoils import dumped, from_dumps, from_files, on_disk
from listen.surveys.town import Town

pytestmark = pytest.mark.django_db


def attacked(folder, seed, **careless):
    """Run a town, carry everything off, and try every attack on it: scores by name."""
    nights, states = [], []
    town = Town(seed, **careless)
    town.night = lambda _day: nights.append(
        (town.now, {plain(pk) for pk in Response.objects.values_list("pk", flat=True)})
    )
    if connection.vendor == "sqlite":
        folder.mkdir(parents=True)
        with on_disk(folder) as paths:
            town.run()
            spoils = from_files(paths)
    else:
        town.look = lambda: states.append(dumped())
        with transaction.atomic(), transaction.atomic(using=SEALED):
            town.run()
            spoils = from_dumps(states)
            for space in SPACES:
                transaction.set_rollback(True, using=space)
    seen = view(spoils, town, nights)
    return {name: score(seen, town, attack) for name, attack in ATTACKS.items()}


def over_towns(folder, seeds, **careless):
    """The scores of every attack over several towns."""
    total = {name: Score() for name in ATTACKS}
    for seed in seeds:
        for name, found in attacked(folder / str(seed), seed, **careless).items():
            total[name].add(found)
    return total


def test_no_attack_links_answers_to_phones_better_than_a_draw(tmp_path):
    scores = over_towns(tmp_path / "4", range(1))
    for name, found in over_towns(tmp_path / "24", range(1), areas=24).items():
        scores[name].add(found)
    for name, found in scores.items():
        assert found.guesses > 40, name
        assert not found.links, (name, str(found))


def growing(model):
    """Ids that grow, as from a counter."""
    numbers = count(1)
    return patch.object(model._meta.get_field("id"), "_get_default", lambda: UUID(int=next(numbers)))


def test_it_is_found_out_when_rows_are_written_in_order_and_boxes_are_as_long_as_what_they_hold(tmp_path):
    with (
        patch.object(rewriting, "_in_any_order", list),
        growing(Waiting),
        growing(Response),
        patch.object(answers, "BOX", 0),
        patch.object(answers, "padded", lambda text: text),
        patch.object(rewriting, "padded", lambda text: text),
    ):
        scores = over_towns(tmp_path, range(3))
    for name in ("order of the rows", "order of the codes", "order of the ids", "lengths of the boxes"):
        assert scores[name].links, (name, str(scores[name]))


def at_once(town):
    """Write each answer as it comes, with an entry of its own that names it."""
    before = set(Response.objects.values_list("pk", flat=True))
    with patch.object(batches, "FEWEST", 1):
        actions.rewrite(agency=town.agency, now=town.now)
    for pk in set(Response.objects.values_list("pk", flat=True)) - before:
        with transaction.atomic(using=SEALED):
            audit.record(agency=town.agency, actor=System("x"), verb="surveys.answer", subject=str(pk), using=SEALED)


def test_it_is_found_out_when_answers_are_written_at_once_with_an_entry_each(tmp_path):
    scores = over_towns(tmp_path, range(2), after_each=at_once, areas=24)
    for name in ("backups of nights", "moments in trail, jobs and messages", "counts alone"):
        assert scores[name].links, (name, str(scores[name]))


def loosely(waiting, _today):
    """All that waits together, each with its own month and neighborhood."""
    return [
        batches.Batch(
            part=one.part, campaign=one.campaign, version=one.version, month=one.month, area=one.area, members=(one.id,)
        )
        for one in waiting
    ]


def all_kept(given, today):
    """Whatever was answered, however far somebody came."""
    kept = answers.answers_of(given, today)
    pairs = tuple(pair for pair in given.answers if pair[1])
    return kept and replace(kept, part="whole", answers=pairs)


def test_it_is_found_out_when_those_written_together_can_be_told_apart(tmp_path):
    with (
        patch.object(rewriting, "batches", loosely),
        patch.object(rewriting, "channel_of", lambda _channels, channel: channel),
        patch.object(answering, "answers_of", all_kept),
    ):
        scores = over_towns(tmp_path, range(2), fewest_to_write=batches.FEWEST)
    for name in ("month and neighborhood", "channel", "how far they came"):
        assert scores[name].links, (name, str(scores[name]))
