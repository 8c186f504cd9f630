"""The addresses of messaging's pages."""

from django.urls import path

from commonbeat.ground.messaging.views import gateways, outbox

urlpatterns = [
    path("staff/messaging/", gateways.MessagingOverview.as_view(), name="messaging_overview"),
    path("staff/messaging/mail/", gateways.MailGateway.as_view(), name="mail_gateway"),
    path("staff/messaging/mail/test/", gateways.MailTest.as_view(), name="mail_test"),
    path("staff/messaging/text/", gateways.TextGateway.as_view(), name="text_gateway"),
    path("staff/messaging/text/test/", gateways.TextTest.as_view(), name="text_test"),
    path("staff/messages/", outbox.Outbox.as_view(), name="outbox"),
    path("staff/messages/pause/", outbox.PauseSending.as_view(), name="pause_sending"),
    path("staff/messages/resume/", outbox.ResumeSending.as_view(), name="resume_sending"),
    path("staff/messages/<int:number>/", outbox.MessageDetail.as_view(), name="message"),
    path("staff/messages/<int:number>/again/", outbox.SendAgain.as_view(), name="message_send_again"),
    path("staff/messages/<int:number>/leave/", outbox.LeaveIt.as_view(), name="message_leave"),
]
