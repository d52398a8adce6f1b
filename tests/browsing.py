"""Browser tabs that notice what goes wrong on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Response

WIDTHS = (320, 360, 390, 1280)

OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const culprits = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1);
  return ["wider than the screen", ...culprits.map((e) => e.tagName + "." + e.className).slice(0, 8)];
}"""


class Tab:
    """A tab in a browser context of its own: nothing is remembered from another tab.

    `faults` collects console errors and warnings, uncaught errors, dialogs, requests that fail and requests to
    another origin than that of `root`, the address of the site.
    """

    def __init__(self, browser: Browser, root: str, **options: Any) -> None:
        self.root = root
        self.faults: list[str] = []
        self.status: int | None = None
        width = options.pop("width", WIDTHS[-1])
        self._context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def open(self, path: str) -> Page:
        """Go to a path below the site's root, and wait until everything that the page names is there."""
        response = self.page.goto(self.root + path)
        self.status = response.status if response else None
        return self.page

    @property
    def path(self) -> str:
        """Where the tab is, below the site's root."""
        return self.page.url.removeprefix(self.root)

    def too_wide(self) -> list[str]:
        """What makes the page scroll sideways."""
        found: list[str] = self.page.evaluate(OVERFLOW)
        return found

    def widen(self, width: int) -> None:
        """Change the width of the window."""
        self.page.set_viewport_size({"width": width, "height": 800})

    def close(self) -> None:
        """Forget everything."""
        self._context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console {message.type}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in {"data", "blob"} and not request.url.startswith(self.root):
            self.faults.append(f"outside the site: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what is still on its way when a test goes on to another page
            self.faults.append(f"failed: {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")
