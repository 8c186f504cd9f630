"""Where the trail is."""

from django.urls import path

from commonbeat.ground.audit import views

urlpatterns = [
    path("staff/audit/", views.AuditTrail.as_view(), name="audit_trail"),
    path("staff/audit/check/", views.AuditCheck.as_view(), name="audit_check"),
    path("staff/audit/export/", views.AuditExport.as_view(), name="audit_export"),
]
