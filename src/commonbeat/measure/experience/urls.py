"""The address of the button that works the score out."""

from django.urls import path

from commonbeat.measure.experience import views

urlpatterns = [path("staff/findings/score/", views.WorkOut.as_view(), name="experience_compute")]
