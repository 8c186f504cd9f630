"""The addresses of the pages on records."""

from django.urls import path

from commonbeat.ground.records import views

urlpatterns = [
    path("staff/records/", views.RecordOverview.as_view(), name="record_overview"),
    path("staff/records/match/", views.NeighborhoodMatch.as_view(), name="neighborhood_match"),
    path("staff/records/inventory/", views.Inventory.as_view(), name="inventory"),
    path("staff/records/inventory/<slug:item>/", views.InventoryAnswer.as_view(), name="inventory_answer"),
]
