"""A program for tests: a worker that can be killed, with jobs that write what they do into a file.

at_work.py migrate | order <name> <count> [<json>] | (run | naive | broken | timetable) <lease>
"""

import json
import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import django
from django.core.management import call_command
from django.db import transaction

django.setup()

from commonbeat.ground.work import actions, worker  # noqa: E402
from commonbeat.ground.work.models import Job  # noqa: E402
from commonbeat.ground.work.rules import Task, every  # noqa: E402


def say(word, context=None):
    """Append one line, whole, whoever else writes."""
    number = context.job.pk if context else 0
    handle = os.open(os.environ["AT_WORK_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{word} {number} {os.getpid()} {time.time():.3f}\n".encode())
    os.close(handle)


def note(context):
    """Say so, and be done in a few milliseconds."""
    say("ran", context)
    time.sleep(0.005)


def seconds(context):
    """How long the first attempt takes; later ones are quick."""
    return context.payload["seconds"] if context.job.attempts == 1 else 0.1


def slow(context):
    """Take a while, telling how far it is."""
    say("started", context)
    steps = int(seconds(context) * 20)
    for step in range(steps):
        time.sleep(0.05)
        context.progress(step, steps, "Walking")
    say("ended", context)
    return os.getpid()


def deaf(context):
    """Take a while without a word, so that only the settling can find out that the lease was lost."""
    say("started", context)
    time.sleep(seconds(context))
    say("ended", context)
    return os.getpid()


def effect(context, *, together, die):
    """Have an effect in the database, and die once: before or after it is committed."""
    first = context.job.attempts == 1
    with transaction.atomic():
        actions.enqueue("effect", payload={"of": context.job.pk}, due=None)
        if together:
            context.finish()
        if first and die == "before":
            os.kill(os.getpid(), signal.SIGKILL)
    if first and die == "after":
        os.kill(os.getpid(), signal.SIGKILL)


def naive(stop):
    """What a worker without claims does: look, work, mark. The negative control of the race, begun by three at once."""
    say("up")
    while Path(os.environ["AT_WORK_LOG"]).read_text().count("up ") < 3:
        time.sleep(0.01)
    while not stop.is_set():
        job = Job.objects.filter(state="waiting").order_by("pk").first()
        if job is None:
            break
        note(type("Context", (), {"job": job}))
        Job.objects.filter(pk=job.pk).update(state="done")


def main(mode, *arguments):
    """One of the modes."""
    tasks = {
        name: Task(run=run, words=name)
        for name, run in {
            "note": note,
            "slow": slow,
            "deaf": deaf,
            "effect": str,
            "together-before": partial(effect, together=True, die="before"),
            "together-after": partial(effect, together=True, die="after"),
            "apart-after": partial(effect, together=False, die="after"),
        }.items()
    }
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    if mode == "migrate":
        call_command("migrate", verbosity=0)
    elif mode == "order":
        for _ in range(int(arguments[1])):
            actions.enqueue(arguments[0], payload=json.loads(arguments[2]) if len(arguments) > 2 else {})
    elif mode == "naive":
        naive(stop)
    elif mode == "broken":
        worker.run(tasks, stop=stop, agencies=lambda: {}["no such agency"])
    elif mode == "timetable":
        worker.run({"note": Task(run=note, words="note", cadence=every(seconds=1))}, stop=stop)
    else:
        say("up")
        worker.run(tasks, lease=float(arguments[0]), stop=stop, grace=2.0)


if __name__ == "__main__":
    main(*sys.argv[1:])
