"""Addresses of the pages where places are kept."""

from django.urls import path

from commonbeat.ground.places import views

urlpatterns = [
    path("staff/places/", views.Places.as_view(), name="place_list"),
    path("staff/places/borders/", views.LoadBorders.as_view(), name="place_borders"),
    path("staff/places/<slug:slug>/", views.PlacePage.as_view(), name="place_detail"),
    path("staff/places/<slug:slug>/change/", views.ChangePlace.as_view(), name="place_change"),
]
