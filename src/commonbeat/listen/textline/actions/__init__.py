"""Every write of the text line: who is texted after a contact, where a text that comes in is led, the rules."""

from commonbeat.listen.textline.actions.asking import ask
from commonbeat.listen.textline.actions.deciding import decide, look_at
from commonbeat.listen.textline.actions.keeping import forget, set_rule
from commonbeat.listen.textline.actions.receiving import receive

__all__ = ["ask", "decide", "forget", "look_at", "receive", "set_rule"]
