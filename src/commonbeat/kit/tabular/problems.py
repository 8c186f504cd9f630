"""Why a cell, a line or a whole file cannot be taken, and what to do about it, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.kit.words import Words


class Reason(TextChoices):
    """Why one cell or one line is not taken. The label says what is wrong; REMEDIES says what to do."""

    EMPTY = "empty", _("Nothing is written here, and this column must be filled.")
    NOT_A_NUMBER = "not_a_number", _("This is not a number.")
    NOT_WHOLE = "not_whole", _("This must be a whole number.")
    OUT_OF_RANGE = "out_of_range", _("This number must lie between %(least)s and %(most)s.")
    NOT_A_SHARE = "not_a_share", _("This is not a share between 0 and 1 or between 0% and 100%.")
    NOT_A_DATE = "not_a_date", _("This is not a date that can be read.")
    NOT_A_TIME = "not_a_time", _("This is not a time of day that can be read.")
    NO_TIME = "no_time", _("The date is here, but not the time of day.")
    NO_SUCH_DAY = "no_such_day", _("There is no such day or time.")
    IN_THE_FUTURE = "in_the_future", _("This lies in the future.")
    TOO_LONG_AGO = "too_long_ago", _("This lies before the year %(year)s.")
    UNKNOWN_WORD = "unknown_word", _("Nobody has said yet what this word means.")
    TOO_LONG = "too_long", _("This has %(length)s characters; at most %(most)s are kept.")
    CONTROL = "control", _("There is a character in here that is not text, such as a zero byte.")
    DISGUISED = "disguised", _("There are hidden marks in here that turn the direction of reading around.")
    UNREADABLE = "unreadable", _("Some letters were destroyed when the file was written or sent.")
    DOUBLED = "doubled", _("Line %(line)s of this file has the same key.")
    TOO_MANY_CELLS = "too_many_cells", _("This line has %(found)s values; the first line names %(expected)s columns.")
    TOO_FEW_CELLS = (
        "too_few_cells",
        _("This line has only %(found)s values; the first line names %(expected)s columns."),
    )
    OPEN_QUOTE = "open_quote", _("A quotation mark opens on this line and is not closed where it should be.")
    LONG_LINE = "long_line", _("This line has more than 200,000 characters.")


REMEDIES: dict[str, Words] = {
    Reason.EMPTY: _("Fill it in, or leave the row out."),
    Reason.NOT_A_NUMBER: _("Write digits only, with a point before decimals."),
    Reason.NOT_WHOLE: _("Write it without decimals."),
    Reason.OUT_OF_RANGE: _("Look whether two columns were swapped or a digit was lost."),
    Reason.NOT_A_SHARE: _("Write 35.3% or 0.353."),
    Reason.NOT_A_DATE: _("Write it as 2017-01-31, or say in the settings which of day and month comes first."),
    Reason.NOT_A_TIME: _("Write it as 13:45 or 1:45 PM."),
    Reason.NO_TIME: _("If the time is in a column of its own, name that column in the settings."),
    Reason.NO_SUCH_DAY: _("Say in the settings which of day and month comes first, or correct the cell."),
    Reason.IN_THE_FUTURE: _("Look at the year, and at the settings for day and month."),
    Reason.TOO_LONG_AGO: _("Look at the year, and at the settings for day and month."),
    Reason.UNKNOWN_WORD: _("Say once what it means: the page of this file asks for it."),
    Reason.TOO_LONG: _("Look whether a quotation mark is missing, or shorten it."),
    Reason.CONTROL: _("Export the file again; if it stays, delete the cell and type it anew."),
    Reason.DISGUISED: _("Delete the cell and type it anew."),
    Reason.UNREADABLE: _("Export the file again as UTF-8."),
    Reason.DOUBLED: _("Keep the right one of the two lines, or number the rows so that each has a key of its own."),
    Reason.TOO_MANY_CELLS: _("Look for a comma in a text without quotation marks around it."),
    Reason.TOO_FEW_CELLS: _("Look for a line break in a text, or for a line cut off."),
    Reason.OPEN_QUOTE: _("Close it, or double every quotation mark inside a text."),
    Reason.LONG_LINE: _("Look for missing line breaks; export the file again."),
}


class Note(TextChoices):
    """What was noticed and taken all the same; counted, with the first line where it was seen."""

    INVISIBLE = "invisible", _("Invisible marks inside texts were left out.")
    SERIAL_DATE = "serial_date", _("Dates written as a spreadsheet's day number were turned into dates.")
    TWICE_HOUR = (
        "twice_hour",
        _("Times in the hour that the clock ran twice in autumn were read as the first of the two."),
    )
    LOST_HOUR = "lost_hour", _("Times in the hour that the clock skipped in spring were moved one hour on.")
    EMPTY_CELLS = "empty_cells", _("Lines had more separators than columns, with nothing behind them.")
    OFFSET_IGNORED = (
        "offset_ignored",
        _("Times name another offset from UTC than the settings; the settings were followed."),
    )
    NO_NUMBER = "no_number", _("Phone numbers that nobody can have were left out; their rows are taken without one.")
    NUMBER_IN_TEXT = "number_in_text", _("Texts held what looks like a phone number; it was left out of them.")


class FileReason(TextChoices):
    """Why a whole file cannot be read as rows and columns."""

    MISSING = "missing", _("There is no such file.")
    EMPTY = "empty", _("The file is empty.")
    TOO_BIG = "too_big", _("The file is larger than %(most)s. Split it by year or by month.")
    WORKBOOK = "workbook", _("This is a spreadsheet workbook. Open it and save the sheet as CSV, then load that.")
    ARCHIVE = "archive", _("This is a compressed archive. Unpack it and load the CSV file inside.")
    PDF = "pdf", _("This is a PDF, a picture of pages. Ask whoever made it for the table as CSV.")
    WEB_PAGE = (
        "web_page",
        _("This is a web page, perhaps a sign-in page saved under the file's name. Download the file again."),
    )
    JSON = "json", _("This is JSON. Export the table as CSV.")
    DATABASE = "database", _("This is a database file. Export the table as CSV.")
    NOT_TEXT = "not_text", _("This is not a text file. Export the table as CSV.")
    ONE_COLUMN = (
        "one_column",
        _("No columns were found: no comma, semicolon, tab or bar separates anything in the first lines."),
    )
    NO_HEADER = (
        "no_header",
        _("The first line holds a phone number, so it does not name the columns. Put a line with their names first."),
    )
    NO_ROWS = "no_rows", _("The file names its columns and then ends: there are no rows.")
    CHANGED = "changed", _("The file is not the one that was uploaded. Upload it again.")
    DIFFERENT = "different", _("Loading the file would do something else now than when it was checked. Check it again.")
    UNMAPPED = "unmapped", _("No column is named for: %(fields)s.")
    NO_COLUMN = "no_column", _("The saved columns do not fit this file. Missing from it: %(columns)s.")


class Refused(Exception):
    """One cell cannot be taken."""

    def __init__(self, reason: str, **detail: str | int | float) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class FileRefused(Exception):
    """The whole file cannot be taken. Fields in `detail` stand by their keys: `RowKind.refusal` names them in words."""

    def __init__(self, reason: FileReason, **detail: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail

    @property
    def words(self) -> str:
        """The reason in the language of whoever reads."""
        return explain(self.reason.label, self.detail)


@dataclass(slots=True)
class Problem:
    """One reason against one cell (or, where `column` is empty, one line)."""

    line: int
    column: str
    value: str
    reason: str
    detail: Mapping[str, str | int | float] = field(default_factory=dict)
    field: str = ""


def explain(words: Words, detail: Mapping[str, object]) -> str:
    """The words with their details filled in."""
    return str(words) % detail if detail else str(words)
