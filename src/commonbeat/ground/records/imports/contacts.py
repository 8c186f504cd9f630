"""How contacts are loaded: the phone number of a row is sealed, or dropped, before anything is written."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils import timezone

from commonbeat.ground.agency import queries as agencies
from commonbeat.ground.agency.imports import Sorted
from commonbeat.ground.agency.rules import SettingKey
from commonbeat.ground.people.models import Staff
from commonbeat.ground.records import rules
from commonbeat.ground.records.imports.contact_rows import BADGE
from commonbeat.ground.records.imports.loaders import RecordLoader
from commonbeat.ground.records.models import ContactEvent
from commonbeat.ground.records.rules import Answer, ContactFlag, NumberState
from commonbeat.ground.records.rules.contact_spellings import flags_in
from commonbeat.kit.sealing import Unreadable, seal, unseal
from commonbeat.kit.tabular.phones import UNREADABLE

BETWEEN_BADGES = re.compile(r"[\s,;/|&+]+")
MARKS = (ContactFlag.DOMESTIC_VIOLENCE, ContactFlag.MENTAL_HEALTH, ContactFlag.CONFIDENTIAL)
"""What the three columns of yes and no stand for, in their order."""


class ContactLoader(RecordLoader):
    """Loads contacts. A number is plain in memory alone: it is sealed, or dropped, before anything is written."""

    model = ContactEvent
    columns = (
        "source_key",
        "at",
        "local_date",
        "local_minute",
        "utc_offset",
        "reference",
        "number",
        "number_state",
        "call_type",
        "disposition",
        "police_initiated",
        "person_role",
        "minor",
        "flags",
        "language",
        "badge_text",
        "staff_id",
        "neighborhood_id",
        "neighborhood_text",
        "district_id",
        "district_text",
    )
    looked_up = frozenset({"neighborhood_id", "district_id", "staff_id"})
    private = frozenset({"number"})
    reference = columns.index("reference")
    number = columns.index("number")
    state = columns.index("number_state")

    @cached_property
    def horizon(self) -> datetime:
        """Contacts before this moment have no number any more."""
        now = timezone.now()
        days = agencies.setting(self.agency, SettingKey.CONTACT_NUMBERS, now.astimezone(self.zone).date())["days"]
        return rules.horizon(now, days)

    @cached_property
    def staff_of(self) -> Callable[[str], int | None]:
        """From a badge as written to who wears it: as it is, without zeros in front, or the first of several."""
        by_badge = dict(Staff.objects.filter(agency=self.agency).values_list("badge", "pk"))
        by_number = {badge.lstrip("0"): pk for badge, pk in by_badge.items()}
        known: dict[str, int | None] = {"": None}

        def find(text: str) -> int | None:
            if text not in known:
                first = BETWEEN_BADGES.split(text)[0]
                known[text] = by_badge.get(text) or by_badge.get(first) or by_number.get(first.lstrip("0"))
            return known[text]

        return find

    @cached_property
    def flags_of(self) -> Callable[[str], frozenset[ContactFlag]]:
        """What calls for care in words; each is looked at once."""
        known: dict[str, frozenset[ContactFlag]] = {}

        def find(words: str) -> frozenset[ContactFlag]:
            if words not in known:
                known[words] = flags_in(words)
            return known[words]

        return find

    def derive(self, values: list[Any]) -> tuple[Any, ...]:
        """The number is still plain; the reference of a row that is new is drawn when it is written."""
        key, at, call_type, disposition, initiated, role, number, minor, said, *rest = values
        *yes_or_no, language, badge, neighborhood, district = rest
        marked = {flag for flag, answer in zip(MARKS, yes_or_no, strict=True) if answer == Answer.YES}
        flags = sorted({*said, *marked, *self.flags_of(call_type), *self.flags_of(disposition)})
        state = rules.state_of(
            given=bool(number), readable=number != UNREADABLE, role=role, at=at, horizon=self.horizon
        )
        officer = self.staff_of(badge)
        if badge and officer is None:
            self.unmatched[BADGE.key][badge] += 1
        held = number if state == NumberState.HELD else ""
        return (
            *(key, at, *self.clock(at), None, held, state.value, call_type, disposition, initiated, role, minor),
            *([str(flag) for flag in flags], "" if language == "other" else language, badge, officer),
            *self.where(neighborhood, district),
        )

    def settle(self, old: Sequence[Any], new: Sequence[Any]) -> Sequence[Any]:
        """A contact keeps its reference; a number that is the same keeps its seal; one that was deleted stays so."""
        values = list(new)
        values[self.reference] = old[self.reference]
        state = rules.state_after(old[self.state], new[self.state])
        values[self.state] = state.value
        if state != NumberState.HELD:
            values[self.number] = ""
        elif old[self.number] and _opened(old[self.number]) == new[self.number]:
            values[self.number] = old[self.number]
        return values

    def stage(self, rows: Sorted) -> None:
        """Seal every number before anything is written, also to the file where changes wait."""
        rows.new = [self._sealed(values) for values in rows.new]
        rows.changed = [change._replace(values=self._sealed(change.values)) for change in rows.changed]
        super().stage(rows)

    def _sealed(self, values: Sequence[Any]) -> list[Any]:
        sealed = list(values)
        sealed[self.reference] = sealed[self.reference] or uuid4()
        if sealed[self.number].startswith("+"):
            sealed[self.number] = seal(sealed[self.number], rules.NUMBER_PURPOSE)
        return sealed


def _opened(sealed: str) -> str:
    """The number inside; "" where it was sealed under a key that is lost."""
    try:
        return unseal(sealed, rules.NUMBER_PURPOSE)
    except Unreadable:
        return ""
