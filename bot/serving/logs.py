"""The lines that the libraries write to the logs, with addresses and numbers masked.

Our own lines hold no words of visitors; those of Rasa, above all of what failed, may.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any

from bot.privacy import mask_contacts


def mask_logs() -> None:
    """Have every record of this process masked when it is made, with what was raised."""
    make = logging.getLogRecordFactory()

    def make_masked(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        record.msg, record.args = mask_contacts(_said(record)), ()
        if record.exc_info and record.exc_info[0]:
            told = "".join(traceback.format_exception(*record.exc_info))
            record.exc_text = mask_contacts(told.rstrip())  # what formatters take when it is there
        return record

    logging.setLogRecordFactory(make_masked)


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # wrong arguments: the standard library would print them, words and all
        return str(record.msg)
