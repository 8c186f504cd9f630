"""Addresses of those who read and sign policies, and of those who see how far reading is."""

from django.urls import URLPattern, path

from commonbeat.act.policies.views import attesting, reading, rounds

urlpatterns: list[URLPattern] = [
    path("staff/attesting/", attesting.Mine.as_view(), name="attest_list"),
    path("staff/attesting/<int:pk>/", attesting.Read.as_view(), name="attest_read"),
    path("staff/attesting/<int:pk>/open/", attesting.Open.as_view(), name="attest_open"),
    path("staff/attesting/<int:pk>/questions/", attesting.Quiz.as_view(), name="attest_quiz"),
    path("staff/attesting/<int:pk>/sign/", attesting.Sign.as_view(), name="attest_sign"),
    path("staff/attesting/<int:pk>/receipt/", attesting.Receipt.as_view(), name="attest_receipt"),
    path("staff/reading/", reading.Overview.as_view(), name="reading"),
    path("staff/reading/people/<int:pk>/away/", reading.LeaveOf.as_view(), name="reading_leave"),
    path("staff/reading/versions/", rounds.Versions.as_view(), name="round_list"),
    path("staff/reading/versions/<int:pk>/", reading.OfVersion.as_view(), name="reading_version"),
    path("staff/reading/versions/<int:pk>/people.csv", reading.VersionFile.as_view(), name="reading_version_file"),
    path("staff/reading/versions/<int:pk>/questions/", rounds.Questions.as_view(), name="round_questions"),
    path(
        "staff/reading/versions/<int:pk>/questions/<int:position>/remove/",
        rounds.RemoveQuestion.as_view(),
        name="round_question_remove",
    ),
    path("staff/reading/versions/<int:pk>/open/", rounds.OpenRound.as_view(), name="round_open"),
]
