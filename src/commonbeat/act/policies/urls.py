"""Addresses of this room, one list a subject."""

from django.urls import URLPattern, path

from commonbeat.act.policies.views import attesting, conduct, interventions, reading, rounds

urlpatterns: list[URLPattern] = []
urlpatterns += [
    path("staff/attesting/", attesting.Mine.as_view(), name="attest_list"),
    path("staff/attesting/<int:pk>/", attesting.Read.as_view(), name="attest_read"),
    path("staff/attesting/<int:pk>/open/", attesting.Open.as_view(), name="attest_open"),
    path("staff/attesting/<int:pk>/questions/", attesting.Quiz.as_view(), name="attest_quiz"),
    path("staff/attesting/<int:pk>/sign/", attesting.Sign.as_view(), name="attest_sign"),
    path("staff/attesting/<int:pk>/receipt/", attesting.Receipt.as_view(), name="attest_receipt"),
    path("staff/reading/", reading.Overview.as_view(), name="reading"),
    path("staff/reading/people/", reading.Matrix.as_view(), name="reading_matrix"),
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
urlpatterns += [
    path("staff/conduct/", conduct.Deviations.as_view(), name="deviation_list"),
    path("staff/conduct/new/", conduct.Note.as_view(), name="deviation_new"),
    path("staff/conduct/kinds/", conduct.Kinds.as_view(), name="action_kinds"),
    path("staff/conduct/<int:pk>/", conduct.Detail.as_view(), name="deviation_detail"),
    path("staff/conduct/<int:pk>/decide/", conduct.Decide.as_view(), name="deviation_decide"),
    path("staff/conduct/<int:pk>/withdraw/", conduct.Withdraw.as_view(), name="deviation_withdraw"),
    path("staff/conduct/<int:pk>/action/", conduct.Propose.as_view(), name="action_propose"),
    path("staff/conduct/<int:pk>/action/take/", conduct.Take.as_view(), name="action_take"),
    path("staff/conduct/<int:pk>/action/drop/", conduct.Drop.as_view(), name="action_drop"),
    path("staff/own-conduct/", conduct.Own.as_view(), name="conduct_own"),
    path("staff/own-conduct/<int:pk>/", conduct.OwnAnswer.as_view(), name="conduct_answer"),
]
urlpatterns += [
    path("staff/stepping-in/new/", interventions.New.as_view(), name="intervention_new"),
    path("staff/stepping-in/", interventions.Reports.as_view(), name="intervention_list"),
    path("staff/stepping-in/<int:pk>/", interventions.Detail.as_view(), name="intervention_detail"),
    path("staff/stepping-in/<int:pk>/opened/", interventions.Opened.as_view(), name="intervention_opened"),
    path("staff/stepping-in/<int:pk>/close/", interventions.Close.as_view(), name="intervention_close"),
    path("stepping-in/<slug:key>/", interventions.Thread.as_view(), name="intervention_thread"),
    path("stepping-in/<slug:key>/check/", interventions.CheckIn.as_view(), name="intervention_check"),
]
