"""Policies as files for programs: the list, and one version."""

from commonbeat.act.policies.exports.files import COLUMNS, list_csv, list_json, version_json, version_text

__all__ = ["COLUMNS", "list_csv", "list_json", "version_json", "version_text"]
