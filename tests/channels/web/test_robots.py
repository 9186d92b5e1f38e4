"""What search engines may read, by robots.txt."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest

from bot.channels.web.channel import WEB_DIR
from bot.channels.web.pages import Pages
from tests.contents import CONTENT

_PAGES = Pages(lambda: CONTENT, WEB_DIR / "templates")


@pytest.mark.parametrize("base", ["https://bot.example.fr/web", "https://www.example.fr/bot/web"])
def test_search_engines_stay_out_of_the_api_and_the_kiosk_wherever_these_are(base: str) -> None:
    robots = RobotFileParser()
    robots.parse(_PAGES.page("robots.txt", base).body.decode().splitlines())
    for address in ("api/faq", "kiosk", "kiosk?listen=1"):
        assert not robots.can_fetch("Searching", f"{base}/{address}"), address
    for address in ("", "questions/salaire"):
        assert robots.can_fetch("Searching", f"{base}/{address}"), address
    assert robots.site_maps() == [f"{base}/sitemap.xml"]
