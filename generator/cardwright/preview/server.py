"""The server of the preview, for this machine only. To pages it adds a script on the way, never to files."""

from __future__ import annotations

import json
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

from cardwright.errors import CardwrightError

if TYPE_CHECKING:
    from types import TracebackType

    from cardwright.preview.news import Board, News

HOST = "127.0.0.1"
LIVE, EVENTS = ".live/live.js", ".live/events"
SCRIPT = Path(__file__).with_name("live.js")
PULSE = 10.0
"""Seconds after which an open page hears that the server is still there."""


class Server:
    """Serves a folder while the block runs.

    Args:
        folder: The site.
        prefix: Path below which it stands, with slashes around it.
        port: Where to listen; 0 for any.
        board: What open pages are told.

    Raises:
        CardwrightError: Somebody else listens there.
    """

    def __init__(self, folder: Path, prefix: str, port: int, board: Board) -> None:
        handler = partial(_Handler, folder=folder, prefix=prefix, board=board)
        try:
            self._server = _Threads((HOST, port), handler)
        except OSError as error:
            raise CardwrightError(
                f"port {port} cannot be used: {error.strerror}", hint="name another, as in: --port 8001"
            ) from error
        self._board = board
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self.address = f"http://{HOST}:{self._server.server_port}{prefix}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._board.close()
        self._server.shutdown()
        self._server.server_close()


class _Threads(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who leaves in the middle of an answer is no fault."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, prefix: str, board: Board) -> None:
        self._folder, self._prefix, self._board = folder, prefix, board
        super().__init__(*args, directory=str(folder))

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == f"{self._prefix}{EVENTS}":
            self._events()
        elif path == f"{self._prefix}{LIVE}":
            self._answer(HTTPStatus.OK, "text/javascript", SCRIPT.read_bytes())
        elif not path.startswith(self._prefix):
            self._lead_to(self._prefix)
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        file = Path(self.translate_path(path[len(self._prefix) - 1 :]))
        if file.is_dir() and not path.endswith("/"):
            self._lead_to(f"{path}/")
            return
        if file.is_dir():
            file /= "index.html"
        number = self._board.number  # asked before the file is read, so that no change is missed
        if file.is_file():
            self._send(HTTPStatus.OK, file, number)
        else:
            self._send(HTTPStatus.NOT_FOUND, self._folder / "404.html", number)

    def _send(self, status: HTTPStatus, file: Path, number: int) -> None:
        try:
            data = file.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if file.suffix == ".html":
            data = data.replace(b"</body>", self._script(number).encode() + b"</body>", 1)
        self._answer(status, self.guess_type(file), data)

    def _script(self, number: int) -> str:
        source, events = f"{self._prefix}{LIVE}", f"{self._prefix}{EVENTS}"
        return f'<script src="{source}" data-events="{events}" data-since="{number}"></script>'

    def _answer(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _lead_to(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _events(self) -> None:
        """Tell an open page what is wrong, and then everything that happens, until it leaves."""
        asked = parse_qs(urlsplit(self.path).query).get("since", ["0"])[0]
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        news = self._board.now(int(asked) if asked.isdecimal() else 0)
        number = news.number
        self._say(news)
        while not self._board.closed:
            told = self._board.since(number, PULSE)
            number = told.number if told else number
            self._say(told)

    def _say(self, news: News | None) -> None:
        if news:
            pages = None if news.pages is None else sorted(news.pages)
            self.wfile.write(f"data: {json.dumps({'pages': pages, 'message': news.message})}\n\n".encode())
        else:
            self.wfile.write(b": still here\n\n")
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        """What is asked for is nobody's news."""
