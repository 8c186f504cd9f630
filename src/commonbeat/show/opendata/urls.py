"""Addresses of the catalogue, its files and the page where files are released."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from commonbeat.show.opendata import views


class Ending(StringConverter):
    """The endings that a file can be asked for."""

    regex = "csv|json"


register_converter(Ending, "ending")

urlpatterns = [
    path("data.json", views.Catalogue.as_view(), name="data_catalogue"),
    path("open-data/", views.Datasets.as_view(), name="dataset_list"),
    path("open-data/<slug:key>/", views.DatasetPage.as_view(), name="dataset"),
    path("open-data/<slug:key>/latest.<ending:ending>", views.LatestFile.as_view(), name="dataset_latest"),
    path("open-data/<slug:key>/v<int:version>.<ending:ending>", views.DatasetFile.as_view(), name="dataset_file"),
    path("staff/open-data/", views.Releases.as_view(), name="release_list"),
    path("staff/open-data/release/", views.ReleaseNew.as_view(), name="release_new"),
    path("staff/open-data/<slug:key>/withdraw/", views.Withdraw.as_view(), name="release_withdraw"),
]
