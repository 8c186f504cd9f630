"""Phone numbers as files write them: read as E.164, and taken out of texts where they have no business."""

import re

import phonenumbers

UNREADABLE = "unreadable"
"""How a cell is read that holds something, but no number that can be reached."""
HIDDEN = "\u2022\u2022\u2022"
"""What stands in place of something that is not shown."""

USUAL = re.compile(r"(?:\+?1[ .-]?)?\(?([2-9][0-9]{2})\)?[ .-]{0,2}([0-9]{3})[ .-]?([0-9]{4})")
"""A number of the US as most files write it."""
PLAN = re.compile(r"(?!.11)[2-9][0-8][0-9][2-9][0-9]{6}")
"""Area code and exchange of the North American Numbering Plan (nanpa.com): no N11, no N9X, no 0 or 1 in front.

So 911-555-0100, which a phone without service shows, and 000-000-0000 are no numbers."""
KIND_OF_PHONE = re.compile(r"\b(?:tel|telephone|phone|ph|cell|cellular|mobile|home|work)\b[.:]?", re.IGNORECASE)
WHOLE = re.compile(r"([0-9]{10,11})\.0+")
"""A spreadsheet took the number for an amount."""
SOMEWHERE = re.compile(
    r"(?<![0-9])(?:\+[0-9][0-9 ().-]{6,17}[0-9]"
    r"|(?:1[ .-]?)?\(?[2-9][0-9]{2}\)?[ .-]{0,3}[0-9]{3}[ .-]{0,3}[0-9]{4}"
    r"|(?<!-)[2-9][0-9]{2}-[0-9]{4})(?![0-9-])"
)


def usual_number(written: str) -> str | None:
    """E.164 of a number written as most are; "" where nobody can have it; None where it is written otherwise."""
    found = USUAL.fullmatch(written)
    return _of_the_plan("".join(found.groups())) if found else None


def full_number(written: str) -> str:
    """A number as people in the US write it, or with + and country code, as E.164; "" where it cannot be reached.

    An extension makes it a number that others answer, and letters are not read as digits.
    """
    written = KIND_OF_PHONE.sub("", written).strip()
    if (usual := usual_number(written)) is not None:
        return usual
    if any(letter.isalpha() for letter in written):
        return ""
    whole = WHOLE.fullmatch(written)
    try:
        number = phonenumbers.parse(whole[1] if whole else written, "US")
    except phonenumbers.NumberParseException:
        return ""
    possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    if number.extension or not possible:
        return ""
    full: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return _of_the_plan(full[2:]) if number.country_code == 1 else full


def without_numbers(text: str) -> str:
    """The text with `HIDDEN` in place of whatever looks like a phone number."""
    return SOMEWHERE.sub(HIDDEN, text)


def _of_the_plan(ten: str) -> str:
    return f"+1{ten}" if PLAN.fullmatch(ten) and len(set(ten)) > 1 else ""
