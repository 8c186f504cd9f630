"""Where Django finds this app."""

from django.apps import AppConfig


class LibraryPagesConfig(AppConfig):
    name = "commonbeat.show.library"
    label = "library_pages"
