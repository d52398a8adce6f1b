"""What the site holds for running Python: the assembled runtime, the frame, and a list of files for each language.

All of it stands in `python/`, above the languages, under names that change with the content: the files of two versions
of a site never meet. `site/app/python/files.ts` reads the lists. Without an assembled runtime there is nothing of this,
and snippets show what was recorded.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cardwright
from cardwright.errors import CardwrightError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardwright.project import Project
    from cardwright.site.assets import Assets
    from cardwright.site.words import Words

FOLDER = "python"
FRAME_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; base-uri 'none'"
"""Of the frame and of the worker in it: no network, no pictures, no frames, nothing but Python."""

_FRAME = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="robots" content="noindex">
<title>Python</title>
<script src="{script}"></script>
</head>
<body></body>
</html>
"""
_WORDS, _REFUSALS = "python_say_", "python_no_"


@dataclass(frozen=True, slots=True)
class Python:
    """Files by path below the root of the site, and the list of each language: a path below the root."""

    files: dict[str, str | bytes]
    lists: dict[str, str]


def python_files(project: Project, words: Mapping[str, Words], assets: Assets) -> Python:
    """What running Python takes; nothing if no runtime was assembled.

    Raises:
        CardwrightError: The assembled runtime is damaged.
    """
    runtime = _assembled(project)
    if runtime is None:
        return Python({}, {})
    files: dict[str, str | bytes] = {}
    listed = {name: {key: file[key] for key in ("path", "size", "sha256")} for name, file in runtime["files"].items()}
    for file in listed.values():
        files[file["path"]] = _read(project, runtime, file)
    for name, data in (("worker", assets.shared["worker.js"].encode()), ("package cardwright", _drawing())):
        packed = gzip.compress(data, mtime=0)
        path = _named(name.rpartition(" ")[2], "bin", packed, files)
        listed[name] = {"path": path, "size": len(packed), "sha256": hashlib.sha256(packed).hexdigest()}
    script = _named("frame", "js", assets.shared["frame.js"], files)
    frame = _named("frame", "html", _FRAME.format(policy=FRAME_POLICY, script=script), files)
    lists = {}
    for language, own in words.items():
        facts = {"frame": frame, "files": listed, "words": _said(own, _WORDS), "refusals": _said(own, _REFUSALS)}
        lists[language] = _named(language, "json", json.dumps(facts, ensure_ascii=False, indent=1), files)
    return Python(
        {f"{FOLDER}/{name}": data for name, data in files.items()},
        {language: f"{FOLDER}/{name}" for language, name in lists.items()},
    )


def _drawing() -> bytes:
    """What snippets import to draw, as a package for the browser's Python: the same files as in the sandbox."""
    home = Path(cardwright.__file__).parent
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as package:
        for path in (home / "__init__.py", home / "plot.py", *sorted((home / "charts").glob("*.py"))):
            named = zipfile.ZipInfo(path.relative_to(home.parent).as_posix(), (1980, 1, 1, 0, 0, 0))
            package.writestr(named, path.read_bytes())
    return archive.getvalue()


def _assembled(project: Project) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((project.runtime / "runtime.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _damaged(str(error)) from error
    return found


def _read(project: Project, runtime: Mapping[str, Any], file: Mapping[str, Any]) -> bytes:
    try:
        data: bytes = (project.runtime / runtime["folder"] / file["path"]).read_bytes()
    except OSError as error:
        raise _damaged(f"{file['path']}: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != file["sha256"]:
        raise _damaged(f"{file['path']} has another hash")
    return data


def _damaged(reason: str) -> CardwrightError:
    return CardwrightError(f"build/runtime/ is damaged: {reason}", hint="run `cardwright runtime`, which makes it anew")


def _named(stem: str, ending: str, data: str | bytes, files: dict[str, str | bytes]) -> str:
    raw = data.encode() if isinstance(data, str) else data
    name = f"{stem}.{hashlib.sha256(raw).hexdigest()[:12]}.{ending}"
    files[name] = data
    return name


def _said(words: Words, prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in words.items() if key.startswith(prefix)}
