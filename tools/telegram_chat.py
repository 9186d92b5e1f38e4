"""A conversation on Telegram, drawn: what a visitor wrote and the calls that answered it.

The bot that runs calls a Bot API of ours on loopback (`DECROCHE_TELEGRAM_API`), which keeps its
`sendMessage` calls; the frame around them is telegram_chat.html, and none of Telegram's.
"""

from __future__ import annotations

import itertools
import json
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from bot.content.brands import Brand

FRAME = Path(__file__).with_suffix(".html")
_PATIENCE = 60.0  # seconds for each answer
_updates = itertools.count(int(time.time()))  # a bot answers each once, for a week

Call = dict[str, Any]
Turn = tuple[str, list[Call]]  # what a visitor wrote, and the calls that answered


@contextmanager
def bot_api(address: str) -> Iterator[queue.Queue[Call]]:
    """Listen where the bot calls Telegram, and give its `sendMessage` calls as they come."""
    sent: queue.Queue[Call] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)) or b"{}")
            if self.path.endswith("/sendMessage"):
                sent.put(body)
            answer = json.dumps({"ok": True, "result": {"message_id": next(_updates)}}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            return None

    port = urlsplit(address).port or 0
    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield sent
        finally:
            server.shutdown()
            thread.join()


def talk(
    server: str, secret: str, sent: queue.Queue[Call], messages: Sequence[str]
) -> Iterator[Turn]:
    """Write messages to the bot as a visitor of Telegram, each after the answer to the last."""
    visitor = next(_updates)  # a new one: nothing was said before
    for text in messages:
        person = {"id": visitor, "is_bot": False, "first_name": "Inès"}
        chat = {"id": visitor, "type": "private"}
        id = next(_updates)
        message = {"message_id": id, "from": person, "chat": chat, "date": id, "text": text}
        requests.post(
            f"{server}/webhooks/telegram/webhook",
            json={"update_id": id, "message": message},
            headers={"X-Telegram-Bot-Api-Secret-Token": secret},
            timeout=_PATIENCE,
        ).raise_for_status()
        calls = [sent.get(timeout=_PATIENCE)]
        while "reply_markup" not in calls[-1]:  # the last of a turn bears the keyboard
            calls.append(sent.get(timeout=_PATIENCE))
        yield text, calls


def drawn(turns: Sequence[Turn], brand: Brand) -> str:
    """Return the page that shows a conversation."""
    bubbles = [
        bubble
        for text, calls in turns
        for bubble in (f'<div class="visitor">{escape(text)}</div>', *map(_drawn_call, calls))
    ]
    filled = {
        "{initial}": escape(brand.bot[:1]),
        "{bot}": escape(brand.bot),
        "{turns}": "".join(bubbles),
        "var(--accent)": brand.accent,
    }
    page = FRAME.read_text(encoding="utf-8")
    for name, value in filled.items():
        page = page.replace(name, value)
    return page


def _drawn_call(call: Call) -> str:
    # The Bot API's HTML: what it may hold, a page may hold too.
    bubble = f'<div class="bot">{call["text"]}</div>'
    rows = call.get("reply_markup", {}).get("inline_keyboard", [])
    keys = "".join(
        f'<div class="row">{"".join(_drawn_key(key) for key in row)}</div>' for row in rows
    )
    return f'{bubble}<div class="keys">{keys}</div>' if keys else bubble


def _drawn_key(key: dict[str, str]) -> str:
    return f'<span class="key">{escape(key["text"])}</span>'
