"""What the repository may not hold: addresses of registries, paths of a machine, generated or foreign files."""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.org")


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def words(path: Path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


def test_no_file_carries_the_address_of_a_registry():
    for path in tracked():
        assert not any(host in words(path) for host in REGISTRIES), path


def test_no_file_carries_a_path_of_somebodys_machine():
    for path in tracked():
        assert not re.search(r"(?<![\w.])/(?:root|work|home/\w+)/", words(path).replace(__file__, "")) or path == Path(
            __file__
        ), path


def test_the_npm_lock_resolves_nothing_by_address():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert all("resolved" not in package for package in lock["packages"].values())


def test_every_python_lock_line_is_pinned_by_hash():
    for path in (ROOT / "requirements").glob("*.txt"):
        for block in re.split(r"\n(?=[a-z])", path.read_text()):
            if "==" in block:
                assert "--hash=sha256:" in block, block.splitlines()[0]


def test_nothing_large_or_generated_is_committed():
    for path in tracked():
        assert path.stat().st_size < 1_000_000, path
        assert path.suffix not in {".mo", ".sqlite3", ".pyc", ".woff2", ".woff"}, path
