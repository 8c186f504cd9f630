"""`commonbeat init`: ask what an agency needs, then make its keys, its database, its gateways and its first account."""

import argparse
import getpass
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from commonbeat.ground.agency.rules import Language
from commonbeat.ground.messaging.rules import LOOPBACK, Kind
from commonbeat.web.founding import answering, start
from commonbeat.web.founding.questions import Unfit, mail_address, web_address


class Command(BaseCommand):
    """Start a real agency."""

    help = (
        "Starts an agency on an empty data folder: asks one question at a time, or takes a file of answers (--from). "
        "Refuses where an agency is already. Interrupted, it can simply be run again. "
        "Example: commonbeat init --from riverton.toml. "
        "The file and all questions: docs/administrators/init.md. Example: commonbeat init"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--from", dest="file", type=Path, metavar="FILE.toml", help="take the answers from a file")
        parser.add_argument("--language", choices=Language.values, default="en", help="the language of the questions")
        parser.add_argument(
            "--let-in",
            metavar="MAIL",
            help="on an installation that runs: a new link for this administrator, or their lost second factor removed",
        )
        parser.add_argument("--address", default="http://localhost:8000", help="with --let-in: where the site answers")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                if options["let_in"]:
                    self._let_in(options["let_in"], options["address"])
                else:
                    self._start(options["file"])
            except DatabaseError as problem:
                raise CommandError(_("The database does not answer: %(problem)s") % {"problem": problem}) from None
            except EOFError:
                raise CommandError(_("The answers ended before the questions did. Nothing was made.")) from None

    def _start(self, file: Path | None) -> None:
        if here := start.occupants():
            raise CommandError(
                _(
                    "There is an agency here already: %(names)s. Nothing was changed. "
                    "For another one, choose an empty data folder (COMMONBEAT_DATA)."
                )
                % {"names": ", ".join(here)}
            )
        answers = self._from_file(file) if file else self._ask()
        self.stdout.write("")
        self.stdout.write(_("Making keys and database…"))
        try:
            started = start.start(answers)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        self._tell(started, answers)

    def _from_file(self, file: Path) -> dict[str, Any]:
        answers, problems = answering.from_file(file)
        if problems:
            lines = "\n".join(f"  {problem}" for problem in problems)
            raise CommandError(_("Nothing was made. Put these right in %(file)s:") % {"file": file} + f"\n{lines}")
        return answers

    def _ask(self) -> dict[str, Any]:
        self.stdout.write(
            _(
                "A few questions. Press Enter for the answer in [brackets]. "
                "Ctrl-C stops; nothing is made before the end."
            )
        )
        return answering.ask(say=self.stdout.write, read=input, read_secret=getpass.getpass)

    def _tell(self, started: start.Started, answers: dict[str, Any]) -> None:
        say = self.stdout.write
        say(_("%(agency)s is set up.") % {"agency": started.agency.name})
        for kind in Kind:
            say(self._gateway_words(kind, started, answers))
        say("")
        say(_("What to do next"))
        say("  1. " + _("Start it:") + f"  {_start_line(answers['site.address'])}")
        if started.link:
            say("  2. " + _("%(name)s opens this link once, within 7 days:") % {"name": answers["administrator.name"]})
            say(f"     {started.link}")
        else:
            say(
                "  2. "
                + _("%(name)s signs in with the password chosen here.") % {"name": answers["administrator.name"]}
            )
        say("  3. " + _("Put nginx or Caddy with HTTPS in front: docs/administrators/proxy.md"))
        say(
            "  4. "
            + _("Copy the keys to a second safe place, apart from backups: %(folder)s") % {"folder": settings.KEYS_DIR}
        )
        say("     " + _("Without them no backup can be read. Nobody can make them again."))
        say("  5. " + _("The list of what is left stands in the browser under Settings."))

    def _gateway_words(self, kind: Kind, started: start.Started, answers: dict[str, Any]) -> str:
        if kind in started.tests:
            outcome = started.tests[kind]
            mark = _("taken") if outcome.ok else _("NOT taken")
            return f"{kind.label}: {mark}. {outcome.words}"
        if answers[f"{kind}.carrier"] == "none":
            return f"{kind.label}: " + (
                _("not set. Nobody can be invited by mail or reset a password until it is.")
                if kind == Kind.MAIL
                else _("not set.")
            )
        return f"{kind.label}: " + _("set, but not tried: no test message was asked for.")

    def _let_in(self, email: str, address: str) -> None:
        try:
            link = start.let_in(mail_address(email), web_address(address))
        except Unfit as why:
            raise CommandError(str(why)) from None
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        if link:
            self.stdout.write(_("This link opens once, within 7 days:") + f"\n{link}")
        else:
            self.stdout.write(
                _(
                    "The second factor is removed and every session ended. "
                    "The next sign-in, by password, sets up a new one."
                )
            )


def _start_line(address: str) -> str:
    """The command that serves this site from any folder, with all that it must be told."""
    parts = urlsplit(address)
    told = {"COMMONBEAT_DATA": str(settings.DATA_DIR), "COMMONBEAT_KEYS": str(settings.KEYS_DIR)}
    if parts.hostname not in LOOPBACK:
        told["COMMONBEAT_HOSTS"] = str(parts.hostname)
    if parts.scheme == "https":
        told["COMMONBEAT_HTTPS"] = "1"
    elif parts.port not in (None, 8000):
        told["PORT"] = str(parts.port)
    return " ".join([*(f"{name}={shlex.quote(value)}" for name, value in told.items()), "commonbeat serve"])
