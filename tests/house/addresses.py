"""What the tests of addresses need to know: the pages of libraries, and how to fill an address's arguments."""

from collections.abc import Callable

from django.urls import reverse

from commonbeat.ground.agency import actions
from commonbeat.ground.roles import System

PLAIN_FUNCTIONS = {
    "health": "a watcher asks it",
    "robots": "search engines ask it",
}

LIBRARY_PAGES: dict[str, str] = {}
"""Pages of django-allauth: each asks for its own sign-in."""


def _file(agency) -> dict[str, int]:
    """A file of records that has just come in."""
    rows = [b"id,date\nS-1,2017-03-01 10:00\n"]
    file = {"kind": "stops", "name": "stops.csv", "blocks": rows}
    return {"pk": actions.receive(actor=System("test"), agency=agency, **file).pk}


def _failed_job(agency) -> dict[str, int]:
    """A job that failed for good."""
    from commonbeat.ground.work import actions

    row = actions.enqueue("town.failed", agency=agency)
    (job,) = [job for job in actions.claim("worker", limit=1000) if job.pk == row.pk]
    actions.fail(job, "The disk is full.", again=False)
    return {"number": row.pk}


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(["job_detail", "job_retry"], _failed_job),
    **dict.fromkeys(
        [
            *("import_detail", "import_columns", "import_words", "import_confirm", "import_discard"),
            *("import_problems", "import_problems_file"),
        ],
        _file,
    ),
    "inventory_answer": lambda _agency: {"item": "stop_reason"},
}
"""Address name to a function agency -> keyword arguments; addresses without arguments need none."""


def argument_maker(name: str, arguments: tuple[str, ...]) -> Callable:
    """A function that makes the address at an agency, under that agency's slug."""

    def url_of(agency) -> str:
        kwargs = SAMPLES[name](agency) if arguments else {}
        return f"/{agency.slug}{reverse(name, kwargs=kwargs)}"

    return url_of


def needs(view) -> str | None:
    """The permission that a page asks for."""
    return view.permission
