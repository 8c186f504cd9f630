"""A dirty file as an agency brings it."""

HEADER = "Case No,When,Reason,Race of person,Searched,Lat,Long,Hood\n"
ROW = "{year}-{number:06d},{year}-03-{day:02d} 10:00,traffic,{race},NO,44.96,-93.24,Powderhorn Park\n"


def dirty_rows(*, year: int) -> str:
    """120 stops of an invented year: two with a date that is none, three with a word that nobody has explained."""
    rows = [
        ROW.format(year=year, number=number, day=number % 28 + 1, race="Black" if number % 2 else "White")
        for number in range(120)
    ]
    rows[10] = rows[10].replace(f"{year}-03-", f"{str(year).replace('0', 'O')}-03-")
    rows[20] = rows[20].replace("10:00", "")
    rows[30:33] = [row.replace("Black", "BLK").replace("White", "BLK") for row in rows[30:33]]
    return HEADER + "".join(rows)
