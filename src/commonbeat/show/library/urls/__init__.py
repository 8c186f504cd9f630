"""Addresses of this room, one file a subject."""

from commonbeat.show.library.urls import catalog, peers

urlpatterns = [*catalog.urlpatterns, *peers.urlpatterns]
