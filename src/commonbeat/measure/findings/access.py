"""Who sees a run: the public what is or was published; those who publish also what waits."""

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor, Permission
from commonbeat.measure.findings.models import DatasetRelease, DatasetReleaseQuerySet, Run, RunQuerySet


def visible(actor: Actor, agency: Agency) -> RunQuerySet:
    """This agency's runs: all for those who may publish, else the public ones."""
    runs = Run.objects.filter(agency=agency)
    return runs if actor.may(Permission.PUBLISH_FIGURES, agency) else runs.public()


def run(actor: Actor, agency: Agency, pk: int) -> Run | None:
    """One of those runs; None for what is not there or not theirs to see."""
    return visible(actor, agency).filter(pk=pk).first()


def public_run(agency: Agency, pk: int) -> Run | None:
    """A run that the public sees or once saw, for a page that asks nobody who they are; None for any other."""
    return Run.objects.filter(agency=agency).public().filter(pk=pk).first()


def visible_releases(actor: Actor, agency: Agency) -> DatasetReleaseQuerySet:
    """This agency's files: all for those who may publish, else the public ones."""
    files = DatasetRelease.objects.filter(agency=agency)
    return files if actor.may(Permission.PUBLISH_FIGURES, agency) else files.public()
