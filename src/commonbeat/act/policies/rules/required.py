"""The policies that every agency must have and show: ours, to which an agency or its state adds dated rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from commonbeat.kit.words import Words

HOUSE = _("The house's own list, until the agency or its state sets another")

DEFAULTS: dict[str, Words] = {
    "use_of_force": _("Use of force"),
    "duty_to_intervene": _("Duty to step in"),
    "complaints": _("Complaints"),
    "stops": _("Stops and searches"),
    "body_cameras": _("Body-worn cameras"),
    "bias": _("Fair treatment, without bias"),
}
"""What holds until a row of the same code says otherwise; a row with an end takes it off the list from then on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the list: a state's stands before the agency's own, so the agency can add and rename, never end one."""

    code: str
    names: Mapping[str, str]
    citation: str
    start: date
    end: date | None = None
    of_state: bool = False


@dataclass(frozen=True, slots=True)
class Needed:
    """A policy that must be there on a day, with what says so."""

    code: str
    names: Mapping[str, Words]
    citation: Words

    def name(self, language: str) -> Words:
        """Its name in the reader's language."""
        return self.names.get(language[:2]) or self.names["en"]


def needed(rules: Iterable[Rule], on: date) -> list[Needed]:
    """The list of a day: ours first, then what was added, each once; what a state asks for no agency takes off."""
    found = {code: Needed(code, {"en": name, "es": name}, HOUSE) for code, name in DEFAULTS.items()}
    ordered = sorted(rules, key=lambda rule: (rule.of_state, rule.start))
    for rule in ordered:
        if rule.start > on:
            continue
        if rule.end is not None and rule.end <= on:
            found.pop(rule.code, None)
        else:
            found[rule.code] = Needed(rule.code, dict(rule.names), rule.citation)
    return list(found.values())
