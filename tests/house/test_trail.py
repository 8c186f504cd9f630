"""Whatever an action writes into the trail is told in words: its verb, its subject and every one of its details."""

import ast
from pathlib import Path

import pytest

from commonbeat.ground.audit.queries import known_verbs, lists_of

SOURCE = Path(__file__).parents[2] / "src" / "commonbeat"
APPS = {"backup": SOURCE / "web" / "backup"} | {
    path.parent.name: path.parent for path in SOURCE.rglob("apps.py") if path.parent.name != "web"
}


def calls(name):
    """Every call in an app's files by which an entry is written, with the function that holds it."""
    for path in sorted(APPS[name].rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                for call in ast.walk(function):
                    if isinstance(call, ast.Call) and ast.unparse(call.func) in ("audit.record", "_audited", "record"):
                        yield function, call


def literal(function, value):
    """The keys of a dictionary as far as they are written down: `{...}`, or a name that was given one."""
    if isinstance(value, ast.Name):
        given = [one for one in ast.walk(function) if isinstance(one, ast.Assign)]
        value = next((one.value for one in given if ast.unparse(one.targets[0]) == value.id), value)
    if not isinstance(value, ast.Dict):
        return set()
    return {key.value for key in value.keys if isinstance(key, ast.Constant)}


def written(name):
    """The names of the details, and the verbs, that an app's calls write down."""
    details, verbs = set(), set()
    for function, call in calls(name):
        for given in call.keywords:
            if given.arg == "details":
                details |= literal(function, given.value)
            elif given.arg == "verb" and isinstance(given.value, ast.Constant):
                verbs.add(given.value.value)
            elif ast.unparse(call.func) == "_audited" and given.arg:
                details.add(given.arg)
    return details, verbs


@pytest.mark.parametrize("name", sorted(APPS))
def test_every_detail_and_every_verb_that_an_app_writes_has_words(name):
    named = {detail for list_ in lists_of("DETAILS") for detail, told in list_.items() if told.name}
    details, verbs = written(name)
    assert {f"{name}.{detail}" for detail in details} - named == set()
    assert verbs - set(known_verbs()) == set()


def test_the_calls_are_found():
    assert written("people")[0] >= {"roles", "email", "badge", "methods"}
    assert written("findings")[0] >= {"study", "sha256", "instead_of"}
    assert "agency.load_import" in written("agency")[1]
