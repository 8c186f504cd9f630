"""Two ways to answer: at the console, one question at a time, or by a file, all problems at once."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonbeat.ground.messaging.rules import LOOPBACK
from commonbeat.ground.people.models import User
from commonbeat.web.founding.questions import QUESTIONS, SKIP, Answers, Question, Unfit

Say = Callable[[str], object]
Read = Callable[[str], str]


def _value(question: Question, text: str, answers: Answers) -> Any:
    if question.key.endswith(".test_to") and text.strip().lower() in SKIP:
        return ""
    value = question.answer(text, answers)
    if question.key == "mail.security" and value == "none" and answers.get("mail.host") not in LOOPBACK:
        raise Unfit(_("Mail leaves this machine only encrypted: write starttls or tls."))
    if question.key == "administrator.password":
        _check_password(value, answers)
    return value


def _check_password(password: str, answers: Answers) -> None:
    person = User(email=answers.get("administrator.email", ""), name=answers.get("administrator.name", ""))
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Unfit(" ".join(problem.messages)) from None


def ask(*, say: Say, read: Read, read_secret: Read) -> dict[str, Any]:
    """Ask everything at the console; an answer that cannot be taken is told why and asked again."""
    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        if not question.asked(answers):
            continue
        say("")
        say(str(question.words))
        if question.hint:
            say(f"  {question.hint}")
        usual = question.usual(answers) if question.usual else ""
        prompt = f"  [{usual}] > " if usual else "  > "
        while question.key not in answers:
            try:
                text = (read_secret if question.secret else read)(prompt)
                answers[question.key] = _value(question, text, answers)
            except Unfit as why:
                say(f"  {why}")
    return answers


def from_file(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The answers of a TOML file, and every problem in it: line, field and what to write."""
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except FileNotFoundError:
        return {}, [_("There is no file %(path)s.") % {"path": path}]
    except OSError as problem:
        return {}, [_("%(path)s cannot be read: %(problem)s") % {"path": path, "problem": problem.strerror}]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        return {}, [_("%(path)s is not TOML: %(problem)s") % {"path": path, "problem": problem}]
    given = {
        f"{section}.{name}": value
        for section, rows in told.items()
        if isinstance(rows, dict)
        for name, value in rows.items()
    }
    given |= {name: value for name, value in told.items() if not isinstance(value, dict)}
    lines = _lines(text)
    answers: dict[str, Any] = {}
    problems: list[tuple[int, str]] = []
    for question in QUESTIONS:
        raw = _raw(given, question, path, problems, lines)
        if not question.asked(answers) or raw is None:
            continue
        try:
            answers[question.key] = _value(question, raw, answers)
        except Unfit as why:
            problems.append((lines.get(question.key, 0), _told(question.key, lines, str(why))))
    for key in given:
        problems.append((lines.get(key, 0), _told(key, lines, _("Nothing of this name is asked."))))
    return answers, [words for _line, words in sorted(problems)]


def _raw(
    given: dict[str, Any], question: Question, path: Path, problems: list[tuple[int, str]], lines: dict[str, int]
) -> str | None:
    """What the file says to this question, as it would be typed; a secret may lie in a file of its own."""
    value = given.pop(question.key, "")
    elsewhere = given.pop(f"{question.key}_file", None) if question.secret else None
    if elsewhere is not None:
        try:
            return (path.parent / str(elsewhere)).read_text(encoding="utf-8").strip()
        except OSError as problem:
            key = f"{question.key}_file"
            problems.append((lines.get(key, 0), _told(key, lines, str(problem))))
            return None
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _lines(text: str) -> dict[str, int]:
    """On which line each `section.field` stands."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[([\w.]+)\]", line):
            section = head[1]
        elif name := re.match(r"\s*(\w+)\s*=", line):
            found.setdefault(f"{section}.{name[1]}" if section else name[1], number)
    return found


def _told(key: str, lines: dict[str, int], words: str) -> str:
    if key in lines:
        return _("line %(line)s, %(key)s: %(words)s") % {"line": lines[key], "key": key, "words": words}
    return _("%(key)s (not in the file): %(words)s") % {"key": key, "words": words}
