"""The addresses of an agency's settings and of the files that it brings in."""

from django.urls import path

from commonbeat.ground.agency.views import files, problems, reading, settings

urlpatterns = [
    path("staff/settings/agency/", settings.AgencyChange.as_view(), name="agency_change"),
    path("staff/settings/dated/", settings.SettingList.as_view(), name="setting_list"),
    path("staff/settings/dated/<slug:key>/", settings.SettingChange.as_view(), name="setting_change"),
    path("staff/imports/", files.ImportList.as_view(), name="import_list"),
    path("staff/imports/new/", files.ImportNew.as_view(), name="import_new"),
    path("staff/imports/<int:pk>/", files.ImportDetail.as_view(), name="import_detail"),
    path("staff/imports/<int:pk>/columns/", reading.ImportColumns.as_view(), name="import_columns"),
    path("staff/imports/<int:pk>/words/", reading.ImportWords.as_view(), name="import_words"),
    path("staff/imports/<int:pk>/load/", files.ImportConfirm.as_view(), name="import_confirm"),
    path("staff/imports/<int:pk>/discard/", files.ImportDiscard.as_view(), name="import_discard"),
    path("staff/imports/<int:pk>/refused/", problems.ImportProblems.as_view(), name="import_problems"),
    path("staff/imports/<int:pk>/refused.csv", problems.ImportProblemsFile.as_view(), name="import_problems_file"),
]
