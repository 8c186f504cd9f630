"""A withdrawn record leaves the search, not its address; a topic gets another name everywhere and keeps its address."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from commonbeat.ground.audit.models import AuditEvent, Correction
from commonbeat.ground.library import actions
from commonbeat.ground.library.access import resources as access
from commonbeat.ground.library.actions import Record
from commonbeat.ground.library.models import Citation, LibraryResource, PracticeArea, TopicTag
from commonbeat.ground.library.queries import cited, search, waiting, whole
from commonbeat.ground.library.rules import asked
from commonbeat.ground.library.rules.shipped import RESOURCES
from commonbeat.ground.roles import Role

RECORD = Record(title="A guide to beat meetings", year=2020, types=("report",), topics=("technology",))


def titles(agency, query):
    return [row.title for row in search.page_of(agency, asked(QueryDict(query))).rows]


def last_verb(agency):
    return AuditEvent.objects.filter(agency_id=agency.pk).order_by("-sequence").first().verb


class TestCited:
    def test_the_library_knows_those_that_it_has(self, shipped, lakefield, console):
        slug = RESOURCES[0].slug
        assert cited.by_slug(shipped, [slug, "no-such"])[slug].grade == RESOURCES[0].grade
        assert cited.by_slug(lakefield, [slug]) == {}
        row = cited.by_slug(shipped, [slug])[slug]
        actions.withdraw_resource(actor=console, resource=row, because="Old law")
        assert cited.by_slug(shipped, [slug])[slug].withdrawn_at is not None


class TestWithdrawing:
    def test_it_leaves_the_search_of_every_process_and_its_page_says_why(self, add, shipped, console):
        row = add("Soon gone")
        assert titles(shipped, "q=soon+gone") == ["Soon gone"]
        total = len(search.shelf_of(shipped))
        actions.withdraw_resource(actor=console, resource=row, because=" It rests on nothing. ")
        assert titles(shipped, "q=soon+gone") == []
        assert len(search.shelf_of(shipped)) == total - 1
        search.forget()
        assert len(search.shelf_of(shipped)) == total - 1
        found = access.resource(None, shipped, row.slug)
        assert (found.withdrawn_because, found.version) == ("It rests on nothing.", 2)
        assert str(found.changes.first()) == "Withdrawn from the library. It rests on nothing."
        assert last_verb(shipped) == "library.withdraw_resource"
        assert [(one.slug, one.because) for one in whole.withdrawn(shipped)] == [(row.slug, "It rests on nothing.")]
        assert search.came_and_went(shipped)[0] == row

    def test_it_is_put_back_and_the_log_keeps_both(self, add, shipped, console):
        row = actions.withdraw_resource(actor=console, resource=add("Back soon"), because="A mistake")
        actions.return_resource(actor=console, resource=row)
        assert titles(shipped, "q=back+soon") == ["Back soon"]
        row.refresh_from_db()
        assert (row.withdrawn_at, row.withdrawn_because, row.version) == (None, "", 3)
        assert [one.cause for one in row.changes.all()] == ["returned", "withdrawn", "added"]
        assert last_verb(shipped) == "library.return_resource"
        with pytest.raises(ValidationError, match="nothing has to be put back"):
            actions.return_resource(actor=console, resource=row)

    def test_it_needs_a_reason_and_goes_once(self, add, console):
        row = add()
        with pytest.raises(ValidationError) as problem:
            actions.withdraw_resource(actor=console, resource=row, because=" ")
        assert "because" in problem.value.message_dict
        actions.withdraw_resource(actor=console, resource=row, because="Old")
        with pytest.raises(ValidationError, match="Put it back"):
            actions.withdraw_resource(actor=console, resource=row, because="Older")

    def test_nothing_else_is_done_to_it_meanwhile(self, add, shipped, console):
        row = actions.withdraw_resource(actor=console, resource=add(), because="Old")
        for deed in (
            lambda: actions.change_resource(actor=console, resource=row, record=RECORD, what="New"),
            lambda: actions.rate_evidence(actor=console, resource=row, grade="strong", basis="Many"),
            lambda: actions.mark_reviewed(actor=console, resource=row),
        ):
            with pytest.raises(ValidationError, match="Put it back"):
                deed()
        assert not row.ratings.exists()
        wish = actions.ask_resource(actor=access.Visitor(), agency=shipped, words="Bus", asked="", language="en")
        with pytest.raises(ValidationError, match="was withdrawn"):
            actions.answer_request(actor=console, request=wish, resource=row)

    def test_nobody_is_asked_to_look_at_it_or_to_try_its_links(self, add, shipped, console, person):
        row = add(url="https://example.org/a", accessed_on=shipped.day())
        keeper = person(Role.CHIEF, agency=shipped)
        before = waiting.health(keeper, shipped).resources
        Citation.objects.exclude(url="").update(link_state="dead")
        actions.withdraw_resource(actor=console, resource=row, because="Old")
        LibraryResource.objects.filter(pk=row.pk).update(review_by=None)
        health = waiting.health(keeper, shipped)
        assert (health.resources, health.stale, health.dead) == (before - 1, 0, 0)
        assert waiting.links_due(shipped, most=10) == []


class TestLikelyAnswers:
    def test_what_came_after_the_wish_stands_first_and_its_words_find_the_rest(self, add, shipped, console):
        older = add("Waiting for buses", year=2001)
        withdrawn = add("Buses at night", year=2002)
        actions.withdraw_resource(actor=console, resource=withdrawn, because="Old")
        wish = actions.ask_resource(actor=access.Visitor(), agency=shipped, words="On buses", asked="", language="en")
        assert search.likely_answers(shipped, wish) == [older]
        newer = add("Something else", year=2003)
        assert search.likely_answers(shipped, wish) == [newer, older]
        assert search.likely_answers(shipped, wish, most=1) == [newer]


class TestRenaming:
    def test_the_name_changes_everywhere_and_the_address_stays(self, add, shipped, console):
        add("About drones")
        topic = TopicTag.objects.get(agency=shipped, slug="technology")
        actions.rename_topic(actor=console, topic=topic, name_en="Machines that watch", name_es="Máquinas que miran")
        assert titles(shipped, "q=about+drones+machines") == ["About drones"]
        assert titles(shipped, "q=drones+miran") == ["About drones"]
        assert titles(shipped, "topic=technology&q=drones") == ["About drones"]
        topic.refresh_from_db()
        assert (topic.slug, topic.name("es")) == ("technology", "Máquinas que miran")
        area = PracticeArea.objects.get(agency=shipped, topic=topic)
        assert area.version == 2
        assert str(area.changes.first()) == (
            "The topic has another name now. “Technology, Data and Artificial Intelligence”"
        )
        assert {one.field for one in Correction.objects.all()} == {"name_en", "name_es"}
        assert last_verb(shipped) == "library.rename_topic"
        actions.ship(actor=console, agency=shipped)
        topic.refresh_from_db()
        assert topic.name_en == "Machines that watch"

    def test_the_same_name_changes_nothing(self, shipped, console):
        topic = TopicTag.objects.get(agency=shipped, slug="technology")
        before = AuditEvent.objects.count()
        actions.rename_topic(actor=console, topic=topic, name_en=topic.name_en, name_es=topic.name_es)
        assert AuditEvent.objects.count() == before

    @pytest.mark.parametrize(
        ("names", "field"),
        [
            ({"name_en": " ", "name_es": "Algo"}, "name_en"),
            ({"name_en": "Some", "name_es": "¿?"}, "name_es"),
            ({"name_en": "USE OF FORCE", "name_es": "Algo"}, "name_en"),
            ({"name_en": "Some", "name_es": "Uso de la fuerza"}, "name_es"),
        ],
    )
    def test_a_name_is_there_and_no_other_topic_s(self, shipped, console, names, field):
        topic = TopicTag.objects.get(agency=shipped, slug="technology")
        with pytest.raises(ValidationError) as problem:
            actions.rename_topic(actor=console, topic=topic, **names)
        assert field in problem.value.message_dict
        with pytest.raises(ValidationError):
            actions.add_topic(actor=console, agency=shipped, **names)

    def test_a_topic_whose_letters_make_no_address_or_a_taken_one_is_not_added(self, shipped, console):
        with pytest.raises(ValidationError):
            actions.add_topic(actor=console, agency=shipped, name_en="東京", name_es="Tokio")
        topic = TopicTag.objects.get(agency=shipped, slug="technology")
        actions.rename_topic(actor=console, topic=topic, name_en="Machines", name_es="Máquinas")
        with pytest.raises(ValidationError, match="such a topic"):
            actions.add_topic(actor=console, agency=shipped, name_en="Technology!", name_es="Tecno")

    def test_two_long_names_that_begin_alike_would_share_an_address(self, shipped, console):
        actions.add_topic(actor=console, agency=shipped, name_en="x" * 60 + " one", name_es="Largo uno")
        with pytest.raises(ValidationError, match="such a topic"):
            actions.add_topic(actor=console, agency=shipped, name_en="x" * 60 + " two", name_es="Largo dos")

    def test_a_record_names_topics_by_their_addresses_still(self, shipped, console):
        topic = TopicTag.objects.get(agency=shipped, slug="technology")
        actions.rename_topic(actor=console, topic=topic, name_en="Machines", name_es="Máquinas")
        row = actions.add_resource(actor=console, agency=shipped, record=replace(RECORD, title="Late"))
        assert [one.name_en for one in row.topics.all()] == ["Machines"]


class TestDescribing:
    WORDS = {"definition_en": " A ", "definition_es": "B", "why_en": "C", "why_es": "D"}

    def test_a_topic_gets_a_page_last_in_the_list_once(self, shipped, console):
        topic = actions.add_topic(actor=console, agency=shipped, name_en="Body cameras", name_es="Cámaras")
        with pytest.raises(ValidationError) as problem:
            actions.add_area(actor=console, topic=topic, words={**self.WORDS, "why_es": " "})
        assert set(problem.value.message_dict) == {"why_es"}
        row = actions.add_area(actor=console, topic=topic, words=self.WORDS)
        assert list(access.areas(None, shipped))[-1] == row
        assert (row.definition_en, row.shipped) == ("A", False)
        assert not row.stale_on(shipped.day())
        assert [str(one) for one in row.changes.all()] == ["Added to the library."]
        assert last_verb(shipped) == "library.add_area"
        with pytest.raises(ValidationError, match="has a page"):
            actions.add_area(actor=console, topic=topic, words=self.WORDS)
