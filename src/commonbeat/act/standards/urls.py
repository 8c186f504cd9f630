"""Addresses of this room, one list a subject."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
