"""Where the pages of this room are at Riverton."""

from django.urls import reverse as reverse_here


def at(name: str, args: list[object] | None = None) -> str:
    """The address of a page under the town's short name."""
    return f"/riverton{reverse_here(name, args=args or [])}"
