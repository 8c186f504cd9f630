"""Every kind of row that can be loaded from a file: what each app's imports.py says of its own."""

from commonbeat.act.policies import imports as policies
from commonbeat.ground.agency.imports import ImportKind
from commonbeat.ground.library import imports as library
from commonbeat.ground.places import imports as places
from commonbeat.ground.records import imports as records

KINDS: tuple[ImportKind, ...] = (*places.KINDS, *records.KINDS, *library.KINDS, *policies.KINDS)
"""In the order in which they are offered: places first, since records are tied to them by name."""
