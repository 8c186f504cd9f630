"""The PDF of a signed snapshot: ordered when it is closed, made by a job, kept in the folder of uploads."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_noop

from commonbeat.act.standards.exports import self_review as exports
from commonbeat.act.standards.exports import self_review_papers as papers
from commonbeat.act.standards.models import SelfReviewPaper, SelfReviewSnapshot
from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import media_folder
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import System
from commonbeat.ground.work import actions as work
from commonbeat.kit import uploads

BY_ITSELF = System("self-review")
ROOM = "self-reviews"
STAGES = (gettext_noop("Reading the snapshot"), gettext_noop("Setting the pages"), gettext_noop("Keeping the file"))
"""How far the making is, in words; each in the language of whoever looks."""

Say = Callable[[int, int, str], None]


def order_papers(*, snapshot: SelfReviewSnapshot) -> int:
    """Order what is missing or was made with an older layout; returns how many. Nothing is ordered twice."""
    missing = [one.language for one in papers.of(snapshot) if not one.ready]
    for language in missing:
        work.enqueue(
            papers.JOB,
            payload={"snapshot": snapshot.pk, "language": language},
            key=papers.key(snapshot, language),
            agency=snapshot.agency,
        )
    return len(missing)


def order_again(*, snapshot: SelfReviewSnapshot) -> int:
    """Order what is missing of this one and of all later ones: they compare only with what may be read beside them."""
    rows = SelfReviewSnapshot.objects.filter(agency=snapshot.agency, sequence__gte=snapshot.sequence)
    return sum(order_papers(snapshot=row) for row in rows.select_related("review", "agency"))


def order_missing(*, agency: Agency) -> int:
    """Order every paper that is missing, such as after a new layout: the public is not left without. Called daily."""
    rows = SelfReviewSnapshot.objects.filter(agency=agency).order_by("sequence")
    return sum(order_papers(snapshot=row) for row in rows.select_related("review", "agency"))


def make_paper(*, agency: Agency, snapshot: int, language: str, say: Say = lambda *_far: None) -> SelfReviewPaper:
    """Make the PDF of one language and keep it in place of an older one. Raises DoesNotExist for another agency's."""
    say(0, len(STAGES), STAGES[0])
    row = SelfReviewSnapshot.objects.select_related("review__agency", "agency").get(agency=agency, pk=snapshot)
    say(1, len(STAGES), STAGES[1])
    mark = exports.made_with(row)
    made = exports.pdf_of(row, language)
    say(2, len(STAGES), STAGES[2])
    stored = uploads.receive([made.content], media_folder(), ROOM)
    try:
        with transaction.atomic():
            paper = _keep(row, language, stored, mark)
    except BaseException:
        (media_folder() / stored.name).unlink(missing_ok=True)
        raise
    return paper


def _keep(row: SelfReviewSnapshot, language: str, stored: uploads.Stored, mark: str) -> SelfReviewPaper:
    """Write down where it is; the file that it replaces goes once this is certain."""
    old = SelfReviewPaper.objects.select_for_update().filter(snapshot=row, language=language).first()
    if old is not None:
        before = media_folder() / old.stored
        transaction.on_commit(lambda: before.unlink(missing_ok=True))
    paper, _made = SelfReviewPaper.objects.update_or_create(
        snapshot=row,
        language=language,
        defaults={
            "agency": row.agency,
            "made_with": mark,
            "stored": stored.name,
            "sha256": stored.sha256,
            "size": stored.size,
        },
    )
    details = {"review": row.review.number, "language": language, "sha256": stored.sha256}
    audit.record(agency=row.agency, actor=BY_ITSELF, verb="standards.make_paper", subject=row, details=details)
    agencies.touch_public(row.agency)
    return paper
