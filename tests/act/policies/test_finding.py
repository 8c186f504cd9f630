"""Who finds and sees which policy."""

import pytest

from commonbeat.act.policies import access, queries
from commonbeat.act.policies.models import (
    ConsultationComment,
    PolicyConsultation,
    PolicyText,
)

pytestmark = pytest.mark.django_db


def test_search_follows_the_version_in_force(riverton, lakefield, in_force):
    first = in_force(days=90, text="# 1 A\nNobody holds a neck.")
    assert queries.search(riverton, "neck holds", "en") == [first.policy_id]
    in_force(policy=first.policy, text="# 1 A\nNobody runs.")
    assert queries.search(riverton, "neck", "en") == []
    assert queries.search(riverton, "RUN", "es") == [first.policy_id]
    assert queries.search(lakefield, "run", "en") == []
    assert queries.search(riverton, "zebra' OR 1=1 --", "en") == []
    assert queries.search(riverton, "…", "en") == []
    assert str(PolicyText.objects.first()).endswith(")")
    PolicyText.objects.all().delete()
    assert queries.search(riverton, "run", "en") == []


def test_who_sees_what(riverton, lakefield, draft, in_force, asked, writer, officer, person):
    in_force("1", title="Public")
    in_force("2", title="Inside", public=False)
    draft("4", title="Draft")
    stranger = person("commander", agency=lakefield)
    assert {row.number for row in access.visible(None, riverton)} == {"1"}
    assert {row.number for row in access.visible(officer, riverton)} == {"1", "2"}
    assert {row.number for row in access.visible(writer, riverton)} == {"1", "2", "4", "300"}
    assert {row.number for row in access.visible(stranger, riverton)} == {"1"}
    assert access.version(writer, riverton, "none", 1) is None
    assert not access.Commenter().may("write_policies", riverton)
    assert access.consultation(None, lakefield, asked.pk) is None
    assert [row.pk for row in access.consultations(riverton)] == [asked.pk]
    assert ConsultationComment.objects.count() == 0
    assert PolicyConsultation.objects.get().asked("es") == ["¿Qué falta?"]
