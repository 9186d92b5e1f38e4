"""What the bot says that is no answer of a card: the replies of content/replies.yml."""

from __future__ import annotations

from bot.content import CARE_GOES_ON, Content, Reply, ReplyCase
from bot.content.keys import CARE_DENIED, DISTRESS, LIGHT
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.messages import Context, Message
from bot.text.phrases import mentions

# Help that is given twice in the same words is heard as a machine that does not listen.
_NEVER_TWICE = frozenset({DISTRESS, CARE_GOES_ON, CARE_DENIED})


def reply_of(content: Content, key: str, context: Context) -> Message:
    """Return a reply in the words of the case that applies, the next variant of them."""
    reply = content.replies[key]
    case = case_of(reply, context)
    texts = case.texts if case else reply.texts
    facts = case.facts if case else reply.facts
    text = _variant(texts, context.said.get(key, 0), reply)
    if key in _NEVER_TWICE and _was_just_said(text, context):
        text = _another(text, texts) or text
        if _was_just_said(text, context):
            text, facts = _another(text, reply.texts) or text, reply.facts
    calm = [button for button in reply.buttons if not is_tactless(button, context)]
    return Message(
        text, key, facts=tuple(facts), buttons=topic_buttons(content, calm), yes=reply.yes
    )


def case_of(reply: Reply, context: Context) -> ReplyCase | None:
    """Return the case of a reply that applies to the visitor's words, or None."""
    return next((case for case in reply.cases if _applies(case, context)), None)


def is_tactless(topic: str, context: Context) -> bool:
    """Tell whether a topic is too light for who spoke of distress."""
    return topic in LIGHT and context.distress


def _applies(case: ReplyCase, context: Context) -> bool:
    if case.kiosk:
        return context.kiosk
    if case.language:
        return case.language == context.language
    if case.care:
        return case.care.value == context.care
    return mentions(context.heard, case.words)


def _variant(texts: list[str], told: int, reply: Reply) -> str:
    return texts[min(told, len(texts) - 1) if reply.last_stays else told % len(texts)]


def _was_just_said(text: str, context: Context) -> bool:
    return context.last is not None and context.last.text.startswith(text)


def _another(text: str, texts: list[str]) -> str | None:
    """Return the text after one, the first again after the last, or None when it is alone."""
    if text not in texts:
        return texts[0]
    following = texts[(texts.index(text) + 1) % len(texts)]
    return None if following == text else following
