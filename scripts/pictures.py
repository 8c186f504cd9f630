"""The pictures of the documents, taken in Chromium from a running demonstration (`make demo`)."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SITE = f"http://localhost:{os.environ.get('PORT', '8000')}"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

SHOWN = {"home": "/"}
"""Each picture and the address that it shows."""

HEIGHT = 900


def take(page: Page, name: str, address: str) -> None:
    """One picture of the top of a page, as a reader first sees it."""
    page.goto(f"{SITE}{address}", wait_until="networkidle")
    page.screenshot(path=str(PICTURES / f"{name}.png"))
    print(f"{name}.png: {address}")


def take_all(browser: Browser) -> None:
    """Public pages as anybody sees them."""
    page = browser.new_page(viewport={"width": 1200, "height": HEIGHT}, reduced_motion="reduce")
    for name, address in SHOWN.items():
        take(page, name, address)


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
