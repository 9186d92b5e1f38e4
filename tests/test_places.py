"""Where content/, data/ and what is kept stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import StartupError
from bot.installation.places import HOME, ROOT, default_data, given_home
from bot.settings import Settings


def _home(folder: Path) -> Path:
    for name in ("content", "data"):
        (folder / name).mkdir()
    return folder


def test_a_checkout_works_with_its_own_folders() -> None:
    assert (ROOT / "content").is_dir()
    assert given_home({}) is None
    assert default_data({}) == ROOT / "var"
    assert HOME == ROOT


def test_a_home_of_its_own_holds_what_is_kept_too(tmp_path: Path) -> None:
    settings = Settings.from_environment({"DECROCHE_HOME": str(_home(tmp_path))})
    assert settings.home == tmp_path
    assert settings.data == tmp_path / "var"


def test_the_data_may_stand_elsewhere_than_the_home(tmp_path: Path) -> None:
    given = {"DECROCHE_HOME": str(_home(tmp_path)), "DECROCHE_DATA": "/srv/kept"}
    assert Settings.from_environment(given).data == Path("/srv/kept")


def test_a_home_is_handed_to_the_servers_as_a_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _home(tmp_path)
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({"DECROCHE_HOME": "."})
    assert settings.as_environment()["DECROCHE_HOME"] == str(tmp_path)
    assert "DECROCHE_HOME" not in Settings.from_environment({}).as_environment()


@pytest.mark.parametrize("missing", ["content", "data"])
def test_a_home_that_lacks_a_folder_stops_the_start(tmp_path: Path, missing: str) -> None:
    (_home(tmp_path) / missing).rmdir()
    with pytest.raises(StartupError, match=r"DECROCHE_HOME.*content/ and data/"):
        Settings.from_environment({"DECROCHE_HOME": str(tmp_path)})
