"""Every write about help: asking, taking on, declining, writing, closing, taking back."""

from commonbeat.act.grants.actions.help import accept, add, answer, ask, close, decline, withdraw, write_down

__all__ = ["accept", "add", "answer", "ask", "close", "decline", "withdraw", "write_down"]
