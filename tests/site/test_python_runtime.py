"""The runtime's manifest and what it names: what is wrong with them is said, and nothing is put together."""

import hashlib
import json
import shutil

import pytest

from building import ROOT, cardwright
from cardwright.project import Project
from cardwright.runtime.assembly import assemble
from cardwright.runtime.manifest import read_manifest

ZEROS = "0" * 64


@pytest.fixture
def project(tmp_path):
    """A project that has the repository's manifest, and what was fetched for it."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "kb.yaml").touch()
    (tmp_path / "site").mkdir()
    shutil.copy(ROOT / "site" / "runtime.toml", tmp_path / "site")
    (tmp_path / "build").mkdir()
    shutil.copytree(ROOT / "build" / "runtime", tmp_path / "build" / "runtime")
    return Project(tmp_path)


def edit(project, old, new):
    path = project.site / "runtime.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(project):
    done = cardwright(project, "runtime")
    assert done.returncode == 1
    return done.stderr


def test_a_runtime_that_is_there_is_checked_and_left_alone(project):
    before = (project.runtime / "runtime.json").read_bytes()
    done = assemble(project)
    assert not done.made
    assert (project.runtime / "runtime.json").read_bytes() == before
    files = json.loads(before)["files"]
    assert done.size == sum(file["size"] for file in files.values()) < 9_500_000
    for file in files.values():
        assert hashlib.sha256((done.folder / file["path"]).read_bytes()).hexdigest() == file["sha256"]


def test_every_runtime_of_the_manifest_names_versions_and_hashes(project):
    for use in ("pyodide-0.25", "pyodide-314"):
        edit(project, 'use = "', f'use = "{use}"  # "')
        runtime = read_manifest(project)
        assert set(runtime.packages) == {"numpy"}
        assert len(runtime.pyodide.files) == 5


def test_a_runtime_that_nobody_knows(project):
    edit(project, 'use = "pyodide-0.25"', 'use = "pyodide-9"')
    assert told(project) == (
        'error: site/runtime.toml: use: there is no runtime "pyodide-9"\nhelp: known: "pyodide-0.25", "pyodide-314"\n'
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('use = "pyodide-0.25"', "use = ", "error: site/runtime.toml: Invalid value (at line 4, column 7)\n"),
        ('sha256 = "', 'sha256 = "x', "error: site/runtime.toml: runtimes.pyodide-0.25.pyodide.sha256: String should"),
        ('npm = "pyodide"', 'npm = "pyodide"\npypi = "pyodide"', "Value error, give one of `npm`, `pypi` and `file`"),
        (
            'npm = "pyodide"',
            'npm = "pyodide"\nurl = "x"',
            "error: site/runtime.toml: runtimes.pyodide-0.25.pyodide.url: Extra",
        ),
    ],
)
def test_a_manifest_that_cannot_be_read(project, old, new, message):
    edit(project, old, new)
    assert message in told(project)


def test_a_file_that_nobody_has_downloaded(project):
    shutil.rmtree(project.runtime / "downloads")
    edit(project, 'use = "pyodide-0.25"', 'use = "pyodide-314"')
    edit(project, 'npm = "pyodide"\nversion = "314.0.7"', 'file = "downloads/pyodide.tgz"\nversion = "314.0.7"')
    assert told(project) == (
        "error: site/runtime.toml: downloads/pyodide.tgz cannot be read: No such file or directory\n"
        "help: no registry has it: download it once, by hand, and put it there (docs/runtime.md)\n"
    )


def test_a_download_that_is_another_file(project):
    edit(project, 'npm = "pyodide"\nversion = "0.25.1"', 'file = "downloads/pyodide.tgz"\nversion = "0.25.1"')
    (project.root / "downloads").mkdir()
    (project.root / "downloads" / "pyodide.tgz").write_bytes(b"something else")
    found = hashlib.sha256(b"something else").hexdigest()
    assert f"downloads/pyodide.tgz 0.25.1 has the SHA-256 {found}, not d301c5b18b" in told(project)


def test_a_member_with_another_hash(project):
    text = (project.site / "runtime.toml").read_text("utf-8")
    known = next(line for line in text.splitlines() if "python_stdlib.zip" in line).split('"')[3]
    edit(project, known, ZEROS)
    assert told(project).startswith(
        "error: site/runtime.toml: package/python_stdlib.zip has another hash in pyodide 0.25.1\n"
    )


def test_a_build_says_that_its_runtime_is_damaged(small):
    runtime = small.runtime
    real = runtime.resolve()
    runtime.unlink()
    shutil.copytree(real, runtime)
    index = json.loads((runtime / "runtime.json").read_text("utf-8"))
    name = index["files"]["wasm"]["path"]
    (runtime / index["folder"] / name).write_bytes(b"something else")
    done = cardwright(small, "build")
    assert done.returncode == 1
    assert done.stderr.endswith(
        f"error: build/runtime/ is damaged: {name} has another hash\n"
        "help: run `cardwright runtime`, which makes it anew\n"
    )


def test_a_site_without_a_runtime_is_whole(small):
    small.runtime.unlink()
    assert cardwright(small, "build").returncode == 0
    assert not (small.built_site / "python").exists()
    assert not list(small.built_site.rglob("*.html.*"))
