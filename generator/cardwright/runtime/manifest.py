"""What `site/runtime.toml` says: which packages the runtime is made of, and the hash of every file that is used."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cardwright.errors import CardwrightError

if TYPE_CHECKING:
    from cardwright.project import Project

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Model):
    """A file that is fetched: from a registry by name and version, or put in its place by somebody."""

    npm: str | None = None
    pypi: str | None = None
    file: str | None = None
    """Path below the root of the repository."""
    version: str
    sha256: Sha256
    files: dict[str, Sha256] = {}
    """The files in it that are used; none stands for itself."""
    inside: str = ""
    """The folder, in the archive that `files` names, which holds what Python imports."""
    without: tuple[str, ...] = ()
    """Patterns of paths that are left out."""

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        if sum(origin is not None for origin in (self.npm, self.pypi, self.file)) != 1:
            raise ValueError("give one of `npm`, `pypi` and `file`")
        return self

    @property
    def name(self) -> str:
        """What it is called where it comes from."""
        return self.npm or self.pypi or self.file or ""


class Runtime(_Model):
    """A Pyodide and the packages that go with it: name that a program imports -> where it comes from."""

    python: str
    pyodide: Source
    packages: dict[str, Source] = {}


class _Manifest(_Model):
    use: str
    runtimes: dict[str, Runtime]


def read_manifest(project: Project) -> Runtime:
    """The runtime that is used.

    Raises:
        CardwrightError: The file is missing, or not as it should be.
    """
    path = project.site / "runtime.toml"
    try:
        manifest = _Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise CardwrightError(f"site/runtime.toml: {place}: {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise CardwrightError(f"site/runtime.toml: {error}") from error
    if manifest.use not in manifest.runtimes:
        known = ", ".join(f'"{name}"' for name in manifest.runtimes)
        raise CardwrightError(f'site/runtime.toml: use: there is no runtime "{manifest.use}"', hint=f"known: {known}")
    return manifest.runtimes[manifest.use]
