"""The kiosk's systemd units, read as systemd reads them."""

from __future__ import annotations

import configparser

from bot.settings import ROOT

FOLDER = ROOT / "deploy" / "kiosk"
PAGE = "http://127.0.0.1:5005/web/kiosk"  # where `decroche run` serves it by default


def service(name: str) -> dict[str, str]:
    """Return the settings of a unit's service."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    text = (FOLDER / name).read_text(encoding="utf-8").replace("\\\n", " ")
    unit.read_string(text)
    return dict(unit["Service"])
