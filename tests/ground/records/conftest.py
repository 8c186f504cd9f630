"""Records for the tests: a town's neighborhoods, and stops and force as files bring them."""

import pytest

from commonbeat.ground.agency import actions
from commonbeat.ground.agency.imports import kinds
from commonbeat.ground.places.models import District, Neighborhood
from commonbeat.kit.tabular.mapping import ColumnMapping, suggest

STOPS = (
    "idNum,date,problem,MDC,citationIssued,personSearch,vehicleSearch,preRace,race,gender,lat,long,policePrecinct,"
    "neighborhood\n"
    "17-1,2017-01-01T06:00:42Z,suspicious,MDC,NA,NO,NO,Unknown,Unknown,Unknown,44.96661711,-93.24645826,1,"
    "Cedar Riverside\n"
    "17-2,2017-07-01T06:03:07Z,traffic,MDC,YES,YES,NO,NA,East African,Male,44.98045,-93.27134,3,Near - North\n"
    "17-3,2017-12-31T12:00:00Z,traffic,other,NA,NA,NA,NA,NA,NA,0,0,0,Nowhere Heights\n"
)
FORCE = (
    "rownames,response_datetime,problem,is_911_call,primary_offense,subject_injury,force_type,force_type_action,race,"
    "sex,age,type_resistance,precinct,neighborhood\n"
    "1,2016/01/01 00:47:36,Fight ,Yes,DASLT1,,Bodily Force,Body Weight Pin,Black,Male,20.0,Tensed   ,1,"
    "Cedar Riverside\n"
    "2,2016/01/01 00:47:36,Fight ,Yes,DASLT1,Yes,Bodily Force,Body Weight to Pin,Other / Mixed Race,Female,0,"
    "COMMISSION OF CRIME,0,\n"
    "3,2016/11/06 01:30:00,Fight ,No,OBSTRU,No,Police K9 Bite,Off Lead,,,NA,Fled in a Vehicle,1,Near - North\n"
    "4,2021/03/14 02:30:00,Fight ,No,OBSTRU,No,Bodily Force,Neck Restraint: subject lost conciousness,White,Male,33,"
    "X,1,Near - North\n"
)


@pytest.fixture
def places(riverton):
    """Two neighborhoods and a district; the file spells one of them otherwise."""
    first = District.objects.create(agency=riverton, code="1", name="First")
    return (
        Neighborhood.objects.create(agency=riverton, name="Cedar Riverside", slug="cedar-riverside", district=first),
        Neighborhood.objects.create(agency=riverton, name="Near North", slug="near-north"),
    )


@pytest.fixture
def bring(riverton, console):
    """Bring a file in, all of it; returns the batch."""

    def through(content, kind, *, agency=riverton, words=None, leave_out_bad=False, **columns):
        batch = actions.receive(actor=console, agency=agency, kind=kind, name=f"{kind}.csv", blocks=[content.encode()])
        guess = suggest(kinds()[kind].rows, batch.sheet["headers"]) | columns
        mapping = ColumnMapping(columns=guess, words=words or {})
        actions.map_columns(actor=console, batch=batch, mapping=mapping, later=False)
        batch = actions.check(batch_id=batch.pk)
        actions.confirm(actor=console, batch=batch, leave_out_bad=leave_out_bad, later=False)
        return actions.load(batch_id=batch.pk)

    return through


@pytest.fixture
def stops(bring, places):
    """Three stops, loaded."""
    return bring(STOPS, "stops")


@pytest.fixture
def force(bring, places):
    """Four uses of force, loaded."""
    return bring(FORCE, "force", source_key=("rownames",), words={"resistance": {"x": ""}})
