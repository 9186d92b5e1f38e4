"""The answers that the kiosk shows when the bot gives none: `python -m tests.web.packaged_faq`
writes them again after the content was edited."""

from __future__ import annotations

import json

from bot import publishing
from bot.channels.web.faq import faq
from bot.settings import ROOT
from tests.contents import CONTENT

FILE = ROOT / "bot" / "web" / "assets" / "faq.json"


def packaged() -> str:
    """Return the file as the content of today makes it."""
    answers = faq(CONTENT, CONTENT.part(publishing.THEMES))
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(packaged(), encoding="utf-8")
