"""A program for tests: a worker of the outbox that can be killed, at a gateway that counts every call.

at_gateway.py migrate | queue <count> | (carry | naive) <lease>
"""

import os
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import django
from django.core.management import call_command
from django.db import transaction

django.setup()

from commonbeat.ground.agency import actions as agencies  # noqa: E402
from commonbeat.ground.agency.models import Agency  # noqa: E402
from commonbeat.ground.messaging import actions, carriers, gateways  # noqa: E402
from commonbeat.ground.messaging.actions import carrying  # noqa: E402
from commonbeat.ground.messaging.rules import Outcome  # noqa: E402
from commonbeat.ground.roles import System  # noqa: E402
from commonbeat.ground.work import worker  # noqa: E402
from commonbeat.ground.work.rules import Task  # noqa: E402

CONSOLE = System("test console")
TAKES = 0.002
"""Seconds that the gateway takes before it has a text, and again before it says so."""


def say(line):
    """Append one line, whole and durably, whoever else writes."""
    handle = os.open(os.environ["AT_GATEWAY_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.fsync(handle)
    os.close(handle)


def take(to, body, reference):
    """The gateway: every call is a text on somebody's phone, whatever its reference."""
    time.sleep(TAKES)
    say(f"took {reference}")
    time.sleep(TAKES)
    return Outcome(True, "Taken.", reference)


def has(reference):
    """The gateway, asked whether it has a text."""
    say(f"asked {reference}")
    return f"took {reference}\n" in Path(os.environ["AT_GATEWAY_LOG"]).read_text()


def queue(count):
    """So many texts of one agency, in one transaction."""
    agency = Agency.objects.first() or agencies.found(
        actor=CONSOLE, name="Riverton", slug="riverton", place="Riverton", timezone="UTC"
    )
    if gateways.in_force(agency, "text") is None:
        actions.set_gateway(actor=CONSOLE, agency=agency, kind="text", backend="simulator", settings={})
    with transaction.atomic():
        for number in range(count):
            actions.queue_text(
                actor=CONSOLE,
                agency=agency,
                to=f"+1612555{number:04d}",
                body="Hello.",
                purpose="test.text",
                programme="updates",
                reply=True,
            )


def carry(job, *, lease):
    """The job of the timetable, with a lease that a test can wait for."""
    actions.carry(kinds=[job.payload["kind"]], tell=job.progress, done=job.finish, lease=lease)


def be_naive():
    """What an outbox does that sends again without asking: the negative control."""
    carrying._asked = lambda row: None


def main(mode, *arguments):
    """One of the modes."""
    carriers.text_by_simulator, carriers.simulator_has = take, has
    if mode == "migrate":
        call_command("migrate", verbosity=0)
    elif mode == "queue":
        queue(int(arguments[0]))
    else:
        if mode == "naive":
            be_naive()
        lease = float(arguments[0])
        say("up 0")
        worker.run({"messaging.carry": Task(run=partial(carry, lease=timedelta(seconds=lease)), words="")}, lease=lease)


if __name__ == "__main__":
    main(*sys.argv[1:])
