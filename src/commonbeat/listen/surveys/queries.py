"""Reads of surveys: where a link or a number leads, what is asked, and how many were asked and answered, in cells."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.core.cache import caches
from django.db import connections
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor
from commonbeat.kit import tasks
from commonbeat.kit.cells import Cells, CellTable, Connection, Count, Dimension, Form
from commonbeat.kit.sealing import Unreadable, unseal
from commonbeat.kit.spaces import MAIN, SEALED
from commonbeat.listen.surveys import access, keys
from commonbeat.listen.surveys.models import (
    Campaign,
    Comment,
    Instrument,
    InstrumentItem,
    Invitation,
    OpenAnswer,
    Response,
    ResponseItem,
    UsedLink,
    Waiting,
)
from commonbeat.listen.surveys.rules import CampaignKind, Consent, Link
from commonbeat.listen.surveys.rules.answers import Given
from commonbeat.listen.surveys.rules.questions import CORE, Question, choices_from


def places_of(instrument: Instrument) -> list[InstrumentItem]:
    """The questions of a set in their order, with what each measures. One query."""
    rows = InstrumentItem.objects.filter(instrument=instrument).select_related("item__construct")
    return list(rows.order_by("place"))


def questions(instrument: Instrument) -> tuple[Question, ...]:
    """The questions of a set that is fixed, as they are put to somebody; asked of the database once an hour."""
    fixed = instrument.fielded_at.timestamp() if instrument.fielded_at else 0
    key = f"survey-questions|{instrument.pk}|{fixed}"
    kept: tuple[Question, ...] | None = caches["memory"].get(key)
    if kept is None:
        kept = tuple(
            Question(row.item.key, row.item.kind, row.item.wording, choices_from(row.item.choices), row.item.skip)
            for row in places_of(instrument)
        )
        caches["memory"].set(key, kept, 3600)
    return kept


def current_campaign(agency: Agency, day: date, kind: str = CampaignKind.CONTACT) -> Campaign | None:
    """The campaign that asks people of this kind on that day; the one begun last where there are several."""
    return Campaign.objects.asking(day).filter(agency=agency, kind=kind).select_related("instrument").first()


@dataclass(frozen=True, slots=True)
class Found:
    """Where a link leads. An open one has its invitation and questions, and what was answered before."""

    link: Link
    invitation: Invitation | None = None
    questions: tuple[Question, ...] = ()
    given: Given | None = None

    def question(self, key: str | None) -> Question | None:
        """One of the questions."""
        return next((one for one in self.questions if one.key == key), None)


def survey(agency: Agency, token: str, day: date) -> Found:
    """Where the link of an invitation leads on that day."""
    rows = Invitation.objects.filter(agency=agency, link_fingerprint=keys.link_mark(token))
    row = rows.select_related("campaign__instrument").first()
    if row is None:
        return Found(Link.UNKNOWN)
    if not row.sent_on <= day <= row.expires_on:
        return Found(Link.OVER, row)
    if is_used(token):
        return Found(Link.USED, row)
    kept = OpenAnswer.objects.filter(pk=keys.lookup_of(token)).first()
    return Found(Link.OPEN, row, questions(row.campaign.instrument), keys.opened(token, kept.box) if kept else None)


def is_used(token: str) -> bool:
    """Whether an answer was finished, or timed out, under this link."""
    return UsedLink.objects.filter(pk=keys.used_mark(token)).exists()


def open_for(agency: Agency, number: str, day: date | None = None) -> Invitation | None:
    """The invitation that a text from this number (E.164) answers, if one still holds and has not been used.

    For the text line: ask this before you look for another thread. It tells nobody whether an answer was begun.
    """
    rows = Invitation.objects.holding(day or agency.day()).filter(
        agency=agency, number_fingerprint=keys.number_mark(number)
    )
    row = rows.select_related("campaign__instrument").first()
    return row if row is not None and not is_used(keys.token_for(number, row.nonce)) else None


def first_question(invitation: Invitation) -> str:
    """The core item as a text asks it, with its answers; call it with the invitation's language active.

    The text line sets it behind who asks, why this number is asked, and how to stop.
    """
    return questions(invitation.campaign.instrument)[0].as_text(invitation.language)


MONTH = Form.MONTH
CAMPAIGN = "REPLACE(CAST({row}.{column} AS TEXT), '-', '')"
"""A random reference as 32 letters and digits, on every database."""

ANSWERED = Cells(
    name="answered",
    source_table=(
        f"{Response._meta.db_table} AS r "
        f"LEFT JOIN {ResponseItem._meta.db_table} AS i ON i.response_id = r.id AND i.item = :item"
    ),
    where="r.agency_id = :agency",
    by=(
        Dimension(name="campaign", sql=CAMPAIGN.format(row="r", column="campaign")),
        Dimension(name="version", sql="r.instrument_version", form=Form.WHOLE),
        Dimension(name="area", sql="r.area"),
        Dimension(name="month", sql="r.month", form=MONTH),
        Dimension(name="code", sql="i.code"),
    ),
    counts=(Count(name="responses"),),
)
"""Answers that have been written, by campaign, area ("" where not kept), month (missing where not kept) and code
(missing where somebody gave none). In the sealed space."""

INVITED = Cells(
    name="invited",
    source_table=f"{Invitation._meta.db_table} AS i JOIN {Campaign._meta.db_table} AS c ON c.id = i.campaign_id",
    where="i.agency_id = :agency AND i.sent_on <= :until",
    by=(
        Dimension(name="campaign", sql=CAMPAIGN.format(row="c", column="reference")),
        Dimension(name="area", sql="i.area"),
        Dimension(name="month", sql="i.sent_on", form=MONTH),
    ),
    counts=(Count(name="invitations"),),
)
"""Invitations by campaign, area and month. In the main space."""


def answered(agency: Agency, item: str = CORE) -> CellTable:
    """How many answers say what to one question: columns campaign, version, area, month, code, responses."""
    return ANSWERED.run(cast(Connection, connections[SEALED]), {"agency": agency.pk, "item": item})


def invited(agency: Agency, until: date) -> CellTable:
    """How many were invited up to that day: columns campaign, area, month, invitations."""
    return INVITED.run(cast(Connection, connections[MAIN]), {"agency": agency.pk, "until": until})


def waiting_count(agency: Agency) -> int:
    """How many finished answers wait for others like them, over all campaigns."""
    return Waiting.objects.filter(agency_id=agency.pk).count()


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a campaign, "2026-11" ("" for answers whose month is not kept): how many were asked, how many
    answers are written. Counts as they are: whoever shows them asks the thresholds first."""

    month: str
    invited: int
    answered: int


def months(campaign: Campaign, until: date) -> list[Month]:
    """A campaign month by month, the newest first; answers without a month come last. Two queries."""
    asked = _by_month(invited(campaign.agency, until), campaign)
    said = _by_month(answered(campaign.agency), campaign)
    return [Month(month, asked.get(month, 0), said.get(month, 0)) for month in sorted({*asked, *said}, reverse=True)]


def _by_month(table: CellTable, campaign: Campaign) -> dict[str, int]:
    found: dict[str, int] = {}
    rows = zip(table.column("campaign"), table.column("month"), (row[-1] for row in table.rows), strict=True)
    for reference, month, count in rows:
        if reference == campaign.reference.hex:
            found[str(month or "")] = found.get(str(month or ""), 0) + int(count or 0)
    return found


@dataclass(frozen=True, slots=True)
class CommentToRedact:
    """Words that somebody lets us show: `staff` is the officer's random reference, `month` its first day or None."""

    reference: UUID
    month: date | None
    consent: str
    staff: UUID | None
    words: str


def comments_to_redact(agency: Agency) -> set[UUID]:
    """Which comments have their writer's yes and were taken over by nobody yet. No seal is opened for that."""
    return set(_to_redact(agency).values_list("pk", flat=True))


def officers_of(agency: Agency, references: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Of each of these comments its officer, None where nobody knew; without those that cannot be opened."""
    found = (_opened(row) for row in _to_redact(agency).filter(pk__in=references))
    return {one.reference: one.staff for one in found if one is not None}


def comment_to_redact(agency: Agency, reference: UUID) -> CommentToRedact | None:
    """One of them; None where it was taken over, has no yes, is another agency's, or cannot be opened.

    For whoever redacts praise; call `actions.mark_taken` in the step that keeps the words elsewhere.
    """
    row = _to_redact(agency).filter(pk=reference).first()
    return _opened(row) if row else None


def _to_redact(agency: Agency) -> QuerySet[Comment]:
    return Comment.objects.filter(agency_id=agency.pk, taken_on__isnull=True).exclude(consent=Consent.NONE)


def _opened(row: Comment) -> CommentToRedact | None:
    """What lies in the seal; None where this installation's key does not open it."""
    try:
        kept = json.loads(unseal(row.words, keys.COMMENT))
    except Unreadable:
        return None
    staff = UUID(kept["staff"]) if kept["staff"] else None
    return CommentToRedact(row.pk, row.month, row.consent, staff, kept["words"])


def waiting_for(actor: Actor, agency: Agency) -> Sequence[tasks.Waiting]:
    """What waits for whoever runs surveys: sets of questions that are not fixed yet, so that nobody is asked."""
    return [
        tasks.Waiting(
            title=_("Questions that are not fixed yet"),
            address="survey_instrument",
            arguments=(row.pk,),
            next_step=_("Read each question, then fix them for good."),
        )
        for row in access.instruments(actor, agency)
        if row.fielded_at is None
    ]
