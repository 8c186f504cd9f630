"""Addresses of this room, one file a subject."""

from commonbeat.act.policies.urls import conduct, policies, reading, training

urlpatterns = [*policies.urlpatterns, *reading.urlpatterns, *conduct.urlpatterns, *training.urlpatterns]
