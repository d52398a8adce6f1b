"""The languages of the site, built side by side; what MkDocs complains of becomes an error of ours."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

from cardwright.errors import CardwrightError
from cardwright.sharing import shared
from cardwright.site.engine import Engine, Job
from cardwright.site.environment import environment
from cardwright.site.templates import template_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "true",  # Material's notice about MkDocs 2; docs/engines.md says what we do
    "SOURCE_DATE_EPOCH": "0",  # the day of a build is no part of what it makes
}


def build_all(jobs: Sequence[Job]) -> list[str]:
    """Build every language, in as many processes as there are languages and cores.

    Returns:
        For each job, a hash that changes with everything that the search sees.

    Raises:
        CardwrightError: MkDocs refused a page, with its own words; or the disk is full.
    """
    return shared(build, jobs)


def build(job: Job) -> str:
    """Build one language, as above."""
    with listening() as complaints:
        return Engine(job, complaints).build()


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what MkDocs complains of while the block runs; if it did, or gave up, that is an error.

    Raises:
        CardwrightError: MkDocs complained, a template is damaged, or a file could not be read or written.
    """
    heard = _Heard()
    try:
        with _heard_by(heard), environment(ENVIRONMENT):
            yield heard.messages
    except (MkDocsException, SystemExit) as error:
        raise _refused(*heard.messages or [str(error)]) from error
    except TemplateError as error:
        raise _refused(*heard.messages, template_fault(error, "a template of site/overrides")) from error
    except OSError as error:
        raise CardwrightError(
            f"the site could not be built: {error.strerror}: {error.filename}",
            hint="the previous site is untouched; make room or mend what is missing, then run the command again",
        ) from error
    if heard.messages:
        raise _refused(*heard.messages)


@contextmanager
def _heard_by(handler: logging.Handler) -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def _refused(*messages: str) -> CardwrightError:
    return CardwrightError(
        f"MkDocs could not build the site: {'; '.join(dict.fromkeys(messages))}", hint="see build/pages/"
    )


class _Heard(logging.Handler):
    """Collects warnings, which a strict build takes for errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
