"""The two commands: what they install is pinned, and what describes them agrees with the Makefile."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGE_LOCK = json.loads((ROOT / "package-lock.json").read_text())
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[^\s;]+)(?: ; [^\\]+)?(?: --hash=sha256:[0-9a-f]{64})+")


def pins(lock: Path) -> list[str]:
    """One line for each package: name, version, marker, hashes."""
    text = re.sub(r"^#.*\n", "", lock.read_text(), flags=re.MULTILINE)
    return re.sub(r"\s*\\\n\s*", " ", text).splitlines()


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run at the root, free of the settings of a make that may run this test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTHON"))}
    return subprocess.run(
        command, cwd=ROOT, env=kept | environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_every_package_with_hashes(lock):
    assert [pin for pin in pins(lock) if not PIN.fullmatch(pin)] == []


@pytest.mark.parametrize("lock", [*LOCKS, ROOT / "package-lock.json"], ids=lambda lock: lock.name)
def test_a_lock_names_no_host(lock):
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ file:|\"resolved\"", lock.read_text())


def test_the_test_lock_holds_the_build_lock():
    build, test = (pins(ROOT / "requirements" / name) for name in ("build.txt", "test.txt"))
    assert [pin for pin in build if pin not in test] == []


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [
        (PYPROJECT["project"]["dependencies"], "build.txt"),
        (PYPROJECT["project"]["optional-dependencies"]["install"], "build.txt"),
        (PYPROJECT["project"]["optional-dependencies"]["test"], "test.txt"),
        (PYPROJECT["dependency-groups"]["lock"], "lock.txt"),
    ],
)
def test_a_lock_answers_every_wish_of_pyproject(wanted, lock):
    found = [match.group("name", "version") for pin in pins(ROOT / "requirements" / lock) if (match := PIN.match(pin))]

    def answered(wish: Requirement) -> bool:
        return any(name == canonicalize_name(wish.name) and version in wish.specifier for name, version in found)

    assert [wish for wish in wanted if not answered(Requirement(wish))] == []


def test_the_npm_lock_follows_package_json():
    package = json.loads((ROOT / "package.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        assert PACKAGE_LOCK["packages"][""][kind] == package[kind]


def test_the_npm_lock_has_a_digest_for_every_package():
    packages = {path: entry for path, entry in PACKAGE_LOCK["packages"].items() if path}
    assert [path for path, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []


CI = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())


def test_ci_runs_what_anyone_can_run():
    commands = [step["run"] for job in CI["jobs"].values() for step in job["steps"] if "run" in step]
    assert commands[0] == ".ci/run"
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert re.findall(r"^make .*?\b(\w+) <", (ROOT / ".ci/run").read_text(), re.MULTILINE) == ["test"]


def test_ci_can_only_read_and_every_action_is_pinned():
    assert CI["permissions"] == {"contents": "read"}
    for job in CI["jobs"].values():
        assert "permissions" not in job
        uses = [step["uses"] for step in job["steps"] if "uses" in step]
        assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", use) for use in uses)


def test_ci_tries_the_oldest_python_that_is_promised_and_compares_its_decks_with_those_of_the_newest():
    oldest, *_, newest = CI["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert f">={oldest}" == PYPROJECT["project"]["requires-python"]
    compared = CI["jobs"]["same-decks"]["steps"][-1]["run"]
    assert compared == f"diff digests-{oldest}/digests.txt digests-{newest}/digests.txt"


def test_help_lists_every_target():
    listed = re.findall(r"^make ([a-z-]+) ", run("make", "help").stdout, re.MULTILINE)
    assert set(listed) == TARGETS


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_in_the_documentation_exists(page):
    text = (ROOT / page).read_text() if (ROOT / page).exists() else ""
    commands = re.findall(r"(?:^|`)(?:\$ )?make(?: ([a-z-]+))?(?=[ `\n])", text, re.MULTILINE)
    assert {name for name in commands if name} <= TARGETS


def test_make_says_which_python_it_needs():
    done = run("make", "PYTHON=no-such-python", "environment")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "error: 'no-such-python' is not Python 3.11 or later\nhelp: name one that is, as in: make PYTHON=python3.12\n"
    )


def test_the_chosen_browser_is_taken():
    # Anything that tells its version will do here; that it is a browser, the browser tests prove.
    done = run(sys.executable, "tests/chromium.py", CHROMIUM=sys.executable)
    assert (done.stdout, done.stderr, done.returncode) == (f"{sys.executable}\n", "", 0)


def test_a_chosen_browser_that_does_not_start_is_an_error():
    done = run(sys.executable, "tests/chromium.py", CHROMIUM="/no/such/browser")
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr == (
        "error: CHROMIUM is '/no/such/browser', which does not start\nhelp: name a browser that does, or unset it\n"
    )
