"""Web servers on loopback that stand for the world around Décroche."""

from __future__ import annotations

import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

_PATIENCE = 60  # seconds that an answer may take on a busy machine
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class _Place:
    """A server with an address of its own, until the context ends."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        place = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                place.handle(self)

            do_GET = do_HEAD = do_POST = do_DELETE = do_OPTIONS = handle_any

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Its origin."""
        return f"http://{self.host}:{self._server.server_port}"

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a request."""
        raise NotImplementedError

    def __enter__(self) -> Any:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class HostSite(_Place):
    """The website of somebody else: pages that tests put there."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str, tuple[str, dict[str, str]]] = {}

    def put(self, path: str, html: str, **headers: str) -> str:
        """Publish a page and return its address. `_` in the name of a header stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._pages[path] = (html, named)
        return f"{self.url}{path}"

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        html, headers = self._pages.get(urlsplit(request.path).path, ("", {}))
        body = html.encode()
        request.send_response(200 if body else 404)
        request.send_header("Content-Type", "text/html; charset=utf-8")
        request.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)


class Proxy(_Place):
    """What an operator puts before Décroche; with `is_cut` the line behind it is dead."""

    host = "localhost"

    def __init__(self, target: str) -> None:
        super().__init__()
        self._target = urlsplit(target)
        self.is_cut = False

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        if self.is_cut:
            self._say(request, 502, {"Content-Type": "text/html"}, b"<h1>Bad Gateway</h1>")
            return
        status, headers, answer = self._forward(request, body)
        self._say(request, status, headers, answer)

    def _forward(
        self, request: BaseHTTPRequestHandler, body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        passed = {k: v for k, v in request.headers.items() if k.lower() not in _HOP_BY_HOP}
        passed |= {
            "X-Forwarded-For": request.client_address[0],
            "X-Forwarded-Host": request.headers["Host"],
            "X-Forwarded-Proto": "http",
            "Host": self._target.netloc,
        }
        line = http.client.HTTPConnection(self._target.netloc, timeout=_PATIENCE)
        line.request(request.command, request.path, body or None, passed)
        response = line.getresponse()
        headers = {k: v for k, v in response.getheaders() if k.lower() not in _HOP_BY_HOP}
        answer = response.read()
        line.close()
        return response.status, headers, answer

    def _say(
        self,
        request: BaseHTTPRequestHandler,
        status: int,
        headers: dict[str, str],
        body: bytes,
    ) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        if status != 204:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
