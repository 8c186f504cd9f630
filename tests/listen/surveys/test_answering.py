"""Each tap or text saves at once, can be changed while the link is open, and leaves nothing in the main space."""

from datetime import timedelta

import pytest
from django.db import connections

from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.work.models import Job
from commonbeat.kit.spaces import MAIN, SEALED
from commonbeat.listen.surveys import actions, keys, queries
from commonbeat.listen.surveys.models import Invitation, OpenAnswer, UsedLink, Waiting
from commonbeat.listen.surveys.rules import Link
from listen.surveys.conftest import DAY, NOW, NUMBER, at

pytestmark = pytest.mark.django_db


def tap(asking, token, item, code, **more):
    return actions.answer(agency=asking.agency, token=token, item=item, code=code, now=NOW, **more)


def parts():
    """What waits, by its part."""
    return {kept.part: kept for kept in (keys.taken_up(row.box) for row in Waiting.objects.all())}


def test_the_first_tap_is_saved_and_the_link_opens_it_again(asking):
    _row, token = asking.invite()
    assert tap(asking, token, "treatment", "2").next == "explained"
    found = queries.survey(asking.agency, token, DAY)
    assert (found.link, found.given.code("treatment"), found.given.area) == (Link.OPEN, "2", "old-mill")


def test_a_tap_can_be_changed_and_i_would_rather_not_say_counts_as_seen(asking):
    _row, token = asking.invite()
    tap(asking, token, "treatment", "2")
    tap(asking, token, "explained", "")
    given = tap(asking, token, "treatment", "5")
    assert (given.code("treatment"), given.code("explained"), given.last) == ("5", "", ("treatment", "5"))
    assert given.next == "listened"


def test_what_is_no_answer_is_refused_and_nothing_is_begun(asking):
    _row, token = asking.invite()
    for item, code in (("treatment", "6"), ("weather", "1"), ("explained", "4")):
        with pytest.raises(actions.Refused):
            tap(asking, token, item, code)
    assert not OpenAnswer.objects.exists()


def test_a_link_that_is_unknown_early_over_or_another_towns_cannot_be_answered(asking, lakefield):
    _row, token = asking.invite()
    for agency, link, day in (
        (asking.agency, "a" * 26, DAY),
        (lakefield, token, DAY),
        (asking.agency, token, DAY + timedelta(days=15)),
        (asking.agency, token, DAY - timedelta(days=1)),
    ):
        with pytest.raises(actions.Closed):
            actions.answer(agency=agency, token=link, item="treatment", code="1", now=at(day))
    assert queries.survey(asking.agency, token, DAY + timedelta(days=14)).link is Link.OPEN


def test_a_finished_survey_leaves_a_box_without_its_link_and_answers_only_once(asking):
    token = asking.finished("2", "1", "1", "1", words="He was kind.", consent="officer")
    assert not OpenAnswer.objects.exists()
    kept = parts()
    assert dict(kept["whole"].answers)["treatment"] == "2"
    assert (kept["words"].words, kept["words"].consent) == ("He was kind.", "officer")
    assert not any(hasattr(one, "used") for one in kept.values())
    with pytest.raises(actions.Closed) as closed:
        tap(asking, token, "treatment", "1")
    assert closed.value.link is Link.USED
    with pytest.raises(actions.Closed) as closed:
        actions.complete(agency=asking.agency, token=token, now=NOW)
    assert closed.value.link is Link.USED


def test_nothing_can_be_finished_that_was_not_begun(asking):
    _row, token = asking.invite()
    with pytest.raises(actions.Closed) as closed:
        actions.complete(agency=asking.agency, token=token, now=NOW)
    assert closed.value.link is Link.UNKNOWN
    tap(asking, token, "treatment", "1")
    with pytest.raises(actions.Refused):
        actions.complete(agency=asking.agency, token=token, consent="everybody", now=NOW)


def test_somebody_who_finishes_between_the_look_and_the_lock_is_not_answered_for_again(asking, monkeypatch):
    _row, token = asking.invite()
    found = queries.survey(asking.agency, token, DAY)
    asking_again = found.__class__(found.link, found.invitation, found.questions)
    tap(asking, token, "treatment", "1")
    actions.complete(agency=asking.agency, token=token, now=NOW)
    monkeypatch.setattr(queries, "survey", lambda *_arguments: asking_again)
    with pytest.raises(actions.Closed):
        tap(asking, token, "treatment", "2")
    assert not OpenAnswer.objects.exists()


def test_an_answer_leaves_nothing_in_the_main_space(asking):
    _row, token = asking.invite()
    counts = {model: model.objects.using(MAIN).count() for model in (AuditEvent, Job)}
    before = list(Invitation.objects.values())
    tap(asking, token, "treatment", "2")
    actions.complete(agency=asking.agency, token=token, now=NOW)
    assert list(Invitation.objects.values()) == before
    assert counts == {model: model.objects.using(MAIN).count() for model in counts}
    assert not AuditEvent.objects.using(SEALED).exists()
    assert not Job.objects.using(SEALED).exists()


def test_no_table_holds_a_link_or_a_number(asking):
    _row, token = asking.invite()
    tap(asking, token, "treatment", "2")
    for space in (MAIN, SEALED):
        with connections[space].cursor() as cursor:
            for table in connections[space].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                words = repr(cursor.fetchall())
                assert token not in words, table
                assert NUMBER not in words, table
                assert NUMBER[2:] not in words, table


def test_both_boxes_are_of_one_size_whatever_they_hold(asking):
    sizes = set()
    for codes in (("1",), ("2", "3", "1"), ("", "", "")):
        token = asking.finished(*codes)
        row = OpenAnswer.objects.get(pk=keys.lookup_of(token))
        sizes |= {len(row.box), len(row.spare)}
    asking.finished("1", "1", "1", "1", words="ñ😀" * 500, consent="none")
    sizes |= {len(row.box) for row in Waiting.objects.all()}
    assert len(sizes) == 1


def test_an_open_box_does_not_open_with_another_link(asking):
    _row, token = asking.invite()
    tap(asking, token, "treatment", "2")
    _other, another = asking.invite("+16125550143")
    with pytest.raises(ValueError, match="does not open"):
        keys.opened(another, OpenAnswer.objects.get().box)


def say(asking, body, number=NUMBER):
    return actions.answer_by_text(agency=asking.agency, number=number, body=body, now=NOW)


def test_a_survey_can_be_answered_by_text_in_four_replies(asking):
    _row, token = asking.invite()
    first = say(asking, "2")
    assert first.said == (
        "Thank you, that is saved. Did the officer explain what would happen next? Reply 1 yes, 2 partly, 3 no."
    )
    assert not first.done
    second = say(asking, "1 but the car is still there")
    assert (second.words, second.understood) == ("but the car is still there", True)
    assert queries.survey(asking.agency, token, DAY).given.channel == "text"
    say(asking, "Partly")
    last = say(asking, "no")
    assert last.done
    assert last.said.startswith("Thank you. Your answers are saved")
    (kept,) = parts().values()
    assert dict(kept.answers) == {"treatment": "2", "explained": "1", "listened": "2", "helped": "3"}
    assert kept.words == ""
    assert say(asking, "2") is None


def test_a_text_that_is_no_answer_is_told_how_to_answer_and_saves_nothing(asking):
    asking.invite()
    said = say(asking, "Who is this?")
    assert not said.understood
    assert said.words == "Who is this?"
    assert said.said.endswith("Reply 1 very satisfied to 5 very dissatisfied.")
    assert not OpenAnswer.objects.exists()


def test_the_name_of_a_language_changes_the_language(asking):
    row, token = asking.invite()
    assert say(asking, "ESPAÑOL").said.startswith("¿Qué tan satisfecho(a) quedó")
    assert say(asking, "muy satisfecha").said.startswith("Gracias")
    assert say(asking, "English").said.startswith("Did the officer explain")
    row.refresh_from_db()
    assert row.language == "en", "the main space does not learn that somebody wrote"
    for item in ("explained", "listened", "helped"):
        tap(asking, token, item, "1")
    assert say(asking, "español").said.startswith("Gracias")


def test_an_invitation_in_spanish_is_asked_and_answered_in_spanish(asking):
    row, _token = asking.invite(language="es")
    assert queries.first_question(row).startswith("¿Qué tan satisfecho(a)")
    assert say(asking, "1").said.startswith("Gracias, ")


def test_a_text_after_the_last_question_finishes_what_the_page_left_open(asking):
    _row, token = asking.invite()
    for item in ("treatment", "explained", "listened", "helped"):
        tap(asking, token, item, "1")
    said = say(asking, "thanks a lot")
    assert (said.done, said.words) == (True, "thanks a lot")
    assert set(parts()) == {"whole", "words"}, "it was the page that was finished"


def test_a_text_from_a_number_without_an_open_survey_is_nobodys(asking, lakefield):
    asking.invite()
    assert say(asking, "1", number="+16125550100") is None
    assert actions.answer_by_text(agency=lakefield, number=NUMBER, body="1", now=NOW) is None
    late = at(DAY + timedelta(days=15))
    assert actions.answer_by_text(agency=asking.agency, number=NUMBER, body="1", now=late) is None
    assert queries.open_for(asking.agency, NUMBER, DAY) is not None


def test_what_was_only_opened_and_never_answered_leaves_nothing(asking):
    asking.invite()
    say(asking, "ESPAÑOL")
    assert OpenAnswer.objects.count() == 1
    assert actions.time_out(agency=asking.agency, now=at(DAY + timedelta(days=2))) == 1
    assert not OpenAnswer.objects.exists()
    assert not Waiting.objects.exists()
    assert not UsedLink.objects.exists()
    assert queries.open_for(asking.agency, NUMBER, DAY + timedelta(days=2)) is not None
