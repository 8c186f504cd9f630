"""Where the pages of this room are at Riverton, and what they answer."""

from django.urls import reverse
from django.utils.translation import override


def at(name: str, args: list[object] | None = None) -> str:
    """The address of a page under the town's short name."""
    return f"/riverton{reverse(name, args=args or [])}"


def page(client, name, /, *args, agency="riverton", status=200, **query):
    """What a page says in English."""
    with override("en"):
        answer = client.get(f"/{agency}{reverse(name, args=args)}", query)
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


def post(client, name, /, *args, status=302, follow=False, **data):
    """What it answers to a form."""
    answer = client.post(f"/riverton{reverse(name, args=args)}", data, follow=follow)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()
