"""A backup shows one single moment, however much is written while it is made."""

import subprocess
import sys
import time
import zipfile

WRITE = """
import django; django.setup()
from django.db import transaction
from commonbeat.ground.people.models import User
number = 0
while True:
    with transaction.atomic():
        for half in "ab":
            User.objects.create(email=f"{number}{half}@x.example", name="x", password="x")
    number += 1
    if number == 3:
        print("writing", flush=True)
"""


def test_two_rows_of_one_transaction_are_both_in_it_or_neither(begun, friday):
    again, _done = begun.restored(friday)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE], env=again.surroundings, cwd=again.home, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout.readline() == "writing\n"
        counts = []
        for number in range(3):
            path = again.home / f"{number}.zip"
            assert again.console("backup", str(path)).returncode == 0
            with zipfile.ZipFile(path) as archive:
                counts.append(archive.read("tables/people_user.jsonl").count(b"@x.example"))
            time.sleep(0.1)
    finally:
        writer.kill()
        writer.communicate()
    assert counts == sorted(set(counts)), "nothing was written meanwhile, so this would prove nothing"
    assert all(count % 2 == 0 for count in counts)
