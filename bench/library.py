"""How long a search of a library of 20,000 records takes, the whole page with every facet's count, beside plain Django.

    python bench/library.py [--records 20000] [--rounds 3] [--only sqlite|postgresql] [--alone] [--processor]

Every address goes through the WSGI handler with every middleware of the program (but for the one that serves static
files), and every answer is drawn anew. Warm: the process has served a search before. After a change: one record was
changed just before, by another process as far as this one knows. Cold: the shelf is read by the search, as in a process
that is asked before it has read it at its start. The peer draws
the same page from the same database with an ORM query for the list, one for each facet's counts, words by ICONTAINS.
PostgreSQL runs in a temporary cluster of its own. One core; searches over the limit end with an error. Beside the clock
on the wall stands the processor time of this process and, with PostgreSQL, of the server's process that answers it.
"""

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

LIMIT = 50.0
"""Milliseconds that 95 of 100 searches stay within, warm and after a change."""
LIMITED = ("warm", "after a change")
ADDRESSES = 200
RANDOM = random.Random(20_261_126)
MADE_UP = """
trust force beat crisis officer safety review report guide neighbor youth training stop search data camera
court victim witness health service union budget study town county state policy practice leader council school
park street light traffic domestic violence gun gang problem analysis response survey complaint praise
language access interpreter disability homeless shelter treatment drug prison reentry bias history truth
apology promise plan
"""
WORDS = MADE_UP.split()
PUBLISHERS = [f"Invented press {number}" for number in range(40)]


def prepare(folder: Path, database: str) -> None:
    """Point the settings at this folder or database, on one core."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    os.environ |= {
        "COMMONBEAT_DATA": str(folder / "data"),
        "COMMONBEAT_KEYS": str(folder / "keys"),
        "COMMONBEAT_KEY_DJANGO": "bench" * 12,
        "COMMONBEAT_KEY_FIELDS": "bench" * 12,
        "DJANGO_SETTINGS_MODULE": "commonbeat.web.settings",
    }
    os.environ.pop("COMMONBEAT_DATABASE", None)
    if database:
        os.environ["COMMONBEAT_DATABASE"] = database
    (folder / "data").mkdir(parents=True, exist_ok=True)
    import django
    from django.conf import settings

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    django.setup()


def load(records: int) -> Any:
    """An agency with so many made-up records, written as an import writes them."""
    from django.core.management import call_command
    from django.db import transaction

    from commonbeat.ground.agency import actions as agencies
    from commonbeat.ground.library import actions, tables
    from commonbeat.ground.library.models import EvidenceRating, LibraryResource, TopicTag
    from commonbeat.ground.library.rules import Audience, Grade, Provenance, ResourceKind, ResourceType
    from commonbeat.ground.roles import System

    call_command("migrate", verbosity=0)
    console = System("bench")
    agency = agencies.found(actor=console, name="Bench", slug="bench", place="Bench", timezone="UTC")
    actions.ship(actor=console, agency=agency)
    topics = list(TopicTag.objects.filter(agency=agency))
    with transaction.atomic():
        rows = LibraryResource.objects.bulk_create(
            LibraryResource(
                agency=agency,
                slug=f"made-up-{number}",
                title=" ".join(RANDOM.choices(WORDS, k=7)).capitalize(),
                year=RANDOM.randint(1985, 2026),
                types=sorted(RANDOM.sample(ResourceType.values, RANDOM.choice((1, 1, 2, 3)))),
                audiences=sorted(RANDOM.sample(Audience.values, RANDOM.choice((1, 2, 3)))),
                kind=RANDOM.choice(ResourceKind.values),
                provenance=RANDOM.choice(Provenance.values),
                publisher=RANDOM.choice(PUBLISHERS),
                language=RANDOM.choice(("en", "en", "en", "es")),
                note_en=" ".join(RANDOM.choices(WORDS, k=25)),
            )
            for number in range(records)
        )
        through = LibraryResource.topics.through
        through._default_manager.bulk_create(
            through(libraryresource=row, topictag=topic)
            for row in rows
            for topic in RANDOM.sample(topics, RANDOM.choice((1, 2, 3)))
        )
        EvidenceRating.objects.bulk_create(
            EvidenceRating(
                agency=agency, resource=row, grade=RANDOM.choice(Grade.values), basis="made up", rated_on=agency.day()
            )
            for row in rows
        )
        tables.derive(agency, [row.pk for row in rows])
    if os.environ.get("COMMONBEAT_DATABASE"):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return agency


def addresses() -> list[str]:
    """Searches as people make them: nothing, words, one facet, several, both, deep pages; in the canonical spelling."""
    from django.http import QueryDict

    from commonbeat.ground.library.rules import Audience, Grade, Provenance, ResourceKind, ResourceType, asked

    values: dict[str, Sequence[str]] = {
        "type": ResourceType.values,
        "year": [str(year) for year in range(1985, 2027)],
        "topic": ("community-trust", "use-of-force", "mental-health", "technology"),
        "audience": Audience.values,
        "kind": ResourceKind.values,
        "provenance": Provenance.values,
        "evidence": Grade.values,
        "language": ("en", "es"),
    }
    found = ["", "q=zzzz&type=video"]
    while len(found) < ADDRESSES:
        given = QueryDict(mutable=True)
        if RANDOM.random() < 0.6:
            given["q"] = " ".join(RANDOM.sample(WORDS, RANDOM.choice((1, 1, 2, 3))))
        for facet in RANDOM.sample([*values], RANDOM.choice((0, 1, 2, 3))):
            given.setlist(facet, RANDOM.sample([*values[facet]], RANDOM.choice((1, 1, 2))))
        found.append(asked(given).query())
    return found


class Spent(NamedTuple):
    """Milliseconds of one search: by the clock on the wall, and of processor time, the database's server's with it."""

    wall: float
    processor: float


def served() -> tuple[int, float]:
    """The database's process that answers us, and the milliseconds of processor time that it has spent; else zeros."""
    from django.db import connection

    if connection.vendor != "postgresql" or connection.connection is None:
        return 0, 0.0
    number = connection.connection.info.backend_pid
    return number, int(Path(f"/proc/{number}/schedstat").read_text().split()[0]) / 1e6


def asker() -> Callable[[str], Spent]:
    """A function that asks for one search as a server would, and returns what it took."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    handler = WSGIHandler()
    answers: list[str] = []

    def ask(query: str) -> Spent:
        environ = RequestFactory(SERVER_NAME="localhost")._base_environ(PATH_INFO="/library/", QUERY_STRING=query)
        answers.clear()
        before = served()
        started, processor = time.perf_counter(), time.process_time()
        response = handler(environ, lambda status, _headers: answers.append(status))
        size = sum(len(part) for part in response)
        response.close()
        wall, own, after = time.perf_counter() - started, time.process_time() - processor, served()
        theirs = after[1] - before[1] if after[0] == before[0] else after[1]
        took = Spent(wall * 1000, own * 1000 + theirs)
        if answers != ["200 OK"] or not 0 < size < 30_000:
            raise SystemExit(f"/library/?{query} answered {answers} with {size} bytes")
        return took

    return ask


def peer(agency: Any) -> Callable[..., Any]:
    """The search as plain Django would do it, over rows of their own for types and audiences."""
    from django.db import connection, models

    from commonbeat.ground.library.models import CatalogEntry
    from commonbeat.ground.library.rules import FACETS, TEXT, Found

    def table(name: str) -> Any:
        inner = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "library"})}
        key = models.ForeignKey(CatalogEntry, models.CASCADE, related_name=name)
        return type(
            name, (models.Model,), {**inner, "entry": key, "code": models.CharField(max_length=60, db_index=True)}
        )

    many = {"type": "types", "topic": "topics", "audience": "audiences"}
    with connection.schema_editor() as editor:
        for facet, column in many.items():
            made = table(f"peer_{facet}")
            editor.create_model(made)
            made.objects.bulk_create(
                made(entry_id=pk, code=code)
                for pk, codes in CatalogEntry.objects.values_list("pk", column)
                for code in codes.split(",")
            )
    paths = {facet: f"peer_{facet}__code" for facet in many} | {"evidence": "grade"}

    def narrowed(asked: Any, but: str = "") -> Any:
        rows = CatalogEntry.objects.filter(agency=agency)
        for facet, chosen in asked.values.items():
            if facet != but:
                rows = rows.filter(**{f"{paths.get(facet, facet)}__in": chosen})
        for word in asked.terms if but != TEXT else ():
            rows = rows.filter(words__icontains=word)
        return rows

    def look(_agency: Any, asked: Any, *, most: int = 10) -> tuple[Any, int]:
        rows = narrowed(asked)
        start = (asked.page - 1) * most
        keys = rows.order_by("-year", "-pk").values_list("pk", flat=True).distinct()[start : start + most]
        counts = {
            facet: {
                str(value): count
                for value, count in narrowed(asked, facet)
                .values_list(paths.get(facet, facet))
                .annotate(count=models.Count("pk", distinct=True))
                .order_by()
            }
            for facet in FACETS
        }
        count = rows.values("pk").distinct().count()
        without = {name: 0 if count else narrowed(asked, name).values("pk").distinct().count() for name in asked.values}
        if asked.text:
            without[TEXT] = 0 if count else narrowed(asked, TEXT).values("pk").distinct().count()
        return Found(count, tuple(keys), counts, without), CatalogEntry.objects.filter(agency=agency).count()

    return look


def same(agency: Any, ours: Callable[..., Any], theirs: Callable[..., Any], queries: Sequence[str]) -> int:
    """How many searches without words give the same count, page and facet counts by both ways."""
    from django.http import QueryDict

    from commonbeat.ground.library.rules import asked

    tried = [asked(QueryDict(query)) for query in queries if "q=" not in query][:30]
    for one in tried:
        (mine, _total), (other, _all) = ours(agency, one), theirs(agency, one)
        shown = {facet: {v: n for v, n in values.items() if n} for facet, values in mine.counts.items()}
        if (mine.count, mine.keys, shown) != (other.count, other.keys, dict(other.counts)):
            raise SystemExit(f"{one.query()}: the two ways differ")
    return len(tried)


def touched(agency: Any) -> Callable[[], None]:
    """A function that changes one record, as somebody at a desk would."""
    from django.db import transaction

    from commonbeat.ground.library import tables
    from commonbeat.ground.library.models import LibraryResource

    pks = list(LibraryResource.objects.filter(agency=agency).values_list("pk", flat=True)[:500])

    def touch() -> None:
        with transaction.atomic():
            tables.derive(agency, [RANDOM.choice(pks)])

    return touch


def timed(ask: Callable[[str], Spent], queries: Sequence[str], before: Callable[[], object]) -> Iterator[Spent]:
    """Milliseconds of each search, with something done before each."""
    for query in queries:
        before()
        yield ask(query)


def measure(options: argparse.Namespace) -> None:
    """One database: load, then ours and the peer's in turns; a table in Markdown."""
    from django.db import connection

    from commonbeat.ground.library.queries import search

    agency = load(options.records)
    queries, ask, ours = addresses(), asker(), search.look
    theirs = None if options.alone else peer(agency)
    alike = same(agency, ours, theirs, queries) if theirs else 0
    touch = touched(agency)
    found: dict[str, list[Spent]] = {name: [] for name in (*LIMITED, "cold", "plain Django")}
    for query in queries[:20]:
        ask(query)
    for _ in range(options.rounds):
        found["warm"] += timed(ask, queries, lambda: None)
        found["after a change"] += timed(ask, queries[: ADDRESSES // 2], touch)
        found["cold"] += timed(ask, queries[:20], search.forget)
        if theirs:
            search.look = theirs
            found["plain Django"] += timed(ask, queries[: ADDRESSES // 4], lambda: None)
            search.look = ours
    compared = f"; {alike} searches compared, same counts both ways" if theirs else ""
    print(f"\n### {connection.vendor}, {options.records:,} records{compared}\n")
    report({name: times for name, times in found.items() if times}, by_processor=options.processor)


def report(found: dict[str, list[Spent]], *, by_processor: bool) -> None:
    """The table, and whether the limit is kept."""
    print("| whole page, milliseconds | searches | p50 | p95 | p99 | highest | processor p50 | processor p95 |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    over = []
    for name, times in found.items():
        wall = statistics.quantiles([one.wall for one in times], n=100, method="inclusive")
        busy = statistics.quantiles([one.processor for one in times], n=100, method="inclusive")
        shown = (wall[49], wall[94], wall[98], max(one.wall for one in times), busy[49], busy[94])
        print(f"| {name} | {len(times):,} | {' | '.join(f'{value:.1f}' for value in shown)} |")
        p95 = (busy if by_processor else wall)[94]
        if name in LIMITED and p95 > LIMIT:
            over.append(f"95 of 100 searches ({name}) take up to {p95:.1f} ms: more than {LIMIT:.0f}.")
    if over:
        raise SystemExit("\n".join(over))


def main() -> None:
    """Both databases, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--alone", action="store_true", help="without plain Django beside it")
    parser.add_argument(
        "--processor", action="store_true", help="hold the limit to processor time: other work runs too"
    )
    parser.add_argument("--database", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.database is not None:
        with tempfile.TemporaryDirectory(prefix="commonbeat-bench-") as folder:
            prepare(Path(folder), options.database)
            measure(options)
        return
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.platform()}, Python {platform.python_version()}")
    command = " ".join(["python bench/library.py", *sys.argv[1:]])
    print(f"One core of {os.cpu_count()}, load {os.getloadavg()[0]:.1f}. Command: {command}")
    again = [sys.executable, __file__, *sys.argv[1:], "--database"]
    if options.only != "postgresql":
        sys.stdout.flush()
        subprocess.run([*again, ""], check=True)
    if options.only != "sqlite":
        sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
        from throwaway_postgres import Cluster

        with Cluster() as cluster:
            sys.stdout.flush()
            subprocess.run([*again, cluster.url], check=True)


if __name__ == "__main__":
    main()
