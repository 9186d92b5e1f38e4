"""What python-telegram-bot and smsutil make of what is given as JSON on the standard input.

Run by the Python of .tools/contract: their dependencies and Rasa's do not go together.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import smsutil
import telegram
from telegram.constants import (
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    MessageLimit,
)


def main() -> None:
    """Print as JSON what the libraries read."""
    given = json.load(sys.stdin)
    keyboards = [telegram.InlineKeyboardMarkup.de_json(each, None) for each in given["keyboards"]]
    commands = [telegram.BotCommand.de_json(each, None) for each in given["commands"]]
    updates = [telegram.Update.de_json(each, None) for each in given["updates"]]
    read = {
        "keyboards": [keyboard.to_dict() for keyboard in keyboards],
        "commands": [command.to_dict() for command in commands],
        "updates": [_heard(update) for update in updates],
        "limits": {
            "text": int(MessageLimit.MAX_TEXT_LENGTH),
            "data": int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
            "buttons": int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER),
        },
        "parts": [len(smsutil.split(text).parts) for text in given["texts"]],
    }
    json.dump(read, sys.stdout)


def _heard(update: telegram.Update) -> list[Any]:
    query = update.callback_query
    text = query.data if query else update.message.text
    return [update.update_id, text, update.effective_user.id]


if __name__ == "__main__":
    main()
