"""Every table belongs to an agency and says how long it is kept; every tie is by class."""

import ast
import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from commonbeat.ground.agency.rules import DEFAULTS, SettingKey
from commonbeat.kit.retention import Retention
from commonbeat.kit.spaces import SEALED, space_of
from commonbeat.web.timetable import DESTROYERS

SOURCE = Path(__file__).parents[2] / "src" / "commonbeat"

WITHOUT_AGENCY = {
    "agency.Agency": "it is the agency",
    "people.User": "a person may work for several agencies; memberships say for which",
    "audit.AuditEvent": "keeps the agency's number, tied to nothing",
    "audit.AuditHead": "keeps the agency's number, tied to nothing",
    "audit.AuditRoot": "keeps the agency's number, tied to nothing",
    "work.Job": "keeps the agency's number: it stands below the agencies, and some jobs are the installation's own",
    "audit.Correction": "keeps the agency's number, tied to nothing",
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("commonbeat.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_belongs_to_an_agency_or_is_a_named_exception(model):
    label = model._meta.label
    if label in WITHOUT_AGENCY:
        assert WITHOUT_AGENCY[label]
        return
    if space_of(model) == SEALED:  # no key leads from one space to another, so it keeps the agency's number
        assert isinstance(model._meta.get_field("agency_id"), models.BigIntegerField)
        return
    field = model._meta.get_field("agency")
    assert isinstance(field, models.ForeignKey)
    assert not field.null


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_names_its_retention_class(model):
    rules = importlib.import_module(model.__module__.rsplit(".models", 1)[0] + ".rules")
    assert model.__name__ in rules.RETENTION


def test_whatever_is_kept_for_a_set_time_only_has_somebody_who_destroys_it():
    """Rows of the classes whose days are a setting; what stays until a person decides is none of them."""
    timed = {Retention(name) for name in DEFAULTS[SettingKey.RETENTION_DAYS]}
    for config in apps.get_app_configs():
        if config.name.startswith("commonbeat.") and (Path(config.path) / "rules.py").exists():
            named = getattr(importlib.import_module(f"{config.name}.rules"), "RETENTION", {})
            if timed & set(named.values()):
                actions = importlib.import_module(f"{config.name}.actions")
                assert actions.destroy_due in DESTROYERS, config.name


def test_retention_names_no_model_that_is_not_there():
    for config in apps.get_app_configs():
        if config.name.startswith("commonbeat.") and (Path(config.path) / "rules.py").exists():
            rules = importlib.import_module(f"{config.name}.rules")
            named = set(getattr(rules, "RETENTION", {}))
            assert named <= {model.__name__ for model in config.get_models()}, config.name


def test_a_foreign_key_takes_its_class_by_import():
    for path in [*SOURCE.rglob("models*.py"), *SOURCE.rglob("models/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {
                "ForeignKey",
                "OneToOneField",
                "ManyToManyField",
            }:
                target = node.args[0]
                assert not isinstance(target, ast.Constant) or target.value == "self", f"{path}:{node.lineno}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_tie_within_an_agency_never_deletes_along(model):
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.name == "agency":
            assert field.remote_field.on_delete is models.PROTECT
