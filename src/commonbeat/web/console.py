"""What stands between `commonbeat` typed at a console and the command: teaching, surroundings, words for failures."""

import difflib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.management import execute_from_command_line

from commonbeat import __version__
from commonbeat.web import keys, lifeline, words
from commonbeat.web.listening import LOOPBACK


@dataclass(frozen=True)
class Command:
    """One command as the overview teaches it."""

    name: str
    does: str
    example: str


GROUPS: Mapping[str, Sequence[Command]] = {
    "Try it": (Command("demo", "a whole agency on real open data, at http://localhost:8000", "commonbeat demo"),),
    "Start an agency": (
        Command(
            "init", "ask what an agency needs, make its keys, its database and its first account", "commonbeat init"
        ),
        Command("check", "say what is not safe or not ready yet, and how to put it right", "commonbeat check"),
        Command("serve", "run the web server and the job worker, and restart what dies", "commonbeat serve"),
        Command("work", "run a job worker alone, for instance on a second machine", "commonbeat work"),
    ),
    "Bring records in": (
        Command(
            "import",
            "load a file of records by a saved mapping; the same file twice adds nothing",
            "commonbeat import stops stops-2017.csv --mapping 'stops of our CAD'",
        ),
    ),
    "Keep it safe": (
        Command("backup", "write everything but the keys into one file", "commonbeat backup friday.zip"),
        Command(
            "restore",
            "bring a backup back into an empty folder, and prove that it works",
            "commonbeat restore friday.zip --into data --keys keys",
        ),
    ),
}
"""The commands that people use, in the order in which they meet them."""

SURROUNDINGS = """Where things are (environment)
  COMMONBEAT_DATA      folder of the database and uploads     (now: {data})
  COMMONBEAT_KEYS      folder of the keys, never backed up    (now: {keys})
  COMMONBEAT_DATABASE  a postgresql:// address; without it, one SQLite file in the data folder
  COMMONBEAT_HOSTS     the host names that this site answers to, with commas
  COMMONBEAT_HTTPS     1 behind a proxy that speaks HTTPS (a real agency always)
  HOST, PORT           where `serve` and `demo` listen (127.0.0.1, 8000)"""


def overview() -> str:
    """What `commonbeat` alone says: every command with one line and an example."""
    lines = [
        f"Commonbeat {__version__}: listen, measure, act, show.",
        "",
        "Usage: commonbeat COMMAND [options]        commonbeat COMMAND --help says all about one of them",
    ]
    for group, commands in GROUPS.items():
        lines += ["", group]
        for command in commands:
            lines += [f"  {command.name:<9}{command.does}", f"           $ {command.example}"]
    data = os.environ.get("COMMONBEAT_DATA", "data")
    kept = os.environ.get("COMMONBEAT_KEYS", "keys")
    lines += ["", SURROUNDINGS.format(data=data, keys=kept), ""]
    lines += ["Developers also have every command of Django, such as `commonbeat migrate` and `commonbeat shell`."]
    return "\n".join(lines)


def unknown(name: str) -> str | None:
    """A suggestion for a command that is nearly one of ours; None where it may be one of Django's."""
    names = [command.name for commands in GROUPS.values() for command in commands]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return f"There is no command `{name}`. Did you mean `commonbeat {near[0]}`?" if near and name not in names else None


MISSING_AT_RESTORE = """The keys are not there. A backup never holds them; it can be restored only with the keys
of the installation that made it, or their escrowed copy. Say where they are: --keys FOLDER.
Nothing was restored and nothing was changed."""

BESIDE = ".restoring"
"""A restore is built in a folder of this ending and takes its name only when everything is proved."""


def option(arguments: Sequence[str], name: str) -> str | None:
    """The value of `--name VALUE` or `--name=VALUE`, read before Django is there to parse it."""
    for place, argument in enumerate(arguments):
        if argument == f"--{name}" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith(f"--{name}="):
            return argument.partition("=")[2]
    return None


def prepare(arguments: Sequence[str]) -> None:
    """Set what the settings will read, for the three commands that start where nothing is yet."""
    command = arguments[0]
    if {"--help", "-h"} & set(arguments):
        keys.lend(Path(os.environ.get("COMMONBEAT_KEYS", "keys")))
    elif command == "demo":
        os.environ.setdefault("COMMONBEAT_DATA", str(Path(".demo") / "data"))
        os.environ.setdefault("COMMONBEAT_KEYS", str(Path(".demo") / "keys"))
        os.environ["COMMONBEAT_DEMO"] = "1"
        if (option(arguments, "host") or os.environ.get("HOST", "localhost")) not in LOOPBACK:
            os.environ.setdefault("COMMONBEAT_HOSTS", "*")
        keys.create(Path(os.environ["COMMONBEAT_KEYS"]))
        Path(os.environ["COMMONBEAT_DATA"]).mkdir(parents=True, exist_ok=True, mode=0o700)
    elif command == "init":
        keys.lend(Path(os.environ.get("COMMONBEAT_KEYS", "keys")))
    elif command == "restore":
        prepare_restore(arguments)


def prepare_restore(arguments: Sequence[str]) -> None:
    """The settings are those of the place to restore into; where the keys are is asked if nobody said so."""
    if into := option(arguments, "into"):
        os.environ["COMMONBEAT_DATA"] = str(Path(into).absolute()) + BESIDE
    if database := option(arguments, "database"):
        os.environ["COMMONBEAT_DATABASE"] = database
    if kept := option(arguments, "keys"):
        os.environ["COMMONBEAT_KEYS"] = kept
    elif "COMMONBEAT_KEYS" not in os.environ and sys.stdin.isatty():
        os.environ["COMMONBEAT_KEYS"] = input("The folder with the keys of the installation that made this backup: ")


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; the exit code."""
    lifeline.hold()
    if not arguments or (arguments[0] in ("help", "-h", "--help") and len(arguments) == 1):
        print(overview())
        return 0
    if arguments[0] == "compile_words":
        words.compile_all(say=print)
        return 0
    if suggestion := unknown(arguments[0]):
        print(suggestion, file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonbeat.web.settings")
    try:
        prepare(arguments)
        execute_from_command_line(["commonbeat", *arguments])
    except keys.KeyMissing as missing:
        print(MISSING_AT_RESTORE if arguments[0] == "restore" else missing, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0
