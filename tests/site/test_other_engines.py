"""The generated pages need no engine of ours: MkDocs builds them, and ProperDocs, its fork, builds the same site."""

import subprocess
import sys
from pathlib import Path

from building import build
from cardwright.project import Project

QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def built_with(engine: str, project: Project, place: Path) -> dict[str, bytes]:
    """Every file of the site that an engine makes of the pages, by its path."""
    command = [sys.executable, "-m", engine, "build", "--quiet", "--strict", "--config-file", "mkdocs.yml"]
    done = subprocess.run(
        [*command, "--site-dir", place], cwd=project.root, capture_output=True, text=True, check=False, env=QUIET
    )
    assert done.returncode == 0, done.stderr
    return {file.relative_to(place).as_posix(): file.read_bytes() for file in place.rglob("*") if file.is_file()}


def test_properdocs_builds_the_same_site_of_the_generated_pages(small, tmp_path):
    build(small, "--pages")
    old, new = (built_with(engine, small, tmp_path / engine) for engine in ("mkdocs", "properdocs"))
    assert any(name.startswith("cards/") for name in old)
    assert {name for name in old if new.get(name) != old[name] and not name.endswith(".gz")} == set()
    assert set(new) == set(old)
