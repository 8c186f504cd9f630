"""Addresses of the figures, of each figure's method, of each run, and of the pages where runs are published."""

from django.urls import path

from commonbeat.measure.findings import views

urlpatterns = [
    path("figures/", views.Figures.as_view(), name="figures"),
    path("figures/runs/<int:pk>/", views.RunPage.as_view(), name="run"),
    path("figures/<slug:measure>/", views.MeasurePage.as_view(), name="measure"),
    path("staff/findings/", views.Runs.as_view(), name="run_list"),
    path("staff/findings/<int:pk>/", views.Review.as_view(), name="run_review"),
    path("staff/findings/<int:pk>/check/", views.Check.as_view(), name="run_check"),
    path("staff/findings/<int:pk>/approve/", views.Approve.as_view(), name="run_approve"),
    path("staff/findings/<int:pk>/publish/", views.Publish.as_view(), name="run_publish"),
    path("staff/findings/<int:pk>/withdraw/", views.Withdraw.as_view(), name="run_withdraw"),
]
