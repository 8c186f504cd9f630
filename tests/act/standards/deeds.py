"""What the tests of this room do again and again: open a page, send a form, be refused in words."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from commonbeat.ground.audit.models import AuditEvent

BASE = "/riverton"


def address(name, *arguments):
    """The address of a page in Riverton."""
    return BASE + reverse(name, args=arguments)


def words(client, name, *arguments, query="", status=200):
    """What a page says."""
    page = client.get(address(name, *arguments) + query)
    assert page.status_code == status, name
    return page.content.decode()


def send(client, name, /, *arguments, status=302, **data):
    """Send a form; the answer."""
    page = client.post(address(name, *arguments), data)
    assert page.status_code == status, page.content.decode()[:3000]
    return page


def verbs():
    """What the trail says was done, in order."""
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def refused(part, call, **arguments):
    """Whether the action refuses, with these words somewhere."""
    with pytest.raises(ValidationError) as found:
        call(**arguments)
    assert part in " ".join(found.value.messages)
    return True
