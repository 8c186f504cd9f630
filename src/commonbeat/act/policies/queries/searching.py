"""Full-text search in the reader's language: FTS5 in SQLite, a text index in PostgreSQL."""

from django.db import connection

from commonbeat.act.policies.rules.searching import wanted
from commonbeat.ground.agency.models import Agency

SQLITE = (
    "SELECT t.policy_id FROM policies_search s JOIN policies_policytext t ON t.id = s.rowid "
    "WHERE policies_search MATCH %s AND t.agency_id = %s AND t.language = %s ORDER BY s.rank"
)
POSTGRESQL = (
    "SELECT policy_id FROM policies_policytext, to_tsquery('{name}', %s) AS asked "
    "WHERE to_tsvector('{name}'::regconfig, words) @@ asked "
    "AND agency_id = %s AND language = '{code}' AND language = %s "
    "ORDER BY ts_rank(to_tsvector('{name}'::regconfig, words), asked) DESC, policy_id"
)
NAMES = {"en": "english", "es": "spanish"}


def search(agency: Agency, words: str, language: str) -> list[int]:
    """The policies in force that hold all these words, or words that begin so, the best fit first. One query."""
    asked = wanted(words)
    code = "es" if language.startswith("es") else "en"
    if not asked:
        return []
    if connection.vendor == "postgresql":
        sql, query = POSTGRESQL.format(name=NAMES[code], code=code), " & ".join(f"{word}:*" for word in asked)
    else:
        sql, query = SQLITE, " ".join(f'"{word}"*' for word in asked)
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, agency.pk, code])
        return [row[0] for row in cursor.fetchall()]
