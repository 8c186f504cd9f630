"""The menu: what a visitor or a signed-in person may open, and what every page needs around it."""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Permission
from commonbeat.show.portal.queries import public as portal
from commonbeat.show.portal.rules import PictureUse

PUBLIC = [
    ("home", _("Home")),
    ("tell_us", _("Tell us")),
    ("neighborhood_list", _("Neighborhoods")),
    ("figures", _("Figures")),
    ("promise_ledger", _("Promises")),
    ("policy_list", _("Policies")),
    ("library", _("Library")),
]

STAFF = [
    ("desk", _("Desk"), Permission.SEE_DESK),
    ("concern_list", _("Concerns"), Permission.SEE_CONCERNS),
    ("record_overview", _("Records"), Permission.SEE_RECORDS),
    ("import_list", _("Imports"), Permission.IMPORT_RECORDS),
    ("survey_overview", _("Surveys"), Permission.RUN_SURVEYS),
    ("run_list", _("Findings"), Permission.PUBLISH_FIGURES),
    ("promise_list", _("Promises"), Permission.KEEP_PROMISES),
    ("resource_list", _("Library"), Permission.MANAGE_LIBRARY),
    ("policy_desk", _("Policies"), Permission.READ_POLICIES),
    ("praise_own", _("Thanks"), Permission.SEE_OWN_PRAISE),
    ("training_own", _("Training"), Permission.READ_POLICIES),
    ("accreditation_programs", _("Standards"), Permission.SEE_STANDARDS),
    ("place_list", _("Places"), Permission.IMPORT_RECORDS),
    ("staff_list", _("People"), Permission.MANAGE_STAFF),
    ("setup", _("Settings"), Permission.MANAGE_AGENCY),
    ("job_list", _("Jobs"), Permission.SEE_JOBS),
    ("audit_trail", _("Trail"), Permission.SEE_AUDIT),
]

FOOT = [
    (
        _("Check our work"),
        [
            ("dataset_list", _("Download every figure")),
            ("how_we_measure", _("How we measure")),
            ("what_we_do_not_know", _("What we do not know")),
            ("corrections", _("What changed, and what we corrected")),
            ("transparency_index", _("What must be public, and what is")),
            ("accreditation", _("Accreditation")),
        ],
    ),
    (
        _("Reach us"),
        [
            ("tell_us", _("Tell us")),
            ("point_out", _("Point out an issue")),
            ("library", _("Library")),
            ("about", _("About this site")),
            ("desk", _("For staff")),
        ],
    ),
]
"""What stands at the foot of every public page."""

STAFF_FOOT = [
    (
        _("Your account"),
        [("home", _("Public site")), ("mfa_index", _("Your sign-in")), ("account_logout", _("Sign out"))],
    ),
]
"""What stands at the foot of a page that somebody signed in sees."""


def _current(request: HttpRequest, url: str, home: str) -> bool:
    return request.path == url or (url != home and request.path.startswith(url))


def entries(request: HttpRequest, *, staff: bool) -> list[dict[str, Any]]:
    """The menu of this page: label, url, and whether it is where the reader is."""
    user, agency = request.user, getattr(request, "agency", None)
    if staff:
        shown = [(name, label) for name, label, permission in STAFF if user.may(permission, agency)]  # type: ignore[union-attr]
        home = reverse("desk")
    else:
        shown, home = list(PUBLIC), reverse("home")
    return [
        {"name": name, "label": label, "url": (url := reverse(name)), "current": _current(request, url, home)}
        for name, label in shown
    ]


def language_links(request: HttpRequest) -> list[dict[str, str]]:
    """This same page in each other language that the agency offers."""
    agency = getattr(request, "agency", None)
    offered = agency.languages if agency else [code for code, _name in settings.LANGUAGES]
    prefix = get_script_prefix()
    path = request.get_full_path()[len(prefix) :]
    current = get_language() or settings.LANGUAGE_CODE
    if current != settings.LANGUAGE_CODE:
        path = path.removeprefix(f"{current}/")
    return [
        {"code": code, "label": name, "url": prefix + ("" if code == settings.LANGUAGE_CODE else f"{code}/") + path}
        for code, name in settings.LANGUAGES
        if code in offered and code != current
    ]


def footer(*, staff: bool) -> list[dict[str, Any]]:
    """The groups of links at the foot of the page."""
    return [
        {"title": title, "links": [{"label": label, "url": reverse(name)} for name, label in links]}
        for title, links in (STAFF_FOOT if staff else FOOT)
    ]


def seal_url(agency: Agency) -> str:
    """The address of the agency's seal, "" where it has none; asked of the database once until something changes."""
    key = f"seal|{agency.pk}|{agency.public_version}"
    kept: int | None = caches["memory"].get(key)
    if kept is None:
        seal = portal.picture(agency, PictureUse.SEAL)
        kept = seal.pk if seal else 0
        caches["memory"].set(key, kept, 3600)
    return reverse("picture", args=[kept]) if kept else ""


def demo_notice(request: HttpRequest) -> str:
    """What the demo band says, in the page's language; empty for a real agency."""
    agency = getattr(request, "agency", None)
    if agency is None or not agency.demo:
        return ""
    language = get_language() or "en"
    lasting = agency.demo_notice.get(language) or agency.demo_notice.get("en", "")
    return f"{lasting} {agency.demo_notice.get(f'now_{language}', '')}".strip()


def context(request: HttpRequest) -> dict[str, Any]:
    """The context processor: agency, menu, languages, demo band."""
    if not hasattr(request, "agency"):
        return {}
    staff = _is_staff_page(request)
    return {
        "agency": request.agency,
        "staff": staff,
        "nav": entries(request, staff=staff and request.user.is_authenticated) if request.agency else [],
        "language_links": language_links(request),
        "demo_notice": demo_notice(request),
        "home_url": reverse("desk" if staff else "home"),
        "seal_url": seal_url(request.agency) if request.agency else "",
        "footer": footer(staff=staff and request.user.is_authenticated),
    }


def _is_staff_page(request: HttpRequest) -> bool:
    with override("en"):
        start = reverse("desk")
    path = request.path
    for code, _name in settings.LANGUAGES:
        path = path.replace(f"{get_script_prefix()}{code}/", get_script_prefix(), 1)
    return path.startswith(start)
