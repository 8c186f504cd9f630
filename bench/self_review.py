"""What the one screen costs on which a self-review of 200 people and 64 questions is talked over, by the processor.

    python bench/self_review.py [--raters 200] [--rounds 15]

The whole page as the server makes it: rights, reads, charts, tables, fields, middleware (all but static files).
Counting the answers (opening 1,600 sealed boxes, grouping, destroying) is timed as well, and so is the PDF of the
signed snapshot with the memory that the process has taken at most by then. Prints Markdown; 1 if the target is missed.
"""

import argparse
import json
import os
import platform
import resource
import secrets
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from typing import Any

TARGET = 200
"""Milliseconds of the processor for the page."""
SHARES = (("officer", 0.5), ("sergeant", 0.15), ("commander", 0.05), ("clerk", 0.15), ("partner", 0.15))
"""Which part of the raters has which role."""


def prepare(raters: int) -> tuple[Any, Any]:
    """An agency whose people have answered every question, each by chance; the review and whoever leads it."""
    import random

    from commonbeat.act.standards.actions import self_review as actions
    from commonbeat.act.standards.models import SelfReviewAnswers
    from commonbeat.act.standards.queries.self_review import SEALED_FOR
    from commonbeat.act.standards.rules.self_review import RaterKind, Rating
    from commonbeat.ground.agency import actions as agencies
    from commonbeat.ground.people.models import Membership, Staff, User
    from commonbeat.ground.people.rules import Rank
    from commonbeat.ground.roles import System
    from commonbeat.kit.sealing import seal

    chance = random.Random(64)
    agency = agencies.found(actor=System("bench"), name="Bench", slug="bench", place="Bench", timezone="UTC")
    leader = User.objects.create_user(email="leader@bench.example", name="Leader")
    Membership.objects.create(agency=agency, user=leader, role="chief")
    ranks = {"officer": Rank.OFFICER, "sergeant": Rank.SERGEANT, "commander": Rank.COMMANDER, "clerk": Rank.CIVILIAN}
    for role, share in SHARES:
        for number in range(round(share * raters)):
            user = User.objects.create_user(email=f"{role}{number}@bench.example", name=f"{role} {number}")
            Membership.objects.create(agency=agency, user=user, role=role)
            if role in ranks:
                told = {"name": user.name, "badge": f"{role}-{number}", "rank": ranks[role], "sworn": role != "clerk"}
                Staff.objects.create(agency=agency, user=user, **told)
    rate_by = agency.day() + timedelta(days=9)
    told = {"agency": agency, "title": "Bench", "rate_by": rate_by, "facilitator": leader}
    review = actions.open_review(actor=leader, **told)
    actions.invite_raters(actor=leader, review=review, kinds=list(RaterKind))
    review = actions.start_rating(actor=leader, review=review)
    review.raters.filter(user=leader).delete()
    rows = []
    for rater in review.raters.all():
        for area in review.areas:
            said = {one["key"]: {"rating": chance.choice(Rating.values)} for one in review.of_area(area)}
            sealed = seal(json.dumps(said), SEALED_FOR)
            rows.append(SelfReviewAnswers(agency=agency, rater=rater, area=area, sealed=sealed))
    SelfReviewAnswers.objects.bulk_create(rows, batch_size=500)
    review.raters.update(finished=True)
    return review, leader


def count(review: Any, leader: Any) -> float:
    """Milliseconds of the processor that counting and destroying took."""
    from commonbeat.act.standards.actions import self_review as actions

    started = time.process_time()
    actions.end_rating(actor=leader, review=review)
    return (time.process_time() - started) * 1000


def measure(review: Any, leader: Any, rounds: int) -> dict[str, Any]:
    """The page, served again and again: milliseconds each time, queries, bytes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["demo_sign_in"] = True
    session.save()
    address = reverse("self_review_reconcile", args=[review.number])
    answered = client.get(address)
    if answered.status_code != 200 or answered.content.count(b"<article") != len(review.questions):
        raise SystemExit(f"The page was not served: {answered.status_code}")
    took = []
    for _round in range(rounds):
        started = time.process_time()
        client.get(address)
        took.append((time.process_time() - started) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return {"took": took, "queries": len(queries), "bytes": len(answered.content)}


def printed(review: Any, leader: Any) -> list[tuple[str, float, int, int]]:
    """Agree on every question at length, sign, close; each language with milliseconds, bytes, and megabytes at most."""
    from commonbeat.act.standards.actions import self_review as actions
    from commonbeat.act.standards.exports.self_review import pdf_of
    from commonbeat.ground.people.models import Membership, User

    second = User.objects.create_user(email="second@bench.example", name="Second name")
    Membership.objects.create(agency=review.agency, user=second, role="chief")
    agreed = dict.fromkeys(review.keys, ("written", "What those in the room said about it, at some length. " * 8))
    actions.agree(actor=leader, review=review, agreed=agreed)
    for area in review.areas:
        actions.reflect(actor=leader, review=review, area=area, words="What this area made us think of. " * 60)
    actions.plan_steps(actor=leader, review=review)
    actions.sign_review(actor=leader, review=review)
    snapshot = actions.close_review(actor=second, review=review)
    found = []
    for language in ("en", "es"):
        started = time.process_time()
        content = pdf_of(snapshot, language).content
        took = (time.process_time() - started) * 1000
        found.append((language, took, len(content), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
    return found


def main() -> int:
    """Measure and print; 1 where the middle time misses the target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raters", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "commonbeat.web.settings", "COMMONBEAT_DEMO": "1"}
    with tempfile.TemporaryDirectory(prefix="commonbeat-bench-") as home:
        os.environ |= {"COMMONBEAT_DATA": home, "COMMONBEAT_DATABASE": ""}
        os.environ |= {f"COMMONBEAT_KEY_{name}": secrets.token_urlsafe(48) for name in ("DJANGO", "FIELDS")}
        import django
        from django.conf import settings
        from django.core.management import call_command

        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
        django.setup()
        call_command("migrate", verbosity=0)
        review, leader = prepare(asked.raters)
        counting = count(review, leader)
        review.refresh_from_db()
        found = measure(review, leader, asked.rounds)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        papers = printed(review, leader)
    middle = statistics.median(found["took"])
    print(
        f"`python {' '.join(['bench/self_review.py', *sys.argv[1:]])}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, "
        f"{os.cpu_count()} x {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {review.finished} people, {len(review.questions)} questions.\n"
    )
    print("| what | middle | least | most |\n| --- | ---: | ---: | ---: |")
    print(f"| the page, ms of the processor | **{middle:.0f}** | {min(found['took']):.0f} | {max(found['took']):.0f} |")
    print(f"| queries | {found['queries']} | | |\n| bytes of HTML | {found['bytes']:,} | | |")
    print(f"| counting the answers and destroying them, ms (once) | {counting:.0f} | | |")
    for language, took, size, most in papers:
        print(f"| the PDF ({language}), ms; {size:,} bytes; {most} MB at most, {before} before | {took:.0f} | | |")
    print()
    print(f"Target: {TARGET} ms for the page. {'Met.' if middle <= TARGET else 'MISSED.'}")
    return 0 if middle <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
