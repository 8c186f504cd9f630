"""Setting and removing the pictures of the public face."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonbeat.ground.agency import actions as agencies
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.audit import actions as audit
from commonbeat.ground.roles import Actor
from commonbeat.kit.pictures import PictureReason, PictureRefused, redrawn
from commonbeat.show.portal import rules
from commonbeat.show.portal.models import Picture


def set_picture(
    *, actor: Actor, agency: Agency, use: str, content: bytes, file_name: str, alt_en: str, alt_es: str
) -> Picture:
    """Put a picture in its place; the one before stays on record. The same file with the same words changes nothing.

    Raises ValidationError, by field, for words that do not describe it and for a file that is no picture.
    """
    problems = rules.alt_problems({"alt_en": alt_en, "alt_es": alt_es}, file_name)
    if problems:
        raise ValidationError({field: str(problem) for field, problem in problems.items()})
    if len(content) > rules.LARGEST_FILE:
        raise ValidationError({"file": _refusal(PictureReason.TOO_LARGE)})
    try:
        drawn = redrawn(content, longest_side=rules.LONGEST_SIDE)
    except PictureRefused as refused:
        raise ValidationError({"file": _refusal(refused.reason)}) from None
    digest = rules.digest_of(drawn.content)
    with transaction.atomic():
        now = Picture.objects.select_for_update().filter(agency=agency).of_use(use).current().first()
        if now and (now.sha256, now.alt_en, now.alt_es) == (digest, alt_en, alt_es):
            return now
        if now:
            _end(now)
        picture = Picture(
            agency=agency,
            use=use,
            media_type=drawn.media_type,
            width=drawn.width,
            height=drawn.height,
            sha256=digest,
            alt_en=alt_en,
            alt_es=alt_es,
        )
        picture.file.save(f"{digest[:20]}.{drawn.ending}", ContentFile(drawn.content), save=False)
        picture.save(force_insert=True)
        details = {"use": use, "sha256": digest, "alt_en": alt_en, "alt_es": alt_es}
        audit.record(agency=agency, actor=actor, verb="portal.set_picture", subject=picture, details=details)
        agencies.touch_public(agency)
    return picture


@transaction.atomic
def remove_picture(*, actor: Actor, picture: Picture) -> Picture:
    """Take a picture from its place; it stays on record. Raises ValidationError where it is gone already."""
    if picture.until is not None:
        raise ValidationError(_("This picture has been replaced or removed already."))
    _end(picture)
    audit.record(agency=picture.agency, actor=actor, verb="portal.remove_picture", subject=picture)
    agencies.touch_public(picture.agency)
    return picture


def _end(picture: Picture) -> None:
    picture.until = timezone.now()
    picture.save(update_fields=["until"])


def _refusal(reason: PictureReason) -> str:
    """What to do about a file that is not taken."""
    return {
        PictureReason.NOT_A_PICTURE: _("This is not a picture that we can read. Choose a PNG, JPEG, WebP or GIF file."),
        PictureReason.TOO_LARGE: _("This picture is too large. Choose one of at most 5 MB and 60 million pixels."),
        PictureReason.BROKEN: _("This picture is damaged. Save it again as PNG or JPEG and choose that file."),
    }[reason]
