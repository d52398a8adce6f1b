"""A static web server for a built site, below a path as project pages are, on 127.0.0.1 only."""

from __future__ import annotations

import gzip
import io
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "/library/"


class _Pages(SimpleHTTPRequestHandler):
    """Files of a folder below `prefix`; what is missing is answered with the site's own 404 page."""

    def __init__(self, *args: object, prefix: str, compressing: bool, directory: str) -> None:
        self.prefix, self.compressing = prefix, compressing
        super().__init__(*args, directory=directory)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return "/nonexistent"
        return super().translate_path(path[len(self.prefix) - 1 :])

    def send_head(self) -> io.BytesIO | None:
        """Texts compressed, as web hosts send them, if the server was asked to."""
        file = super().send_head()
        if not (self.compressing and file):
            return file
        with file:
            return io.BytesIO(gzip.compress(file.read()))

    def send_header(self, keyword: str, value: str) -> None:
        if self.compressing and keyword == "Content-Length":
            self.send_header("Content-Encoding", "gzip")
            self.close_connection = True  # it ends the answer, whose length is not known yet
            return
        super().send_header(keyword, value)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves in the middle of an answer is no fault."""


@contextmanager
def served(folder: Path, prefix: str = PREFIX, *, compressing: bool = False) -> Iterator[str]:
    """Serve `folder` while the block runs; gives the address that stands for its root."""
    pages = partial(_Pages, prefix=prefix, compressing=compressing, directory=str(folder))
    server = _Server(("127.0.0.1", 0), pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
