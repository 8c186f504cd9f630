"""A kind of row that uses every type of field, for the tests of tabular files."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from commonbeat.kit.tabular import files
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest
from commonbeat.kit.tabular.reading import RowReader

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Chicago")
HEADER = "id,at,day,race,note,age,lat,share\n"
GOOD = "S-1,2017-03-01 10:00,2017-03-01,Black,quiet,30,44.9,35.3%\n"

KIND = RowKind(
    key="visits",
    label="Visits",
    explanation="One row for each visit.",
    fields=(
        Field("id", "Number", required=True, longest=20, synonyms=("case number",)),
        Field("at", "When", FieldType.MOMENT, required=True, synonyms=("date time", "time")),
        Field("day", "Day", FieldType.DATE),
        Field(
            "race",
            "Race",
            FieldType.CHOICE,
            choices={"black": "Black", "not_recorded": "Not recorded", "unknown": "Unknown"},
            words={"african american": "black"},
            blank="not_recorded",
        ),
        Field("note", "Note", blank="", longest=100),
        Field("age", "Age", FieldType.WHOLE, least=0, most=120),
        Field("lat", "Latitude", FieldType.NUMBER, least=-90, most=90),
        Field("share", "Share", FieldType.SHARE),
    ),
    natural_key=("id",),
    reasons={"own": ("Our own reason.", "Our own remedy.")},
)


def read(path, content, *, mapping=None, size=5000, **how):
    """Write the bytes, read them all: (values of rows, bad rows, the reader, the sheet)."""
    path.write_bytes(content)
    sheet = files.inspect(path)
    mapping = mapping or ColumnMapping(columns=suggest(KIND, sheet.headers), **how)
    reader = RowReader(sheet, KIND, mapping, zone=ZONE, now=NOW)
    rows, bad = [], []
    for chunk in reader.chunks(size):
        rows += chunk.rows
        bad += chunk.bad
    return rows, bad, reader, sheet
