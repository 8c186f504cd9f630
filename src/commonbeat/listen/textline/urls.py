"""The addresses of the text line: where the gateway calls, and the page of those who keep the rules."""

from django.urls import path

from commonbeat.listen.textline.views import staff, webhooks

urlpatterns = [
    path("texts/twilio/inbound/", webhooks.inbound, name="text_inbound"),
    path("texts/twilio/status/", webhooks.status, name="text_status"),
    path("staff/texts/", staff.Texts.as_view(), name="texts"),
    path("staff/texts/rules/new/", staff.TextRuleNew.as_view(), name="text_rule_new"),
]
