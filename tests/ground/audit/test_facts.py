"""An entry tells its details and its subject in plain words, in the language of whoever reads."""

import pytest
from django.utils.translation import override

from commonbeat.ground.audit import facts
from commonbeat.ground.audit.models import AuditEvent


def told(verb, language="en", **details):
    with override(language):
        return facts.details(AuditEvent(verb=verb, details=details))


@pytest.mark.parametrize(
    ("verb", "details", "english", "spanish"),
    [
        (
            "people.invite",
            {"email": "a@riverton.example", "roles": ["analyst", "board_member"]},
            "mail address: a@riverton.example; roles: Analyst and Oversight board member",
            "dirección de correo: a@riverton.example; roles: Analista y Miembro de la junta de supervisión",
        ),
        (
            "agency.set_value",
            {"key": "session_minutes", "value": {"minutes": 20}, "from": "2026-03-01"},
            "setting: After how many idle minutes staff are signed out; "
            "value: Idle minutes after which staff are signed out: 20; from: March 1, 2026",
            None,
        ),
        ("people.grant_role", {"since": "2026-03-01T18:30:00+00:00"}, "since: March 1, 2026, 12:30 p.m.", None),
        ("people.change_staff", {"fields": ["rank", "unit"]}, "changed: rank and unit", "cambió: rango y unidad"),
        ("messaging.send_test", {"accepted": False}, "taken by the gateway: no", "recibido por la pasarela: no"),
        ("messaging.send_test", {"accepted": True}, "taken by the gateway: yes", "recibido por la pasarela: sí"),
        ("agency.load_import", {"kind": "stops", "new": 51920}, "what the rows hold: Stops; new rows: 51,920", None),
        ("findings.keep", {"study": "disparity"}, "study: stops, searches and force", None),
        ("work.retry", {"name": "agency.load_import"}, "job: Load a file", "tarea: Cargar un archivo"),
        ("town.note", {"odd_name": "x"}, "odd_name: x", "odd_name: x"),
        ("town.note", {"day": "2026-99-99"}, "day: 2026-99-99", "day: 2026-99-99"),
    ],
)
def test_details_are_told_in_plain_words(verb, details, english, spanish, settings):
    settings.TIME_ZONE = "America/Chicago"
    assert told(verb, **details) == english
    assert spanish is None or told(verb, "es", **details) == spanish


def test_what_tells_nothing_is_left_out_and_a_zero_is_told():
    assert told("people.end_staff", handed_over={}, roles=0, on="", to=None) == "roles: 0"


def test_details_that_never_end_are_cut():
    said = told("places.add", names=[f"Place {number}" for number in range(200)])
    assert len(said) == facts.LONGEST
    assert said.endswith("…")


@pytest.mark.parametrize(
    ("kind", "id_", "language", "said"),
    [
        ("agency.agency", "3", "en", "agency 3"),
        ("agency.importbatch", "3", "es", "archivo 3"),
        ("gone.thing", "3", "en", "gone.thing 3"),
        ("", "no account", "es", "sin cuenta"),
        ("", "the door", "en", "the door"),
    ],
)
def test_the_subject_is_told_by_its_kind_and_number_or_by_its_own_words(kind, id_, language, said):
    with override(language):
        assert facts.subject(AuditEvent(subject_type=kind, subject_id=id_)) == said
