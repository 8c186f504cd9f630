"""Results nobody can write into: their mappings and arrays are copies, sealed when made and when unpickled."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

import numpy as np

from commonbeat.plumb.arrays import frozen


class Sealed:
    """A base of frozen dataclasses that hold mappings or arrays."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Put a read-only copy in the place of each mapping and each array."""
        for name, value in _parts(self).items():
            if isinstance(value, Mapping):
                object.__setattr__(self, name, MappingProxyType(dict(value)))
            elif isinstance(value, np.ndarray):
                object.__setattr__(self, name, frozen(value.copy()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes as plain parts, and be sealed there too."""
        parts = {key: dict(value) if isinstance(value, Mapping) else value for key, value in _parts(self).items()}
        return _again, (type(self), parts)


def _parts(result: Any) -> dict[str, Any]:
    return {field.name: getattr(result, field.name) for field in fields(result)}


def _again(kind: type[Sealed], parts: dict[str, Any]) -> Sealed:
    """The same result in another process."""
    return kind(**parts)
