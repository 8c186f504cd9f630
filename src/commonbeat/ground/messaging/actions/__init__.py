"""Every write of messaging: gateways, the queue, the outbox, decisions and receipts, pauses, texts that come in."""

from commonbeat.ground.messaging.actions.carrying import carry, carry_some, claim, settle
from commonbeat.ground.messaging.actions.deciding import leave, send_again, settle_receipt
from commonbeat.ground.messaging.actions.forgetting import destroy_due, forget_unsent
from commonbeat.ground.messaging.actions.gateways import send_test, set_gateway
from commonbeat.ground.messaging.actions.pausing import pause, resume
from commonbeat.ground.messaging.actions.queueing import WORDS, Mail, queue_mail, queue_mails, queue_text
from commonbeat.ground.messaging.actions.receiving import receive, set_consent

__all__ = [
    "WORDS",
    "Mail",
    "carry",
    "carry_some",
    "claim",
    "destroy_due",
    "forget_unsent",
    "leave",
    "pause",
    "queue_mail",
    "queue_mails",
    "queue_text",
    "receive",
    "resume",
    "send_again",
    "send_test",
    "set_consent",
    "set_gateway",
    "settle",
    "settle_receipt",
]
