"""What GitHub reads of the repository: workflows that nobody can turn against it, and forms that it accepts."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from cardwright.cli import app
from cardwright.model.card import Level

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*"))
FORMS = sorted(p for p in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")
ZIZMOR = [ROOT / ".venv/bin/zizmor", "--offline", "--no-config", "--color=never", "--format=json-v1"]

Block = dict[str, Any]


class Words(yaml.CSafeLoader):
    """YAML in which `on` is a word."""


Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Words)


def steps(path: Path) -> list[Block]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def test_a_linter_for_workflows_finds_nothing():
    done = subprocess.run([*ZIZMOR, *WORKFLOWS], capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stdout + done.stderr


def test_the_linter_would_find_something(tmp_path):
    hostile = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    hostile = hostile.replace("run: make environment", "run: echo ${{ github.event.pull_request.title }}")
    (tmp_path / "check.yml").write_text(hostile, encoding="utf-8")
    done = subprocess.run([*ZIZMOR, tmp_path / "check.yml"], capture_output=True, text=True, check=False)
    assert "template-injection" in done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_say_which_version_it_is(path):
    uses = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert uses
    assert [use for use in uses if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)] == []


def test_an_action_has_one_version_everywhere():
    uses = {use for path in WORKFLOWS for use in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))}
    assert len(uses) == len({use.partition("@")[0] for use in uses})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_step_is_one_command_without_expressions(path):
    for step in steps(path):
        if "run" in step:
            word = r"(?:[\w./=^:*-]+|\"\$[A-Z_]+\")"  # a variable of the machine stands in quotes
            assert re.fullmatch(rf"{word}( {word})*", step["run"]), step["run"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_verbs_and_targets_of_workflows_exist(path):
    verbs = get_command(app).commands
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for step in steps(path):
        program, _, rest = step.get("run", "").partition(" ")
        if program == ".venv/bin/cardwright":
            verb, *options = rest.split()
            known = {name for option in verbs[verb].params for name in option.opts}
            assert {option for option in options if option.startswith("-")} <= known
        if program == "make":
            assert rest in targets


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_comes_from_a_pull_request_meets_no_secret_and_no_right_to_write(path):
    workflow = read(path)
    if "pull_request" not in workflow["on"]:
        return
    assert workflow["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in workflow["jobs"].values())
    assert "secrets" not in path.read_text(encoding="utf-8").replace("there are no secrets", "")
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False]


def test_no_workflow_runs_with_the_rights_of_the_repository_on_code_of_a_pull_request():
    assert [path.name for path in WORKFLOWS if "pull_request_target" in read(path)["on"]] == []


def test_the_job_that_comments_runs_the_default_branch_and_may_write_comments_only():
    workflow = read(ROOT / ".github/workflows/comment.yml")
    assert workflow["on"]["workflow_run"]["workflows"] == [read(ROOT / ".github/workflows/check.yml")["name"]]
    assert workflow["permissions"] == {}
    job = workflow["jobs"]["comment"]
    assert job["permissions"] == {"contents": "read", "actions": "read", "pull-requests": "write"}
    checkout = job["steps"][0]
    assert checkout["with"] == {"persist-credentials": False}, "no ref: what is checked out is the default branch"
    assert [step["run"] for step in job["steps"] if "run" in step] == [
        "python3 -m cardwright.review build/review/review.json"
    ]


def test_the_jobs_agree_on_the_name_and_the_place_of_the_review():
    kept = [step["with"] for step in steps(ROOT / ".github/workflows/check.yml") if "upload" in step.get("uses", "")]
    fetched = [
        step["with"] for step in steps(ROOT / ".github/workflows/comment.yml") if "download" in step.get("uses", "")
    ]
    assert ("review", "build/review") in [(w["name"], w["path"]) for w in kept]
    assert [(w["name"], w["path"]) for w in fetched] == [("review", "build/review")]


FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "markdown": ({"value"}, set()),
    "input": ({"label"}, {"description", "placeholder", "value"}),
    "textarea": ({"label"}, {"description", "placeholder", "value", "render"}),
    "dropdown": ({"label", "options"}, {"description", "multiple", "default"}),
    "checkboxes": ({"label", "options"}, {"description"}),
}
"""Type of a block of a form -> attributes that it must have, and others that it may."""


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_has_what_github_asks_of_it(path):
    form = read(path)
    assert form.keys() >= {"name", "description", "body"}
    assert form.keys() <= {"name", "description", "body", "labels", "title", "assignees", "projects", "type"}
    assert 3 <= len(form["description"]) <= 200
    assert any(block["type"] != "markdown" for block in form["body"])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_block_of_a_form_has_the_attributes_of_its_type(path):
    for block in read(path)["body"]:
        needed, possible = FIELDS[block["type"]]
        assert needed <= block["attributes"].keys() <= needed | possible
        assert block.keys() <= {"type", "id", "attributes", "validations"}
        assert block.get("validations", {}).keys() <= {"required"}
        assert ("id" in block) == (block["type"] != "markdown")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_names_labels_and_choices_of_a_form_are_unique(path):
    body = read(path)["body"]
    for key in ("id", "label"):
        found = [block.get(key) or block["attributes"].get(key) for block in body if block["type"] != "markdown"]
        assert len(found) == len(set(found))
    for block in body:
        options = block["attributes"].get("options", [])
        shown = [option["label"] if isinstance(option, dict) else option for option in options]
        assert all(isinstance(option, str) for option in shown)
        assert len(shown) == len(set(shown))


def test_a_form_speaks_both_languages():
    for path in FORMS:
        form = read(path)
        assert " · " in form["description"]
        for block in form["body"]:
            label = block["attributes"].get("label")
            assert label is None or " · " in label


def test_the_form_for_a_new_card_offers_the_levels():
    form = read(ROOT / ".github/ISSUE_TEMPLATE/new-card.yml")
    level = next(block for block in form["body"] if block.get("id") == "level")
    assert level["attributes"]["options"] == list(Level)


def test_the_configuration_of_forms_is_one():
    assert read(ROOT / ".github/ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": True}
