"""Settings for the outbox's worker processes that tests start and kill: the real ones, with only what a text needs."""

from town_settings import *  # noqa: F403

ROOT_URLCONF = "worker_urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS = [
    "commonbeat.ground.messaging",
    "commonbeat.ground.agency",
    "commonbeat.ground.work",
    "commonbeat.ground.audit",
    "commonbeat.kit",
    "django.contrib.contenttypes",
    "django_tasks",
]
