"""Count what each channel makes of what the bot says: parts by SMS, bubbles elsewhere.

    python -m tools.message_counts          # prints the table
    python -m tools.message_counts --write  # writes it into docs/channels.md

Each answer, detail and variant of content/ is said as after a first message, then its sources, and
« plus » and the sources of that; a cell is the mean, and the most in brackets where it differs.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from bot.channels.messaging import messenger_bubbles, slack_blocks, telegram
from bot.channels.messaging.rendering import with_page
from bot.channels.messaging.sentences import REST
from bot.channels.messaging.sms import sms_bodies
from bot.channels.messaging.whatsapp import whatsapp_bodies
from bot.channels.replies import Reply, reply_of
from bot.content import Content
from bot.content.brands import brand_of
from bot.content.keys import ASK_SOURCE, TELL_ME_MORE, TOO_LONG
from bot.content.traits import BRIEF_CHANNELS, PAID_BY_THE_PART, SOURCES_APART
from bot.dialogue.messages import FACTUAL, Context, Message
from bot.dialogue.nlg import as_rasa
from bot.dialogue.paid import in_one_part
from bot.dialogue.sources import page_addresses
from bot.dialogue.speech import introduce, speak
from bot.flows.contact import PAGE, ContactFlow, Desk
from bot.flows.flow import Heard, Said, Step, step_after
from bot.flows.orientation.flow import OrientationFlow
from bot.flows.quiz.flow import QuizFlow
from bot.publishing import (
    CONTACT,
    ORIENTATION,
    QUESTION_PAGES,
    QUIZ,
    SENTENCES,
    SHORT_TITLES,
    open_library,
)
from bot.text.sms import parts

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "channels.md"
CHANNELS = {
    "telegram": "Telegram",
    "facebook": "Messenger",
    "whatsapp": "WhatsApp",
    "twilio": "SMS",
    "slack": "Slack",
}
_BEGIN, _END = "<!-- counts: begin -->", "<!-- counts: end -->"
PUBLIC_URL = "https://bot.example.fr"
_GREETED = Message("…", "greet")
_REPLIES = {"greet": "the greeting", "help": "the menu", TOO_LONG: "a refusal: too long"}

Counts = dict[tuple[str, str], list[int]]  # by what is said, and the channel
Turn = tuple[str, list[Reply]]


def counts(content: Content) -> Counts:
    """Return how many messages each thing that the bot says is, by its kind and the channel."""
    found: Counts = defaultdict(list)
    for channel in CHANNELS:
        for kind, replies in turns(content, channel):
            found[kind, channel].append(_shown(content)[channel](replies))
    return found


def table(found: Counts) -> str:
    """Return the counts as a table."""
    heads = [f"{title} ({_unit(channel)})" for channel, title in CHANNELS.items()]
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    for kind in dict.fromkeys(kind for kind, _ in found):
        cells = [_cell(found[kind, channel]) for channel in CHANNELS]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def written_table() -> str:
    """Return the table that stands in the document."""
    _, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(_BEGIN)
    return rest.partition(_END)[0].strip()


def main() -> None:
    """Print the table, or write it into the document."""
    made = table(counts(open_library().current()))
    if "--write" not in sys.argv:
        print(made)
        return
    text = DOCUMENT.read_text(encoding="utf-8")
    head, rest = text.split(_BEGIN)
    tail = rest.split(_END)[1]
    DOCUMENT.write_text(f"{head}{_BEGIN}\n{made}\n{_END}{tail}", encoding="utf-8")


def turns(content: Content, channel: str) -> Iterator[Turn]:
    """Yield all that is counted on a channel: its kind, and the replies of one turn."""
    context = _context(content, channel)
    for topic, kind in _REPLIES.items():
        yield kind, [_said(content, channel, topic, context)[1]]
    yield "a first answer", [_said(content, channel, "salary", replace(context, last=None))[1]]
    for topic, card in content.cards.items():
        yield from _asked(content, channel, "an answer", topic, context)
        for role in card.by_role:
            of_role = replace(context, role=role)
            yield from _asked(content, channel, "an answer on a job", topic, of_role)
        for detail in card.details:
            precise = replace(context, detail=detail.id)
            yield from _asked(content, channel, "a detail", topic, precise)
    yield from _flow_turns(content, channel)


def _asked(
    content: Content, channel: str, kind: str, topic: str, context: Context
) -> Iterator[Turn]:
    """Yield an answer, and what follows where it is asked for: its sources, more, those of that."""
    message, reply = _said(content, channel, topic, context)
    yield kind, [reply]
    after = _after(context, message)
    yield "« source »", [_said(content, channel, ASK_SOURCE, after)[1]]
    more, reply = _said(content, channel, TELL_ME_MORE, after)
    yield "« plus »", [reply]
    if more.kind in FACTUAL:
        yield "« source »", [_said(content, channel, ASK_SOURCE, _after(after, more))[1]]


def _after(context: Context, said: Message) -> Context:
    told = context.told | frozenset(said.labels)
    return replace(context, last=said, last_answer=said, told=told, detail="")


def _flow_turns(content: Content, channel: str) -> Iterator[Turn]:
    orientation = content.part(ORIENTATION)
    flow = OrientationFlow(content, orientation, brief=channel in PAID_BY_THE_PART)
    step = flow.begin({}, Heard(""))
    while not step.done:
        yield "an orientation question", _of_flow(content, step.says, flow.topic)
        asked = orientation.question(step.state["asked"])
        answered = flow.answer(step.state, Heard("/", option=asked.options[0].id))
        assert answered is not None  # it is one of the question's own
        step = answered
    yield "its result", _of_flow(content, step.says, flow.topic)
    yield "a consent", _of_flow(content, _consent(content, channel).says, ContactFlow.topic)
    quiz = QuizFlow(content, content.part(QUIZ), brand_of(content).bot, seeds=lambda: 0)
    yield "a quiz question", _of_flow(content, quiz.begin({}, Heard("")).says, quiz.topic)


def _consent(content: Content, channel: str) -> Step:
    page = f"{PUBLIC_URL}/web/{PAGE}" if channel in PAID_BY_THE_PART else ""
    desk = Desk(True, "", "", keeps_days=90, controller="", page=page)
    flow = ContactFlow(content.part(CONTACT), desk, save=lambda request: None)
    step = flow.begin({}, Heard(""))
    for said in ("Inès", "ines.martin@example.fr", "Formation"):
        step = step_after(flow, step.state, Heard(said)) or step
    return step


def _of_flow(content: Content, says: tuple[Said, ...], topic: str) -> list[Reply]:
    return [
        reply_of(
            content,
            {
                "text": said.text,
                "buttons": [asdict(button) for button in said.buttons],
                "topic": said.about or topic,
                "kind": said.kind,
                "facts": list(said.facts),
            },
        )
        for said in says
    ]


def _context(content: Content, channel: str) -> Context:
    is_paid = channel in PAID_BY_THE_PART
    return Context(
        last=_GREETED,
        heard="/",
        brief=channel in BRIEF_CHANNELS,
        sources_apart=channel in SOURCES_APART,
        rest=content.part(SENTENCES)[REST].text if is_paid else "",
    )


def _said(content: Content, channel: str, topic: str, context: Context) -> tuple[Message, Reply]:
    message = speak(content, topic, context)
    assert message is not None, topic
    if channel in PAID_BY_THE_PART:
        message = in_one_part(content, message, context, content.part(SENTENCES), _pages(content))
    message = introduce(content, message, context)
    message = replace(message, text=brand_of(content).filled(message.text))
    reply = reply_of(content, as_rasa(message))
    if channel in PAID_BY_THE_PART or context.last_answer is None:
        return message, reply
    page = _pages(content).get(context.last_answer.topic, "")
    return message, with_page(reply, content.part(SENTENCES), page)


def _shown(content: Content) -> dict[str, Callable[[list[Reply]], int]]:
    sentences, titles, pages = content.part(SENTENCES), content.part(SHORT_TITLES), _pages(content)
    return {
        "telegram": lambda said: sum(len(telegram.messages(each, sentences)) for each in said),
        "facebook": lambda said: len(messenger_bubbles.messages(said, sentences, titles, pages)),
        "whatsapp": lambda said: len(whatsapp_bodies(said, sentences)),
        "twilio": lambda said: sum(map(parts, sms_bodies(said, sentences, titles))),
        "slack": lambda said: sum(len(slack_blocks.messages(each, sentences)) for each in said),
    }


def _pages(content: Content) -> dict[str, str]:
    return page_addresses(content.part(QUESTION_PAGES).slugs, PUBLIC_URL)


def _unit(channel: str) -> str:
    return "parts" if channel in PAID_BY_THE_PART else "bubbles"


def _cell(found: list[int]) -> str:
    mean = sum(found) / len(found)
    whole = f"{mean:.0f}" if mean == round(mean) else f"{mean:.2f}"
    return whole if max(found) == mean else f"{whole} ({max(found)})"


if __name__ == "__main__":
    main()
