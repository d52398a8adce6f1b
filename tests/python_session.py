"""Programs in a page's own Python, through the module that the page itself loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_RUN = """async ([job, seconds]) => {
  const { cwSession } = document.querySelector("script[data-cw-python]").dataset;
  const session = await import(new URL(cwSession, document.baseURI).href);
  const states = [], chunks = [], stop = new AbortController();
  if (seconds !== null) setTimeout(() => stop.abort(), seconds * 1000);
  const onState = (state) => { if (states.at(-1) !== state.phase) states.push(state.phase); };
  const result = await session.run(job, { onState, onOutput: (chunk) => chunks.push(chunk), signal: stop.signal });
  const printed = (stream) => chunks.filter((chunk) => chunk.stream === stream).map(({ text }) => text).join("");
  return { ...result, states, stdout: printed("stdout"), stderr: printed("stderr"), chunks: chunks.length };
}"""


def run(
    page: Page,
    code: str | list[tuple[str, str]],
    *,
    tests: str | None = None,
    requires: tuple[str, ...] = (),
    stop_after: float | None = None,
) -> dict[str, Any]:
    """Run a program, or parts with names, and give its result, with what it printed and the states it went through."""
    parts = [("snippet.py", code)] if isinstance(code, str) else code
    job: dict[str, Any] = {"parts": [{"name": n, "code": c} for n, c in parts], "requires": list(requires)}
    if tests is not None:
        job["tests"] = {"name": "tests.py", "code": tests}
    result: dict[str, Any] = page.evaluate(_RUN, [job, stop_after])
    return result
