"""What the open data says of its own gaps, answered as an agency would answer; what it does not speak of stays open."""

from collections.abc import Callable

from django.db.models import Q

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.records import queries as records
from commonbeat.ground.records.actions import answer_inventory
from commonbeat.ground.records.models import DataInventoryAnswer, Record, RecordQuerySet
from commonbeat.ground.records.rules import Answer, Collected, InventoryItem, Published, RaceGroup
from commonbeat.ground.roles import Actor

Item = InventoryItem
UNUSABLE = Q(race__in=[RaceGroup.NOT_RECORDED, RaceGroup.UNKNOWN])


def _of(rows: RecordQuerySet[Record], missing: Q) -> str:
    return f"{rows.filter(missing).count():,} of {rows.count():,}"


def answers(agency: Agency) -> dict[Item, tuple[Collected, str]]:
    """Item to whether this data holds it, and how well, counted in the rows that are loaded."""
    stops, force = records.live(agency, "stops"), records.live(agency, "force")
    no_race = _of(stops, UNUSABLE)
    no_race_before = _of(stops, Q(race_before__in=[RaceGroup.NOT_RECORDED, RaceGroup.UNKNOWN]))
    no_outcome = _of(stops, Q(citation=Answer.NOT_RECORDED))
    no_injury = _of(force, Q(injury=Answer.NOT_RECORDED))
    return {
        Item.STOP_PLACE_TIME: (Collected.YES, "Times are written in UTC although they look local; they are read so."),
        Item.STOP_REASON: (Collected.PARTLY, "Only two reasons are told apart: traffic, and suspicious."),
        Item.STOP_RACE_BEFORE: (Collected.PARTLY, f"Unknown or empty for {no_race_before} stops."),
        Item.STOP_RACE: (Collected.PARTLY, f"Unknown or empty for {no_race} stops."),
        Item.STOP_OFFICER: (Collected.NO, "The open data names no officer."),
        Item.STOP_DURATION: (Collected.NO, ""),
        Item.SEARCH_BASIS: (Collected.NO, ""),
        Item.SEARCH_FOUND: (Collected.NO, "So nobody can say how often a search found something."),
        Item.STOP_OUTCOME: (Collected.PARTLY, f"Citations only, and empty for {no_outcome} stops."),
        Item.STOP_LANGUAGE: (Collected.NO, ""),
        Item.FORCE_TYPE: (Collected.YES, "One row for each kind of force used on one person."),
        Item.FORCE_INCIDENT: (Collected.NO, "So uses of force can be counted, and events cannot."),
        Item.FORCE_OFFICER: (Collected.NO, "The open data names no officer."),
        Item.FORCE_INJURY: (
            Collected.PARTLY,
            f"Empty for {no_injury} uses of force; officers' injuries are not in it.",
        ),
        Item.FORCE_REVIEW: (Collected.NO, ""),
    }


def answer_all(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """Give every answer that is not there yet."""
    given = set(DataInventoryAnswer.objects.filter(agency=agency).values_list("item", flat=True))
    wanted = {item: answer for item, answer in answers(agency).items() if item.value not in given}
    for item, (collected, quality) in wanted.items():
        public = Published.NO if collected is Collected.NO else Published.YES
        answer_inventory(actor=actor, agency=agency, item=item, collected=collected, quality=quality, published=public)
    say(f"{len(given) + len(wanted)} of {len(Item)} questions answered")
