"""The nightly check looks at every chain, and a failure is loud."""

import logging

import pytest

from commonbeat.ground.audit import jobs
from commonbeat.ground.audit.models import AuditRoot


class Told:
    """Notes how far the job says that it is."""

    def __init__(self):
        self.steps = []

    def progress(self, done, total=None, words=""):
        self.steps.append((done, total))


def test_every_chain_is_checked_and_its_root_kept(riverton, lakefield, write):
    write(2)
    write(1, agency=lakefield)
    write(1, agency=None)
    told = Told()
    roots = jobs.check(told)["roots"]
    assert set(roots) == {"0", str(riverton.pk), str(lakefield.pk)}
    assert AuditRoot.objects.count() == 3
    assert told.steps == [(0, 3), (1, 3), (2, 3)]


def test_one_altered_chain_is_told_loudly_and_the_others_are_still_checked(
    riverton, lakefield, write, attacker, caplog
):
    write(2)
    write(1, agency=lakefield)
    attacker("UPDATE audit_auditevent SET verb = 'town.lie' WHERE agency_id = %s AND sequence = 2", riverton.pk)
    with pytest.raises(jobs.TrailAltered, match=f"Trail {riverton.pk}, from entry 2 on: an entry was changed"):
        jobs.check(Told())
    assert AuditRoot.objects.get().agency_id == lakefield.pk
    assert [record.levelno for record in caplog.records] == [logging.CRITICAL]
