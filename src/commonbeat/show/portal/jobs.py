"""What the public face does by itself: checking that its own links answer."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.work.rules import Context, Task, daily
from commonbeat.show.portal import actions


def check_links(job: Context) -> dict[str, int]:
    """Walk along every link of the agency's public pages."""
    row = actions.walk(agency=job.agency, tell=lambda done: job.progress(done) if done % 20 == 0 else None)
    return {"pages": row.pages, "links": row.links}


JOBS = {
    "portal.check_links": Task(
        run=check_links,
        words=_("Check that the links of the public pages answer"),
        cadence=daily(at="04:20"),
        max_attempts=2,
    ),
}
