"""Addresses of this room, one file a subject."""

from commonbeat.act.standards.urls import accreditation, self_review

urlpatterns = [*accreditation.urlpatterns, *self_review.urlpatterns]
