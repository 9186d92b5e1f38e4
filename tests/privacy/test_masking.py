"""Personal data put out of sight: how much of it, and how much of what is nobody's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.privacy import mask, mask_contacts
from bot.settings import ROOT

_HERE = Path(__file__).parent


def _read(name: str) -> Any:
    return yaml.safe_load((_HERE / f"{name}.yml").read_text(encoding="utf-8"))


def _left(text: str, secrets: list[str]) -> list[str]:
    masked = mask(str(text))
    return [secret for secret in secrets if str(secret) in masked]


def _share_masked(name: str) -> float:
    secrets = [(text, secret) for text, secrets in _read(name) for secret in secrets]
    return sum(not _left(text, [secret]) for text, secret in secrets) / len(secrets)


@pytest.mark.parametrize(("text", "secrets"), _read("seen"))
def test_what_was_read_is_masked(text: str, secrets: list[str]) -> None:
    assert _left(text, secrets) == []


@pytest.mark.parametrize("text", _read("nobody"))
def test_what_is_nobody_s_stays(text: str) -> None:
    assert mask(text) == text


def test_the_shares_are_those_of_the_documentation() -> None:
    document = (ROOT / "docs" / "storage.md").read_text(encoding="utf-8")
    told = re.search(
        r"of (\d+) read and (\d+) unread messages.*?(\d+) % and (\d+) % of", document, re.S
    )
    assert told
    assert [len(_read("seen")), len(_read("unread"))] == [int(told[1]), int(told[2])]
    shares = [round(100 * _share_masked(name)) for name in ("seen", "unread")]
    assert shares == [int(told[3]), int(told[4])]


@pytest.mark.parametrize(
    "text", ["a" * 2_000, "06 " * 700, "jean point " * 180 + "@", "Léa " * 500, "FR12 " * 400]
)
def test_a_long_text_is_masked_whatever_stands_in_it(text: str) -> None:
    assert mask_contacts(mask(text)) == mask(text)


def test_a_name_is_masked_wherever_it_stands_again() -> None:
    assert mask("je m'appelle Léa Martin. Martin, oui, comme léa !") == (
        "je m'appelle [nom]. [nom], oui, comme [nom] !"
    )
