"""The answers that the kiosk shows when the bot gives none: `python -m tests.web.packaged_faq`
writes them again after the content was edited."""

from __future__ import annotations

import json

from bot.channels.web.faq import faq, read_themes
from bot.content import CONTENT_DIR
from bot.settings import ROOT
from tests.contents import CONTENT

FILE = ROOT / "bot" / "web" / "assets" / "faq.json"


def packaged() -> str:
    """Return the file as the content of today makes it."""
    answers = faq(CONTENT, read_themes(CONTENT_DIR / "themes.yml"))
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(packaged(), encoding="utf-8")
