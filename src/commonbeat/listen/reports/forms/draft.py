"""What was answered so far in the three steps, sealed on its way from page to page."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta
from typing import Any, Self

from commonbeat.kit.sealing import Unreadable, seal, unseal
from commonbeat.listen.reports import rules
from commonbeat.listen.reports.rules import Kind

SEALED_FOR = "reports.steps"
"""What the answers so far are sealed for on their way from step to step."""
HOLDS = timedelta(hours=24)
"""How long somebody may take from the first step to the last."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything answered so far. It travels sealed in the page; nothing of it is stored before the last step."""

    key: str = ""
    at: int = 0
    words: str = ""
    topic: str = ""
    kind: str = Kind.CONCERN.value
    where: str = ""
    neighborhood: str = ""
    danger: str = "no"
    tapped: str = ""
    longitude: float | None = None
    latitude: float | None = None
    email: str = ""
    phone: str = ""
    language: str = ""

    def sealed(self) -> str:
        """The draft as a text that only this installation reads and that nobody can change."""
        made = self if self.key else replace(self, key=rules.new_key(), at=int(time.time()))
        return seal(json.dumps(asdict(made)), SEALED_FOR)

    @classmethod
    def opened(cls, sealed: str) -> Self | None:
        """What was sealed; an empty draft for none, None for what cannot be read or is too old."""
        if not sealed:
            return cls()
        try:
            kept = cls(**json.loads(unseal(sealed, SEALED_FOR)))
        except (Unreadable, ValueError, TypeError):
            return None
        return kept if time.time() - kept.at < HOLDS.total_seconds() else None

    def taking(self, sent: Mapping[str, str], names: Sequence[str]) -> Self:
        """The draft with what stands in these fields now, right or wrong, so that nothing typed is lost."""
        known = {field.name for field in fields(self)} & set(names)
        typed: dict[str, Any] = {
            name: str(sent[name]).replace("\x00", "")[: rules.LONGEST_WORDS] for name in known if name in sent
        }
        return replace(self, **typed)
