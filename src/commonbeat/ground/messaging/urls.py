"""The addresses of messaging's pages."""

from django.urls import path

from commonbeat.ground.messaging import views

urlpatterns = [
    path("staff/messaging/", views.MessagingOverview.as_view(), name="messaging_overview"),
    path("staff/messaging/mail/", views.MailGateway.as_view(), name="mail_gateway"),
    path("staff/messaging/mail/test/", views.MailTest.as_view(), name="mail_test"),
    path("staff/messaging/text/", views.TextGateway.as_view(), name="text_gateway"),
    path("staff/messaging/text/test/", views.TextTest.as_view(), name="text_test"),
]
