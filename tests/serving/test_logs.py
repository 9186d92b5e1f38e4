"""No address and no number of a visitor's reaches the logs, whoever writes them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.serving.logs import mask_logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What a library's logger writes, as a server of ours lets it."""
    former = logging.getLogRecordFactory()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger = logging.getLogger("a.library")
    logger.addHandler(handler)
    mask_logs()
    yield written
    logging.setLogRecordFactory(former)
    logger.removeHandler(handler)


def test_a_line_and_its_arguments_are_masked(log: io.StringIO) -> None:
    logging.getLogger("a.library").error("cannot parse %s of %d", "zoe＠exemple.fr", 7)
    assert log.getvalue() == "cannot parse [e-mail] of 7\n"


def test_what_was_raised_is_masked_and_its_place_is_told(log: io.StringIO) -> None:
    try:
        raise ValueError("no intent for 06_98_12_34_56")
    except ValueError:
        logging.getLogger("a.library").exception("failed")
    assert "[numéro]" in log.getvalue() and "98_12" not in log.getvalue()
    assert "test_logs.py" in log.getvalue()


def test_a_line_with_the_wrong_arguments_is_told_without_them(log: io.StringIO) -> None:
    logging.getLogger("a.library").error("two %s %s", "zoe@exemple.fr")
    assert log.getvalue() == "two %s %s\n"
