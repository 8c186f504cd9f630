"""What may be published: tables that passed the audit; there is no other way to have them as a Releasable."""

from collections.abc import Collection, Sequence
from dataclasses import InitVar, dataclass
from typing import Any

from commonbeat.plumb.disclosure.auditing import audit
from commonbeat.plumb.disclosure.inferred import NAMED, Audit, LeakKind, OneGroup
from commonbeat.plumb.disclosure.published import Axis, Key, Release, Table
from commonbeat.plumb.disclosure.thresholds import STANDARD
from commonbeat.plumb.disclosure.told import all_of
from commonbeat.plumb.errors import DataError

_SEAL = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Releasable:
    """A release that passed the audit, with it. Only `releasable` can make one; it raises DataError for any other."""

    release: Release
    audit: Audit
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        """Refuse what did not come from `releasable`."""
        if seal is not _SEAL:
            raise DataError("release", "nobody audited it", "Ask releasable() for it")

    def __reduce__(self) -> Any:
        """Travel between processes, seal and all."""
        return _sealed, (self.release, self.audit)

    @property
    def groups(self) -> tuple[OneGroup, ...]:
        """Warnings: lines where all people are in one category. To publish them all the same is a choice."""
        return self.audit.groups

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables to publish."""
        return self.release.tables

    def sentence(self, language: str = "en") -> str:
        """One honest sentence: that the tables passed."""
        return self.audit.sentence(language)

    def limits(self, language: str = "en") -> str:
        """What the audit cannot show."""
        return self.audit.limits(language)


def releasable(
    release: Release,
    *,
    axes: Sequence[Axis] = (),
    earlier: Sequence[Release] = (),
    minimum: int = STANDARD.count,
    width: int = 1,
    zeros_hidden: bool = False,
    unguarded: Collection[Key] = (),
) -> Releasable:
    """The release as it may be published beside all `earlier` ones; the arguments are those of `audit`.

    Raises DataError where the audit finds a leak: it names the cells, what an outsider can say of them, and the remedy.
    """
    if not isinstance(release, Release):
        raise DataError("release", f"it is a {type(release).__name__}", "Give a Release, which has a name and a day")
    earlier = all_of("earlier", earlier, Release)
    if late := [one for one in earlier if one.day > release.day]:
        raise DataError("earlier", f"{late[0].name!r} is later than {release.name!r}", "Give earlier releases alone")
    found = audit(
        release,
        axes=axes,
        earlier=earlier,
        minimum=minimum,
        width=width,
        zeros_hidden=zeros_hidden,
        unguarded=unguarded,
        ranges=False,
    )
    if not found.safe:
        raise DataError("release", f"{release.name!r} gives away {_named(found)}", _remedy(found))
    return _sealed(release, found)


def _sealed(release: Release, audit: Audit) -> Releasable:
    return Releasable(release=release, audit=audit, seal=_SEAL)


def _named(found: Audit) -> str:
    """The cells that leak, the first few by name."""
    more = f"; and {len(found.leaks) - NAMED} more" if len(found.leaks) > NAMED else ""
    return "; ".join(leak.said() for leak in found.leaks[:NAMED]) + more


def _remedy(found: Audit) -> str:
    """What helps against these leaks."""
    kinds = {leak.kind for leak in found.leaks}
    if kinds == {LeakKind.DERIVED}:
        return "Merge categories, wait until more have come in, or hide more cells with protect_linked()"
    return "Hide more cells with protect_linked(), or merge categories first"
