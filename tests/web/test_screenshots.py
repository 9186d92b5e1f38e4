"""The pictures of the README are made from a bot that runs, and are small."""

from __future__ import annotations

from pathlib import Path

from tests.channels.web.servers import Servers
from tools.screenshots import LARGEST, SHOTS, keep_screenshots


def test_the_pictures_of_the_readme_can_be_made_again(servers: Servers, tmp_path: Path) -> None:
    keep_screenshots(servers.settings.url, tmp_path)
    pictures = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(pictures) == {shot.name for shot in SHOTS}
    for picture in pictures.values():
        assert picture[8:12] == b"WEBP" and 5_000 < len(picture) <= LARGEST
