"""The address of the button that works the figures out."""

from django.urls import path

from commonbeat.measure.disparity import views

urlpatterns = [path("staff/findings/work-out/", views.WorkOut.as_view(), name="disparity_compute")]
