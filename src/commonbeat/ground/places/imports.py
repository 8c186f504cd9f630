"""What files about places mean: neighborhoods with their spellings and districts, and how many people live there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy

from commonbeat.ground.agency.imports import ImportKind, TogetherLoader
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.places.models import District, Neighborhood, PopulationMargin
from commonbeat.ground.places.queries import names
from commonbeat.ground.places.rules import ALL, folded, slug_of
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind
from commonbeat.kit.tabular.problems import Refused
from commonbeat.kit.tabular.reading import Row

NEIGHBORHOODS = RowKind(
    key="neighborhoods",
    label=gettext_lazy("Neighborhoods"),
    explanation=gettext_lazy("One row for each neighborhood, with other spellings and its district where it has them."),
    fields=(
        Field(
            key="name",
            label=gettext_lazy("Name"),
            required=True,
            longest=120,
            example="Powderhorn Park",
            synonyms=("neighborhood", "neighbourhood", "community", "area"),
        ),
        Field(
            key="aliases",
            label=gettext_lazy("Other spellings"),
            hint=gettext_lazy("Separate them with a vertical bar."),
            longest=500,
            blank="",
            example="Powderhorn | Powder Horn Park",
            synonyms=("other names", "also"),
        ),
        Field(
            key="district",
            label=gettext_lazy("District"),
            longest=20,
            blank="",
            example="3",
            synonyms=("precinct", "police precinct", "sector", "district code"),
        ),
    ),
    natural_key=("name",),
    reasons={
        "taken": (
            gettext_lazy("Another neighborhood already has this spelling."),
            gettext_lazy("Keep it with one of the two."),
        ),
        "no_letters": (gettext_lazy("This name holds no letter."), gettext_lazy("Write the neighborhood's name.")),
    },
)

POPULATION = RowKind(
    key="population",
    label=gettext_lazy("Population"),
    explanation=gettext_lazy(
        "One row for each neighborhood: how many people live there, and the share of groups where it is known. A group "
        "without a share gets no rate, and the pages say so."
    ),
    fields=(
        Field(
            key="neighborhood",
            label=gettext_lazy("Neighborhood"),
            required=True,
            longest=120,
            example="Powderhorn Park",
            synonyms=("name", "neighbourhood", "area"),
        ),
        Field(
            key="people",
            label=gettext_lazy("People"),
            type=FieldType.WHOLE,
            required=True,
            least=0,
            most=50_000_000,
            example="9175",
            synonyms=("population", "residents", "total population"),
        ),
        *(
            Field(
                key=group,
                label=label,
                type=FieldType.SHARE,
                hint=gettext_lazy("A share of the people, 0.353 or 35.3%."),
                example="0.353",
                synonyms=(f"{group} share", f"share {group}", f"percent {group}"),
            )
            for group, label in (
                ("white", gettext_lazy("Share White")),
                ("black", gettext_lazy("Share Black")),
                ("asian", gettext_lazy("Share Asian")),
                ("latino", gettext_lazy("Share Latino")),
                ("native_american", gettext_lazy("Share Native American")),
            )
        ),
        Field(
            key="year",
            label=gettext_lazy("Year that it describes"),
            type=FieldType.WHOLE,
            required=True,
            least=1900,
            most=2100,
            example="2015",
        ),
        Field(
            key="source",
            label=gettext_lazy("Source"),
            required=True,
            longest=300,
            example="American Community Survey",
        ),
    ),
    natural_key=("neighborhood", "year"),
    reasons={
        "no_such_place": (
            gettext_lazy("No neighborhood has this name."),
            gettext_lazy("Load the neighborhoods first, or add this spelling to the right one."),
        ),
    },
)

SHARES = ("white", "black", "asian", "latino", "native_american")
"""The groups for which POPULATION takes a share, in the words of the records."""


class NeighborhoodLoader(TogetherLoader):
    """Adds neighborhoods under names that no spelling knows yet, and more spellings and districts to those there."""

    @cached_property
    def rows(self) -> dict[int, Neighborhood]:
        """The agency's neighborhoods."""
        return {
            row.pk: row for row in Neighborhood.objects.light().filter(agency=self.agency).select_related("district")
        }

    @cached_property
    def known(self) -> dict[str, int]:
        """Every spelling."""
        return names(self.agency)

    def fate(self, values: list[Any]) -> str:
        """New under this name, or changed where a spelling or the district is."""
        name, aliases, district = _neighborhood(values)
        if not slug_of(name):
            raise Refused("no_letters", column="name")
        owner = self.known.get(folded(name))
        if any(self.known.get(folded(alias), owner) != owner for alias in aliases):
            raise Refused("taken", column="aliases")
        if owner is None:
            return "new"
        row = self.rows[owner]
        more = {folded(alias) for alias in aliases} - {folded(spelling) for spelling in row.spellings}
        code = row.district.code if row.district else ""
        return "changed" if more or (district and district != code) else "same"

    def write(self, new: Sequence[Row], changed: Sequence[Row]) -> None:
        """Write all at once, keeping what was there before."""
        wanted = [_neighborhood(values) for _line, values, _cells in (*new, *changed)]
        codes = sorted({district for _name, _aliases, district in wanted if district})
        District.objects.bulk_create(
            (District(agency=self.agency, code=code, name=code) for code in codes), ignore_conflicts=True
        )
        districts = {row.code: row for row in District.objects.filter(agency=self.agency, code__in=codes)}
        Neighborhood.objects.bulk_create(
            Neighborhood(
                agency=self.agency, name=name, slug=slug_of(name), aliases=aliases, district=districts.get(district)
            )
            for name, aliases, district in wanted[: len(new)]
        )
        for name, aliases, district in wanted[len(new) :]:
            self._extend(self.rows[self.known[folded(name)]], aliases, districts.get(district))

    def _extend(self, row: Neighborhood, aliases: Sequence[str], district: District | None) -> None:
        """Add spellings to a neighborhood, and set its district where one is given."""
        there = {folded(spelling) for spelling in row.spellings}
        old = {"aliases": list(row.aliases), "district": row.district.code if row.district else ""}
        row.aliases = [*row.aliases, *(alias for alias in aliases if folded(alias) not in there)]
        row.district = district or row.district
        new = {"aliases": row.aliases, "district": row.district.code if row.district else ""}
        changes = {field: (old[field], new[field]) for field in new if old[field] != new[field]}
        audit.correct(agency=self.agency, subject=row, changes=changes, reason=self.batch.file_name)
        row.save(update_fields=["aliases", "district"])


class PopulationLoader(TogetherLoader):
    """Keeps the people of each neighborhood, and of each group whose share is given, from the year's first day on."""

    @cached_property
    def known(self) -> dict[str, int]:
        """Every spelling."""
        return names(self.agency)

    @cached_property
    def there(self) -> dict[tuple[int | None, str, date], PopulationMargin]:
        """What is kept already."""
        rows = PopulationMargin.objects.filter(agency=self.agency)
        return {(row.neighborhood_id, row.group, row.effective): row for row in rows}

    def fate(self, values: list[Any]) -> str:
        """New, changed or the same, all groups of the row taken together."""
        margins = list(self._margins(values))
        found = [self.there.get((row.neighborhood_id, row.group, row.effective)) for row in margins]
        if not any(found):
            return "new"
        alike = all(old and _said(old) == _said(new) for old, new in zip(found, margins, strict=True))
        return "same" if alike else "changed"

    def write(self, new: Sequence[Row], changed: Sequence[Row]) -> None:
        """Write all at once, keeping what was there before."""
        fresh, corrected = [], []
        for _line, values, _cells in (*new, *changed):
            for margin in self._margins(values):
                old = self.there.get((margin.neighborhood_id, margin.group, margin.effective))
                if old is None:
                    fresh.append(margin)
                elif _said(old) != _said(margin):
                    corrected.append(self._corrected(old, margin))
        PopulationMargin.objects.bulk_create(fresh)
        PopulationMargin.objects.bulk_update(corrected, ["count", "source", "year", "note"])

    def _corrected(self, old: PopulationMargin, new: PopulationMargin) -> PopulationMargin:
        changes = {"count": (old.count, new.count), "source": (old.source, new.source)}
        audit.correct(agency=self.agency, subject=old, changes=changes, reason=self.batch.file_name)
        old.count, old.source, old.year, old.note = new.count, new.source, new.year, new.note
        return old

    def _margins(self, values: list[Any]) -> Iterator[PopulationMargin]:
        """The rows that one line of the file stands for: everybody, then each group with a share."""
        place, people, *shares, year, source = values
        if folded(place) not in self.known:
            raise Refused("no_such_place", column="neighborhood")
        given: Mapping[str, float | None] = {ALL: 1.0, **dict(zip(SHARES, shares, strict=True))}
        for group, share in given.items():
            if share is not None:
                yield PopulationMargin(
                    agency=self.agency,
                    neighborhood_id=self.known[folded(place)],
                    group=group,
                    count=round(people * share),
                    source=source,
                    year=year,
                    effective=date(year, 1, 1),
                    note="" if group == ALL else f"{share:.4g} of {people:,}, rounded",
                )


def _neighborhood(values: list[Any]) -> tuple[str, list[str], str]:
    """Name, other spellings and district code of one row."""
    name, aliases, district = values
    spelled = {folded(alias): " ".join(alias.split()) for alias in aliases.split("|") if folded(alias)}
    spelled.pop(folded(name), None)
    return " ".join(name.split()), list(spelled.values()), district.strip()


def _said(row: PopulationMargin) -> tuple[int, str, int]:
    """What a margin says, to see whether two say the same."""
    return row.count, row.source, row.year


KINDS = (
    ImportKind(rows=NEIGHBORHOODS, loader=NeighborhoodLoader, after="place_list"),
    ImportKind(rows=POPULATION, loader=PopulationLoader, after="place_list", then="disparity.recompute"),
)
"""What this app takes from files."""
