"""Seven ways to tamper with the trail, by raw SQL, each found and named; and untouched chains, found whole."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from commonbeat.ground.audit import actions, queries
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.audit.rules import GENESIS, Root, Tampering, chained

COLUMNS = "at, actor_id, actor_label, verb, subject_type, subject_id, details"


@pytest.fixture
def chain(riverton, lakefield, write):
    """Ten entries of Riverton, and three of the neighbor's that must not disturb."""
    write(10)
    write(3, agency=lakefield)
    return riverton.pk


def found(agency_id):
    verification = queries.verify(agency_id)
    return verification.problem, verification.at


def test_an_untouched_chain_is_whole(chain):
    verification = queries.verify(chain)
    assert verification.ok
    assert (verification.first, verification.count, verification.root.sequence) == (1, 10, 10)


def test_an_empty_chain_is_whole(riverton):
    assert queries.verify(riverton.pk).ok


def test_a_check_takes_four_queries_however_long_the_chain(riverton, write, django_assert_num_queries):
    write(1)
    with django_assert_num_queries(4):
        queries.verify(riverton.pk)
    write(3)
    with django_assert_num_queries(4):
        queries.verify(riverton.pk)


@pytest.mark.parametrize(
    "change",
    [
        "actor_label = 'somebody else'",
        "actor_id = 77",
        "verb = 'town.other'",
        "subject_type = 'x'",
        "subject_id = 'x'",
        "details = '{\"n\": 99}'",
        "at = '2020-01-01 00:00:00+00:00'",
        "hash = 'x'",
    ],
)
def test_an_edited_entry_is_found_whichever_part_was_changed(chain, attacker, change):
    attacker(f"UPDATE audit_auditevent SET {change} WHERE agency_id = {chain} AND sequence = 4")
    assert found(chain) == (Tampering.EDITED, 4)


def rehash(sequence, agency_id, attacker, *, link=None):
    """What a skilled attacker does after a change: compute the hash anew."""
    event = AuditEvent.objects.get(agency_id=agency_id, sequence=sequence)
    previous = link if link is not None else event.previous
    new = chained(previous, event.entry)
    attacker("UPDATE audit_auditevent SET previous = %s, hash = %s WHERE id = %s", previous, new, event.pk)
    return new


def test_an_edited_entry_is_found_even_if_its_own_hash_was_made_to_fit(chain, attacker):
    attacker(f"UPDATE audit_auditevent SET verb = 'town.lie' WHERE agency_id = {chain} AND sequence = 4")
    rehash(4, chain, attacker)
    assert found(chain) == (Tampering.EDITED, 4)


def test_a_removed_entry_is_found(chain, attacker):
    attacker("DELETE FROM audit_auditevent WHERE agency_id = %s AND sequence = 4", chain)
    assert found(chain) == (Tampering.REMOVED, 4)


def shift(attacker, chain, sequences, by):
    for sequence in sequences:
        attacker(
            "UPDATE audit_auditevent SET sequence = %s WHERE agency_id = %s AND sequence = %s",
            sequence + by,
            chain,
            sequence,
        )


def test_a_removed_entry_is_found_even_if_the_numbers_were_closed_up(chain, attacker):
    attacker("DELETE FROM audit_auditevent WHERE agency_id = %s AND sequence = 4", chain)
    shift(attacker, chain, range(5, 11), -1)
    attacker("UPDATE audit_audithead SET sequence = 9 WHERE agency_id = %s", chain)
    assert found(chain) == (Tampering.REMOVED, 4)


def insert(attacker, chain, sequence, like, previous=None, hash_=None):
    """Slip in a copy of the entry `like` under another number."""
    attacker(
        f"INSERT INTO audit_auditevent (agency_id, sequence, {COLUMNS}, previous, hash) "
        f"SELECT agency_id, %s, {COLUMNS}, COALESCE(%s, previous), COALESCE(%s, hash) "
        "FROM audit_auditevent WHERE agency_id = %s AND sequence = %s",
        sequence,
        previous,
        hash_,
        chain,
        like,
    )


def test_an_inserted_entry_is_found(chain, attacker):
    shift(attacker, chain, range(10, 4, -1), 1)
    insert(attacker, chain, 5, like=4, hash_="f" * 64)
    assert found(chain) == (Tampering.INSERTED, 5)


def test_an_inserted_entry_is_found_even_if_it_links_and_hashes_right(chain, attacker):
    shift(attacker, chain, range(10, 4, -1), 1)
    insert(attacker, chain, 5, like=4, hash_="f" * 64)
    rehash(5, chain, attacker, link=AuditEvent.objects.get(agency_id=chain, sequence=4).hash)
    attacker("UPDATE audit_audithead SET sequence = 11 WHERE agency_id = %s", chain)
    assert found(chain) == (Tampering.INSERTED, 5)


def test_an_entry_put_behind_the_end_is_found(chain, attacker):
    insert(attacker, chain, 11, like=4, hash_="f" * 64)
    rehash(11, chain, attacker, link=AuditEvent.objects.get(agency_id=chain, sequence=10).hash)
    assert found(chain) == (Tampering.INSERTED, 11)


def test_reordered_entries_are_found(chain, attacker):
    for old, new in ((4, 99), (5, 4), (99, 5)):
        attacker("UPDATE audit_auditevent SET sequence = %s WHERE agency_id = %s AND sequence = %s", new, chain, old)
    assert found(chain) == (Tampering.REORDERED, 4)


@pytest.mark.parametrize("left", [0, 7])
def test_a_cut_off_end_is_found(chain, attacker, left):
    attacker("DELETE FROM audit_auditevent WHERE agency_id = %s AND sequence > %s", chain, left)
    assert found(chain) == (Tampering.TRUNCATED, left + 1)


def cut(attacker, chain):
    """Cut the end off and make the head fit."""
    attacker("DELETE FROM audit_auditevent WHERE agency_id = %s AND sequence > 7", chain)
    last = AuditEvent.objects.get(agency_id=chain, sequence=7)
    attacker("UPDATE audit_audithead SET sequence = 7, hash = %s WHERE agency_id = %s", last.hash, chain)


def test_a_cut_off_end_is_found_by_the_root_that_was_kept_even_if_the_head_was_made_to_fit(chain, attacker, console):
    actions.check(chain, actor=console)
    cut(attacker, chain)
    assert found(chain) == (Tampering.TRUNCATED, 8)


def test_a_trail_that_is_gone_with_its_head_is_found_by_the_root_that_was_kept(chain, attacker, console):
    actions.check(chain, actor=console)
    attacker("DELETE FROM audit_auditevent WHERE agency_id = %s", chain)
    attacker("DELETE FROM audit_audithead WHERE agency_id = %s", chain)
    assert chain in queries.chains()
    assert found(chain) == (Tampering.TRUNCATED, 1)


def test_a_cut_that_also_takes_the_kept_roots_is_seen_only_by_a_root_kept_elsewhere(chain, attacker, console):
    kept = queries.root(chain)
    actions.check(chain, actor=console)
    assert queries.contains(kept)
    cut(attacker, chain)
    attacker("DELETE FROM audit_auditroot")
    assert queries.verify(chain).ok
    assert not queries.contains(kept)


@pytest.fixture
def without_constraints(chain, attacker):
    """An attacker who owns the database first takes away what keeps numbers and hashes apart."""
    if connection.vendor == "postgresql":
        attacker("ALTER TABLE audit_auditevent DROP CONSTRAINT audit_sequence_once")
        attacker("ALTER TABLE audit_auditevent DROP CONSTRAINT audit_auditevent_hash_key")
    else:
        attacker("CREATE TABLE loose AS SELECT * FROM audit_auditevent")
        attacker("DROP TABLE audit_auditevent")
        attacker("ALTER TABLE loose RENAME TO audit_auditevent")


@pytest.mark.usefixtures("without_constraints")
def test_a_doubled_entry_is_found(chain, attacker):
    assert queries.verify(chain).ok
    attacker(
        f"INSERT INTO audit_auditevent (id, agency_id, sequence, {COLUMNS}, previous, hash) "
        f"SELECT 999, agency_id, sequence, {COLUMNS}, previous, hash "
        "FROM audit_auditevent WHERE agency_id = %s AND sequence = 4",
        chain,
    )
    assert found(chain) == (Tampering.DOUBLED, 4)


@pytest.mark.usefixtures("without_constraints")
def test_another_entry_under_a_number_that_is_taken_is_found(chain, attacker):
    attacker(
        f"INSERT INTO audit_auditevent (id, agency_id, sequence, {COLUMNS}, previous, hash) "
        f"SELECT 999, agency_id, 4, {COLUMNS}, previous, hash "
        "FROM audit_auditevent WHERE agency_id = %s AND sequence = 7",
        chain,
    )
    assert found(chain) == (Tampering.INSERTED, 4)


def rewrite(attacker, chain, start):
    """Change an entry and compute every later hash, and the head, anew."""
    attacker("UPDATE audit_auditevent SET verb = 'town.lie' WHERE agency_id = %s AND sequence = %s", chain, start)
    link = AuditEvent.objects.get(agency_id=chain, sequence=start).previous
    for sequence in range(start, 11):
        link = rehash(sequence, chain, attacker, link=link)
    attacker("UPDATE audit_audithead SET hash = %s WHERE agency_id = %s", link, chain)


def test_a_chain_written_anew_is_found_by_the_root_that_was_kept(chain, attacker, console):
    actions.check(chain, actor=console)
    kept = queries.root(chain)
    rewrite(attacker, chain, 4)
    assert found(chain) == (Tampering.REWRITTEN, 10)
    assert not queries.contains(kept)


def test_a_chain_written_anew_looks_whole_to_itself_so_roots_must_be_kept(chain, attacker):
    rewrite(attacker, chain, 4)
    assert queries.verify(chain).ok


def test_a_head_that_names_another_hash_is_found(chain, attacker):
    attacker("UPDATE audit_audithead SET hash = %s WHERE agency_id = %s", "e" * 64, chain)
    assert found(chain) == (Tampering.REWRITTEN, 10)


def test_a_forged_root_is_found(chain, attacker, console):
    actions.check(chain, actor=console)
    rewrite(attacker, chain, 4)
    attacker("UPDATE audit_auditroot SET hash = %s", queries.root(chain).hash)
    assert found(chain) == (Tampering.FORGED_ROOT, 10)


def test_a_root_signed_with_an_earlier_key_still_counts(chain, console, settings):
    actions.check(chain, actor=console)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key"
    assert queries.verify(chain).ok
    settings.SECRET_KEY_FALLBACKS = []
    assert found(chain) == (Tampering.FORGED_ROOT, 10)


def test_a_check_from_a_kept_root_on_reads_only_what_came_after(chain, write, console):
    actions.check(chain, actor=console)
    write(2)
    verification = queries.verify(chain, since=queries.last_kept(chain))
    assert (verification.ok, verification.first, verification.count) == (True, 11, 2)


def test_a_long_chain_is_checked_at_once_only_from_the_last_whole_check_on(chain, write, console, monkeypatch):
    actions.check(chain, actor=console)
    write(2)
    assert queries.check_now(chain).found.count == 12
    monkeypatch.setattr(queries, "AT_ONCE", 5)
    assert queries.check_now(chain).found.count == 2
    assert queries.check_now(chain, whole=True).found.count == 12


def test_a_root_is_contained_only_if_its_entry_is_still_the_same(chain):
    root = queries.root(chain)
    assert queries.contains(root)
    assert not queries.contains(Root(chain, 9, root.hash))
    assert queries.contains(Root(chain, 0, GENESIS))
    assert not queries.contains(Root(chain, 0, "f" * 64))


def test_an_alarm_lasts_until_a_whole_check_follows(chain, attacker, console):
    assert queries.alarm([chain]) is None
    attacker(f"UPDATE audit_auditevent SET verb = 'town.lie' WHERE agency_id = {chain} AND sequence = 4")
    actions.check(chain, actor=console)
    assert queries.alarm([chain]) is not None
    attacker(f"UPDATE audit_auditevent SET verb = 'town.note' WHERE agency_id = {chain} AND sequence = 4")
    assert actions.check(chain, actor=console).ok
    assert queries.alarm([chain]) is None


def test_the_trail_is_narrowed_by_who_what_which_and_day(chain, person, riverton, write):
    write(2, actor=person("chief", agency=riverton, name="Ana Ruiz"))
    events = AuditEvent.objects.of(chain)
    assert queries.narrowed(events, queries.Asked(actor="ana")).count() == 2
    assert queries.narrowed(events, queries.Asked(verb="town.note")).count() == 12
    assert queries.narrowed(events, queries.Asked(subject="note 7")).count() == 1
    today = riverton.day()
    with timezone.override(riverton.zone):
        assert queries.narrowed(events, queries.Asked(day=today)).count() == 12
        assert queries.narrowed(events, queries.Asked(day=today - timedelta(days=1))).count() == 0
    assert queries.narrowed(events, queries.Asked()).count() == 12


def test_pages_of_the_trail_neither_skip_nor_repeat(chain):
    events, seen, before = AuditEvent.objects.of(chain), [], 0
    while True:
        page = queries.page_of(events, before=before, size=4)
        seen += [event.sequence for event in page.events]
        if not page.older:
            break
        before = page.older
    assert seen == list(range(10, 0, -1))


def test_a_verb_is_told_in_words_where_its_app_has_some():
    assert str(queries.verb_words("work.retry")) == "tried again what had failed"
    assert queries.verb_words("town.note") == "town.note"
    assert "audit.export" in queries.known_verbs()
