"""Settings for worker processes that tests start and kill: the real ones, with the job table and the trail alone."""

from town_settings import *  # noqa: F403

ROOT_URLCONF = "worker_urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS = [
    "commonbeat.ground.work",
    "commonbeat.ground.audit",
    "commonbeat.kit",
    "django.contrib.contenttypes",
    "django_tasks",
]
