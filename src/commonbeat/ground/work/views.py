"""What runs by itself: the list, one job, and the button that tries again what failed."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.roles import Permission
from commonbeat.ground.work import access, actions, queries
from commonbeat.ground.work.models import Job
from commonbeat.ground.work.rules import INSTALLATION, JobState
from commonbeat.kit import words
from commonbeat.kit.pages import ActionPage, DetailPage, ListPage
from commonbeat.kit.spaces import MAIN, SEALED, SPACES
from commonbeat.kit.tables import Cell, Column, Filter, Table

SHAPES = {
    JobState.WAITING: "open",
    JobState.RUNNING: "moved",
    JobState.DONE: "fine",
    JobState.DEAD: "broken",
}
"""The shape that stands beside each state's word."""


def _space(request: HttpRequest) -> str:
    """Which data space's jobs are asked for: `?space=sealed`, else the main one."""
    return SEALED if request.GET.get("space") == SEALED else MAIN


def _address(job: Job, name: str = "job_detail") -> str:
    """Where this job is shown, in whichever space it lies."""
    return reverse(name, args=[job.pk]) + (f"?space={SEALED}" if job._state.db == SEALED else "")


def _name(job: Job) -> Cell:
    whose = gettext("for the installation") if job.agency_id == INSTALLATION else ""
    return Cell(queries.words(job.name), href=_address(job), small=whose)


def _state(job: Job) -> Cell:
    tries = ngettext("%(count)s try so far", "%(count)s tries so far", job.attempts) % {"count": job.attempts}
    return Cell(job.get_state_display(), state=SHAPES[JobState(job.state)], small=tries if job.error else "")


def _when(job: Job) -> Cell:
    if job.finished:
        return Cell(words.moment(job.finished))
    if job.state == JobState.RUNNING and job.started:
        return Cell(gettext("since %(time)s") % {"time": words.moment(job.started)})
    return Cell(gettext("not before %(time)s") % {"time": words.moment(job.ready_at)})


def _told(job: Job) -> Cell:
    if job.state == JobState.DEAD or job.error:
        return Cell(what_went_wrong(job))
    return Cell(how_far(job) if job.state == JobState.RUNNING else "")


def what_went_wrong(job: Job) -> str:
    """Why a job failed, in words; for a fault of the program, its kind and place."""
    if job.lost:
        return gettext("Every worker that took it stopped in the middle.")
    return next((failure.words for failure in queries.failures(job)), "") if job.error else ""


def how_far(job: Job) -> str:
    """How far a running job is: "Reading rows: 1,200 of 51,920"."""
    count = words.of(job.progress_done, job.progress_total) if job.progress_total else ""
    return ": ".join(part for part in (gettext(job.progress_words) if job.progress_words else "", count) if part)


def pairs(found: Any) -> str:
    """What a job was given or gave back, on one line: "rows: 51920, file: stops.csv"."""
    if isinstance(found, dict):
        return ", ".join(f"{name}: {value}" for name, value in found.items())
    return "" if found is None else str(found)


COLUMNS = (
    Column("name", _("What"), sortable=True, value=_name),
    Column("state", _("State"), sortable=True, value=_state),
    Column("due", _("When"), sortable=True, value=_when),
    Column("error", _("What is told"), value=_told),
)


class JobList(ListPage):
    """What ran, what waits, what failed."""

    permission = Permission.SEE_JOBS
    title = _("What runs by itself")
    template_name = "work/list.html"

    def context(self) -> dict[str, Any]:
        space = _space(self.request)
        jobs = access.visible(self.request.user, self.agency, using=space)
        table = Table(
            queryset=queries.failed_first(jobs),
            columns=COLUMNS,
            params=self.request.GET,
            caption=_("Jobs: what failed, what runs, then the latest"),
            filters=[
                Filter("state", _("State"), [("", _("All")), *JobState.choices]),
                Filter("space", _("Where"), [("", _("The agency's jobs")), (SEALED, _("Jobs on what lies sealed"))]),
            ],
        )
        return {"table": table, "counts": queries.counts(jobs), "sealed": space == SEALED}


class JobDetail(DetailPage):
    """One job: what it is for, how far it is, what each attempt met."""

    permission = Permission.SEE_JOBS
    template_name = "work/detail.html"

    def find(self) -> Job | None:
        return access.one(self.request.user, self.agency, self.kwargs["number"], using=_space(self.request))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().get(request, *args, **kwargs)
        if "HX-Request" in request.headers and self.object.state != JobState.RUNNING:
            # The progress bar asked again and the job has ended: show the whole page anew.
            response.headers["HX-Refresh"] = "true"
        return response

    def heading(self) -> str:
        return str(queries.words(self.object.name))

    def breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"label": JobList.title, "url": reverse("job_list")}, {"label": self.heading()}]

    def context(self) -> dict[str, Any]:
        job: Job = self.object
        return {
            "job": job,
            "here": _address(job),
            "retry": _address(job, "job_retry"),
            "shape": SHAPES[JobState(job.state)],
            "wrong": what_went_wrong(job),
            "far": how_far(job),
            "took": words.duration(job.finished - job.started) if job.finished and job.started else "",
            "failures": queries.failures(job),
            "given": pairs(job.payload),
            "came": pairs(job.result),
            "silent": job.state == JobState.RUNNING and job.ready_at < timezone.now() - timedelta(seconds=5),
        }


class JobRetry(ActionPage):
    """Try again what failed."""

    permission = Permission.SEE_JOBS
    done_message = _("It will run again in a moment.")

    def act(self) -> str:
        space = _space(self.request)
        job = access.one(self.request.user, self.agency, self.kwargs["number"], using=space)
        if job is None:
            raise Http404
        actions.retry(actor=self.request.user, job=job, agency=self.agency, using=space)
        return self.back()

    def back(self) -> str:
        space = f"?space={SEALED}" if _space(self.request) == SEALED else ""
        return reverse("job_detail", args=[self.kwargs["number"]]) + space


def failed_panel(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """For the desk: that something failed; nothing where nothing did."""
    found = {
        space: queries.counts(access.visible(request.user, request.agency, using=space))[JobState.DEAD]  # type: ignore[arg-type,attr-defined]
        for space in SPACES
    }
    failed = [{"count": count, "sealed": space == SEALED} for space, count in found.items() if count]
    return {"failed": failed} if failed else None
