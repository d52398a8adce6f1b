"""What the finished site was made of, and whether it still stands as it was built."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cardwright.writing import seal, write

if TYPE_CHECKING:
    from pathlib import Path

    from cardwright.project import Project


@dataclass(frozen=True, slots=True)
class Built:
    """Hashes of what the site was made of and of what its search index was made of; empty if nothing is known."""

    made_of: str = ""
    searched: str = ""


def last_built(project: Project) -> Built:
    """What the site was made of, if it was finished and nobody changed anything in it since."""
    try:
        stored = json.loads(_path(project).read_text(encoding="utf-8"))
        if stored.pop("seal") == seal(project.built_site):
            return Built(**stored)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass  # a damaged file says as little as one that is not there
    return Built()


def remember(project: Project, made_of: str, searched: str) -> None:
    """Note what the site that has just been finished was made of."""
    built = asdict(Built(made_of, searched))
    write(_path(project), json.dumps(built | {"seal": seal(project.built_site)}))


def forget(project: Project) -> None:
    """From here on nothing is known of the site, until it is finished."""
    _path(project).unlink(missing_ok=True)


def _path(project: Project) -> Path:
    return project.cache / "site.json"
