"""The pictures of the documents, taken in Chromium from a running demonstration (`make demo`)."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SITE = f"http://localhost:{os.environ.get('PORT', '8000')}"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDE, PHONE = (1200, 900), (320, 640)
"""Width and height in CSS pixels: a desk, and a small phone."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The top of a page as its reader first sees it; `role` is who signs in, `within` a part to scroll to."""

    name: str
    address: str
    size: tuple[int, int] = WIDE
    role: str = ""
    within: str = ""


SHOWN = (
    Picture("home", "/"),
    Picture("home-phone-spanish", "/es/", PHONE),
    Picture("neighborhood", "/neighborhoods/powderhorn-park/"),
    Picture("tell-us", "/tell-us/", PHONE),
    Picture("point-out", "/point-out/", PHONE),
    Picture("phone", "/phone/jordan-ellis/"),
    Picture("promises", "/promises/"),
    Picture("policy", "/policies/use-of-force/"),
    Picture("library", "/library/"),
    Picture("self-review", "/self-review/1/", within="#complaints li:last-child"),
    Picture("desk-officer", "/staff/", role="officer"),
    Picture("desk-chief", "/staff/", role="chief"),
)


def take(page: Page, picture: Picture) -> None:
    """One picture, at its size."""
    if picture.role:
        page.goto(f"{SITE}/staff/demo/")
        page.locator(f'button[name="role"][value="{picture.role}"]').click()
    page.goto(f"{SITE}{picture.address}", wait_until="networkidle")
    if picture.within:
        page.locator(picture.within).first.scroll_into_view_if_needed()
    page.screenshot(path=str(PICTURES / f"{picture.name}.png"))
    print(f"{picture.name}.png: {picture.address}")


def take_all(browser: Browser) -> None:
    """Each as its own reader sees it, who has been nowhere before."""
    for picture in SHOWN:
        width, height = picture.size
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        take(context.new_page(), picture)
        context.close()


def main() -> None:
    """Needs a running demonstration and Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is missing. On Debian: sudo apt-get install chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
        take_all(browser)
        browser.close()


if __name__ == "__main__":
    main()
