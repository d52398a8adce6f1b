"""Our page templates (Jinja2): a folder of them, and what is wrong with one in words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from cardwright.errors import CardwrightError

if TYPE_CHECKING:
    from pathlib import Path


class Templates:
    """Templates of a folder; a name that is not given is an error, and every value is escaped."""

    def __init__(self, folder: Path) -> None:
        self._shown = f"{folder.parent.name}/{folder.name}"
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=False,
            keep_trailing_newline=True,
        )

    @property
    def names(self) -> list[str]:
        """Every file of the folder."""
        return self._environment.list_templates()

    def render(self, name: str, **values: Any) -> str:
        """A template with its values.

        Raises:
            CardwrightError: The template is damaged, or asks for a value that there is not.
        """
        try:
            return self._environment.get_template(name).render(values)
        except TemplateError as error:
            raise CardwrightError(f"{self._shown}/{template_fault(error, name)}") from error


@cache
def templates_of(folder: Path) -> Templates:
    """The templates of a folder: compiled once, and again when one is edited."""
    return Templates(folder)


def template_fault(error: TemplateError, name: str) -> str:
    """Which template is wrong, on which line if that is known, and why."""
    place = f"{error.name or name}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else name
    return f"{place}: {error.message}"
