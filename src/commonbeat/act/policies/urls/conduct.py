"""Addresses of deviations from policy, what followed, and reports of stepping in."""

from django.urls import URLPattern, path

from commonbeat.act.policies.views import conduct, interventions
from commonbeat.act.policies.views import conduct_steps as steps
from commonbeat.act.policies.views.conduct_steps import StepPage

urlpatterns: list[URLPattern] = [
    path("staff/conduct/", conduct.Deviations.as_view(), name="deviation_list"),
    path("staff/conduct/new/", conduct.Note.as_view(), name="deviation_new"),
    path("staff/conduct/kinds/", conduct.Kinds.as_view(), name="action_kinds"),
    path("staff/conduct/<int:pk>/", conduct.Detail.as_view(), name="deviation_detail"),
    path("staff/conduct/<int:pk>/decide/", StepPage.of(steps.DECIDE), name="deviation_decide"),
    path("staff/conduct/<int:pk>/withdraw/", StepPage.of(steps.WITHDRAW), name="deviation_withdraw"),
    path("staff/conduct/<int:pk>/action/", StepPage.of(steps.PROPOSE), name="action_propose"),
    path("staff/conduct/<int:pk>/action/take/", StepPage.of(steps.TAKE), name="action_take"),
    path("staff/conduct/<int:pk>/action/drop/", StepPage.of(steps.DROP), name="action_drop"),
    path("staff/own-conduct/", conduct.Own.as_view(), name="conduct_own"),
    path("staff/own-conduct/<int:pk>/", conduct.OwnAnswer.as_view(), name="conduct_answer"),
    path("staff/stepping-in/new/", interventions.New.as_view(), name="intervention_new"),
    path("staff/stepping-in/", interventions.Reports.as_view(), name="intervention_list"),
    path("staff/stepping-in/<uuid:reference>/", interventions.Detail.as_view(), name="intervention_detail"),
    path("staff/stepping-in/<uuid:reference>/opened/", interventions.Opened.as_view(), name="intervention_opened"),
    path("staff/stepping-in/<uuid:reference>/close/", interventions.Close.as_view(), name="intervention_close"),
    path("stepping-in/<slug:key>/", interventions.Thread.as_view(), name="intervention_thread"),
    path("stepping-in/<slug:key>/route/", interventions.OtherRoute.as_view(), name="intervention_route"),
    path("stepping-in/<slug:key>/check/", interventions.CheckIn.as_view(), name="intervention_check"),
]
