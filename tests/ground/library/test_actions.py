"""Every write to the library: its rule, its change log, its entry in the trail, and the search that follows it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.library import actions, gateways
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.actions import Record
from commonbeat.ground.library.models import (
    AreaChange,
    CatalogEntry,
    LibraryResource,
    PracticeArea,
    ResourceRequest,
    TopicTag,
)
from commonbeat.ground.library.rules import Grade, LinkState, RequestState
from commonbeat.ground.library.rules.shipped import RESOURCES

RECORD = Record(title="A guide to beat meetings", year=2020, types=("report", "training"), topics=("technology",))
VISITOR = access.Visitor()


def verbs(agency):
    return list(AuditEvent.objects.filter(agency_id=agency.pk).order_by("sequence").values_list("verb", flat=True))


class TestShipping:
    def test_topics_areas_and_records_come_once(self, riverton, console):
        first = actions.ship(actor=console, agency=riverton)
        assert first == {"topics": 8, "areas": 8, "resources": len(RESOURCES)}
        assert actions.ship(actor=console, agency=riverton) == {"topics": 0, "areas": 0, "resources": 0}
        assert verbs(riverton) == ["library.ship"]

    def test_the_eight_named_resources_and_the_guide_of_2014_have_type_year_and_tags_and_no_link(self, shipped):
        rows = LibraryResource.objects.filter(agency=shipped)
        assert {row.title for row in rows} == {one.title for one in RESOURCES}
        for row in rows:
            assert row.year
            assert row.types
            assert row.topics.exists()
            assert [citation.url for citation in row.citations.all()] == [""]
            rating = row.ratings.get()
            assert rating.shipped
            assert row.publisher
            assert rating.ground
        port = rows.get(title__startswith="Institutionalization")
        assert port.types == ["report", "research_article", "research_brief"]
        assert port.type_labels == ["Report", "Research article", "Research brief"]
        assert "Wasserman" in rows.get(title__startswith="Building Relationships").citations.get().words

    def test_what_an_agency_changed_stays_as_it_is(self, shipped, console):
        row = LibraryResource.objects.get(agency=shipped, title__startswith="Building Relationships")
        record = Record(title=row.title, year=2014, types=("report",), topics=("technology",), note_en="Ours")
        actions.change_resource(actor=console, resource=row, record=record, what="Our own note")
        TopicTag.objects.filter(agency=shipped, slug="technology").update(name_en="Tools")
        actions.ship(actor=console, agency=shipped)
        row.refresh_from_db()
        assert row.note_en == "Ours"
        assert TopicTag.objects.get(agency=shipped, slug="technology").name_en == "Tools"

    def test_two_agencies_have_libraries_of_their_own(self, shipped, lakefield):
        assert not access.visible(None, lakefield).exists()
        assert access.resource(None, lakefield, LibraryResource.objects.first().slug) is None


class TestCataloguing:
    def test_a_record_gets_a_slug_a_citation_a_day_of_review_and_a_first_change(self, add, shipped):
        row = add(publisher="A press", audiences=("community",))
        assert row.slug == "a-guide-to-beat-meetings-2020"
        assert row.citations.get().words == "A press, A guide to beat meetings, 2020"
        assert row.review_by.year == shipped.day().year + 2
        assert [str(one) for one in row.changes.all()] == ["Added to the library."]
        assert CatalogEntry.objects.get(pk=row.pk).topics == "technology"

    def test_a_second_press_of_the_button_adds_nothing(self, add, shipped, lakefield, console):
        row = add()
        for title in (row.title, " a guide, to beat MEETINGS "):
            with pytest.raises(ValidationError) as caught:
                add(title)
            assert [*caught.value.message_dict] == ["title"]
        assert LibraryResource.objects.filter(agency=shipped, title=row.title).count() == 1
        actions.withdraw_resource(actor=console, resource=row, because="Old")
        with pytest.raises(ValidationError, match="perhaps withdrawn"):
            add()
        assert add(year=2021).slug == "a-guide-to-beat-meetings-2021"
        actions.ship(actor=console, agency=lakefield)
        assert actions.add_resource(actor=console, agency=lakefield, record=RECORD).slug == row.slug

    def test_a_title_that_another_record_gave_up_is_free_and_its_address_is_not(self, add, shipped, console):
        row = add()
        actions.change_resource(actor=console, resource=row, record=replace(RECORD, title="Renamed"), what="Title")
        again = add()
        assert again.slug == "a-guide-to-beat-meetings-2020-2"
        with pytest.raises(ValidationError) as caught:
            actions.change_resource(actor=console, resource=row, record=RECORD, what="Back")
        assert [*caught.value.message_dict] == ["title"]
        renamed = replace(RECORD, title="Renamed", publisher="A press")
        assert actions.change_resource(actor=console, resource=row, record=renamed, what="Press").version == 3

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"title": " "}, "title"),
            ({"types": ()}, "types"),
            ({"topics": ("no-such",)}, "topics"),
            ({"url": "javascript:alert(1)", "accessed_on": date(2026, 1, 1)}, "url"),
            ({"url": "https://example.org"}, "accessed_on"),
        ],
    )
    def test_what_cannot_be_kept_is_told_by_field(self, add, wrong, field):
        with pytest.raises(ValidationError) as problem:
            add(**wrong)
        assert field in problem.value.message_dict

    def test_a_change_counts_up_says_what_changed_and_keeps_the_old(self, add, console):
        row = add()
        told = replace(RECORD, title="A better guide", year=2021)
        actions.change_resource(actor=console, resource=row, record=told, what="The second edition")
        row.refresh_from_db()
        assert (row.title, row.version, row.slug) == ("A better guide", 2, "a-guide-to-beat-meetings-2020")
        assert row.changes.first().words == "The second edition"
        assert {one.field for one in Correction.objects.all()} >= {"title", "year"}
        with pytest.raises(ValidationError):
            actions.change_resource(actor=console, resource=row, record=told, what=" ")

    def test_a_changed_link_counts_as_never_tried(self, add, console):
        row = add(url="https://example.org/a", accessed_on=date(2026, 1, 1))
        row.citations.update(link_state=LinkState.DEAD, failures=3, checked_at=timezone.now())
        told = replace(RECORD, url="https://example.org/b", accessed_on=date(2026, 2, 1))
        actions.change_resource(actor=console, resource=row, record=told, what="Moved")
        citation = row.citations.get()
        assert (citation.link_state, citation.failures, citation.checked_at) == (LinkState.UNCHECKED, 0, None)

    def test_the_newest_rating_holds_and_earlier_ones_stay(self, add, console, shipped):
        row = add()
        actions.rate_evidence(actor=console, resource=row, grade=Grade.PROMISING, basis="Two studies")
        actions.rate_evidence(actor=console, resource=row, grade=Grade.STRONG, basis="Five more")
        assert CatalogEntry.objects.get(pk=row.pk).grade == Grade.STRONG
        assert access.resource(None, shipped, row.slug).grade == Grade.STRONG
        assert row.ratings.count() == 2
        assert str(row.changes.first()) == "The evidence was rated."

    @pytest.mark.parametrize(("grade", "basis"), [("perfect", "Because"), (Grade.STRONG, " ")])
    def test_a_rating_needs_a_grade_and_a_ground(self, add, console, grade, basis):
        with pytest.raises(ValidationError):
            actions.rate_evidence(actor=console, resource=add(), grade=grade, basis=basis)

    def test_whoever_looked_again_moves_the_day_of_review(self, add, console, shipped):
        row = add()
        LibraryResource.objects.filter(pk=row.pk).update(review_by=shipped.day() - timedelta(days=1))
        row.refresh_from_db()
        assert row.stale_on(shipped.day())
        assert row in access.stale(access.visible(None, shipped), shipped.day())
        assert not actions.mark_reviewed(actor=console, resource=row).stale_on(shipped.day())

    def test_a_topic_is_added_once_in_both_languages(self, shipped, console):
        row = actions.add_topic(actor=console, agency=shipped, name_en="Body cameras", name_es="Cámaras corporales")
        assert (row.slug, row.place, row.name("es"), row.name("en")) == (
            "body-cameras",
            9,
            "Cámaras corporales",
            "Body cameras",
        )
        for name_en, name_es in (("Body cameras", "Otra"), ("…", "Otra"), ("Drones", " ")):
            with pytest.raises(ValidationError):
                actions.add_topic(actor=console, agency=shipped, name_en=name_en, name_es=name_es)

    def test_every_write_touches_what_the_public_sees(self, add, shipped):
        before = Agency.objects.get(pk=shipped.pk).public_version
        add()
        assert Agency.objects.get(pk=shipped.pk).public_version > before


class TestAreas:
    WORDS = {"definition_en": "What", "definition_es": "Qué", "why_en": "Why", "why_es": "Por qué"}

    def test_a_page_is_changed_and_says_so(self, shipped, console):
        row = PracticeArea.objects.first()
        assert not row.stale_on(shipped.day())
        changed = actions.change_area(actor=console, area=row, words=self.WORDS, what="Shorter")
        assert (changed.version, changed.definition("es"), changed.why("en")) == (2, "Qué", "Why")
        assert [str(one) for one in AreaChange.objects.filter(area=row)] == ["Shorter", "Came with the program."]

    def test_it_needs_both_languages_and_what_changed(self, shipped, console):
        words = {**self.WORDS, "why_es": " "}
        with pytest.raises(ValidationError) as problem:
            actions.change_area(actor=console, area=PracticeArea.objects.first(), words=words, what=" ")
        assert set(problem.value.message_dict) == {"why_es", "what"}

    def test_looking_again_moves_its_day(self, shipped, console):
        PracticeArea.objects.update(review_by=None)
        row = PracticeArea.objects.first()
        assert row.stale_on(shipped.day())
        assert not actions.review_area(actor=console, area=row).stale_on(shipped.day())


class TestWishes:
    def ask(self, agency, words="Something on bus stops", **more):
        told = {"asked": "q=bus", "language": "en", **more}
        return actions.ask_resource(actor=VISITOR, agency=agency, words=words, **told)

    def test_a_wish_is_kept_without_anybody_s_name(self, shipped):
        row = self.ask(shipped)
        event = AuditEvent.objects.filter(agency_id=shipped.pk).latest("sequence")
        assert (event.actor_id, event.actor_label, event.details) == (None, "a visitor", {"state": "waiting"})
        assert not VISITOR.may("manage_library", shipped)
        assert str(row) == "Something on bus stops"

    def test_a_phone_number_in_a_wish_is_not_kept(self, shipped):
        row = self.ask(shipped, "Call me at 612-555-0100 about reports of 2012-2014")
        assert row.words == "Call me at ••• about reports of 2012-2014"

    def test_sent_twice_it_is_one(self, shipped):
        assert self.ask(shipped) == self.ask(shipped)

    def test_no_more_are_taken_than_the_hour_s_ceiling(self, shipped):
        for number in range(20):
            self.ask(shipped, f"Wish {number}")
        with pytest.raises(ValidationError):
            self.ask(shipped, "One more")
        ResourceRequest.objects.update(asked_at=timezone.now() - timedelta(hours=2))
        self.ask(shipped, "One more")

    @pytest.mark.parametrize("wrong", [{"words": " "}, {"words": "x" * 501}, {"language": "xx"}])
    def test_what_cannot_be_taken_is_told(self, shipped, wrong):
        with pytest.raises(ValidationError):
            self.ask(shipped, **wrong)

    def test_it_is_answered_once_with_a_resource_of_this_library(self, shipped, add, console, lakefield):
        actions.ship(actor=console, agency=lakefield)
        wish, foreign = self.ask(shipped), LibraryResource.objects.filter(agency=lakefield).first()
        with pytest.raises(ValidationError):
            actions.answer_request(actor=console, request=wish, resource=foreign)
        assert actions.answer_request(actor=console, request=wish, resource=add()).state == RequestState.ANSWERED
        with pytest.raises(ValidationError):
            actions.answer_request(actor=console, request=wish, resource=None)
        other = self.ask(shipped, "Another")
        assert actions.answer_request(actor=console, request=other, resource=None).state == RequestState.CLOSED

    def test_ended_wishes_are_destroyed_in_time_and_open_ones_stay(self, shipped, console):
        ended, waits = self.ask(shipped), self.ask(shipped, "Waits")
        actions.answer_request(actor=console, request=ended, resource=None)
        late = timezone.now() + timedelta(days=1)
        assert actions.destroy_due(agency=shipped, before={"operational": late}) == {"resource_requests": 1}
        assert list(ResourceRequest.objects.all()) == [waits]


class TestLinks:
    @pytest.fixture
    def answers(self, monkeypatch):
        """What each link answers, and which were asked."""
        said = {}
        asked = []

        def try_link(url, *, may):
            asked.append(url)
            return said.get(url, gateways.Answer(True, "200"))

        monkeypatch.setattr(gateways, "try_link", try_link)
        return said, asked

    def test_each_site_is_asked_once_a_run(self, add, console, shipped, answers):
        for path in ("a", "b"):
            add(f"Guide {path}", url=f"https://example.org/{path}", accessed_on=date(2026, 1, 1))
        add("Guide c", url="https://example.com/c", accessed_on=date(2026, 1, 1))
        assert actions.check_links(actor=console, agency=shipped) == {"tried": 2, "opened": 2}
        assert answers[1] == ["https://example.org/a", "https://example.com/c"]
        assert actions.check_links(actor=console, agency=shipped) == {"tried": 1, "opened": 1}
        assert actions.check_links(actor=console, agency=shipped) == {"tried": 0, "opened": 0}

    def test_after_three_failures_a_link_is_dead(self, add, console, shipped, answers):
        row = add(url="https://example.org/a", accessed_on=date(2026, 1, 1))
        answers[0]["https://example.org/a"] = gateways.Answer(False, "404")
        states = []
        for _ in range(3):
            actions.check_links(actor=console, agency=shipped)
            states.append(row.citations.get().link_state)
            row.citations.update(checked_at=timezone.now() - timedelta(days=2))
        assert states == [LinkState.FAILED, LinkState.FAILED, LinkState.DEAD]
        assert row.citations.get().said == "404"

    def test_a_link_that_was_changed_meanwhile_is_left_alone(self, add, console, shipped, answers, monkeypatch):
        row = add(url="https://example.org/a", accessed_on=date(2026, 1, 1))

        def meanwhile(url, *, may):
            row.citations.update(url="https://example.org/new")
            return gateways.Answer(False, "404")

        monkeypatch.setattr(gateways, "try_link", meanwhile)
        actions.check_links(actor=console, agency=shipped)
        assert row.citations.get().link_state == LinkState.UNCHECKED
