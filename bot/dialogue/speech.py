"""From a topic to the words of a message: which card, which role, which variant, which buttons.

Plain functions of the content and of what was said before; `bot.dialogue.nlg` feeds them from Rasa.
"""

from __future__ import annotations

from dataclasses import replace

from bot.content import (
    AFTER_DISTRESS,
    ANSWER_LIMIT,
    AUTOMATIC,
    CARE_GOES_ON,
    NEAREST_FACT,
    NO_DETAIL_KNOWN,
    NO_MORE_YET,
    NO_SOURCE_YET,
    NO_SUCH_CHOICE,
    NOTHING_MORE,
    SAME_FOR_ROLE,
    SOURCES_INTRO,
    Content,
    Detail,
    Fact,
)
from bot.content.keys import (
    ARE_YOU_SURE,
    ASK_SOURCE,
    CARE_DENIED,
    CARE_HEARD,
    CASE_NOTED,
    CORRECTED,
    DID_YOU_MEAN,
    DISTRESS,
    FRAUD_AFTER,
    FRAUD_GOES_ON,
    HELP,
    LIGHT,
    NO_SOURCE_OF,
    NOTED,
    OTHER_LANGUAGE,
    OUT_OF_SCOPE,
    REACTIONS,
    REPEAT,
    SOURCE_OF,
    STILL_UNSURE,
    SURE_OF,
    SURE_OF_NONE,
    TELL_ME_MORE,
    TOLD_OFFER,
    WHICH_ONE,
)
from bot.dialogue.buttons import topic_buttons
from bot.dialogue.framing import acknowledged, framed, intro
from bot.dialogue.in_parts import begun, rest_of
from bot.dialogue.messages import NOTHING_PRECISE, WORDED, Button, Context, Kind, Message
from bot.dialogue.reactions import asked_after, words_on
from bot.dialogue.repetition import said_again
from bot.dialogue.replies import reply_of
from bot.dialogue.rivals import or_else
from bot.dialogue.sources import SOURCES_LISTED, full_source, publishers
from bot.dialogue.suggestions import MOST_SUGGESTED, near, next_after, related, untold
from bot.text.circumstances import only_tells
from bot.text.phrases import plain_words
from bot.text.sentences import beginning

_SAYS_IT_IS_A_PROGRAM = frozenset({"greet", "are_you_a_bot", DISTRESS, OTHER_LANGUAGE})


# What the bot says of itself on the word of facts.
_ON_THE_PROGRAM = frozenset({"are_you_a_bot", "which_ai", "who_made_you", "who_pays_you"})
_MOST_NEAR = 3  # buttons to what is nearest, where nothing is known
_MOST_NOTED = 3  # buttons for who said but who they are
_SHORT_FOLLOW_UP = 3  # words: « le salaire ? » goes on about the job just spoken of


def speak(content: Content, topic: str, context: Context) -> Message | None:
    """Return the message on a topic, or None when the content knows no such topic."""
    if context.about in (CARE_GOES_ON, CARE_DENIED):
        return reply_of(content, context.about, context)
    if context.about in (FRAUD_GOES_ON, FRAUD_AFTER):
        goes_on = reply_of(content, context.about, context)
        return replace(goes_on, buttons=topic_buttons(content, context.offers))
    if context.about == NOTED:
        return _noted(content, context)
    if context.about in (NO_DETAIL_KNOWN, CASE_NOTED) and topic in content.cards:
        return _nothing_precise(content, topic, context, context.about)
    if context.words:
        return _worded(content, topic, context)
    if topic in content.cards:
        return _answer(content, topic, context)
    last = context.last_answer
    if topic == TELL_ME_MORE:
        return _more(content, context)
    if topic == ASK_SOURCE:
        return _sources(content, _said_beside(context) or last, context)
    if topic == ARE_YOU_SURE and last:
        return _sure(content, last, context)
    if topic == REPEAT and last and last.topic in content.cards:
        return _again(content, last, context)
    if topic in (NO_SUCH_CHOICE, WHICH_ONE):
        return replace(reply_of(content, topic, context), buttons=context.buttons)
    if topic in LIGHT and context.distress:
        return reply_of(content, AFTER_DISTRESS, context)
    if topic in REACTIONS and last and last.topic in content.cards:
        return _reacted(content, topic, last, context)
    if topic not in content.replies:
        return None
    reply = reply_of(content, topic, context)
    if topic == DID_YOU_MEAN and _asked_in_vain(context):
        reply = replace(reply, text=intro(content, STILL_UNSURE, context))
    elif topic == DID_YOU_MEAN and last and only_tells(context.heard):
        reply = replace(reply, text=intro(content, TOLD_OFFER, context))
    if topic == OUT_OF_SCOPE and last:
        near = topic_buttons(content, [*context.nearest])
        reply = replace(reply, buttons=(*near, *reply.buttons)[:_MOST_NEAR])
    if topic in REACTIONS and context.suited:
        reply = replace(reply, buttons=topic_buttons(content, [*context.suited][:_MOST_NEAR]))
    heard = context.noted == CARE_HEARD
    return replace(reply, text=acknowledged(content, reply.text, context)) if heard else reply


def introduce(content: Content, message: Message, context: Context) -> Message:
    """Return the first message of a conversation with the words that it comes from a program.

    A visitor must know it from the first exchange on (AI Act, article 50).
    """
    told = context.announced or context.last is not None
    if told or message.topic in _SAYS_IT_IS_A_PROGRAM:
        return message
    words = content.replies[AUTOMATIC].texts[0]
    return replace(message, text=f"{message.text}\n{words}")


def role_in_play(named: str | None, heard: str, last_answer: Message | None) -> str | None:
    """Return the job a message is about: named in it, or kept from the last answer.

    It is kept by what has no meaning of its own: a button, « et le salaire ? », two or three words.
    """
    if named or last_answer is None:
        return named
    words = plain_words(heard).split()
    goes_on = heard.startswith("/") or words[:1] == ["et"] or len(words) <= _SHORT_FOLLOW_UP
    return last_answer.role if goes_on else None


def _answer(content: Content, topic: str, context: Context) -> Message:
    card = content.cards[topic]
    detail = card.detail(context.detail)
    if detail is not None:
        return _detail(content, topic, detail, context)
    if context.fact in content.facts:
        return _fact(content, topic, content.facts[context.fact], context)
    named = context.role if context.role in content.roles else None
    variant = card.by_role.get(named or "")
    role = named or _role_of_topic(content, topic)
    again = _just_said(topic, context)
    told_in_general = _last_role(context) not in card.by_role
    if again and named and variant is None and role != _last_role(context) and told_in_general:
        return _same_for_role(content, topic, named, context)
    facts = tuple(variant.facts if variant else card.facts)
    if f"{topic}/@{role or ''}" in context.told:
        # Who presses its button wants it again, and whom a call for help was taken for.
        if context.heard.startswith("/") or context.noted == CARE_HEARD:
            return _again(content, Message("", topic, role=role, facts=facts), context)
        return _nothing_precise(content, topic, context)
    in_short = context.brief or context.hedged
    text = variant.answer if variant else card.short if in_short else card.answer
    beside, vouching = or_else(content, f"{topic}/", context)
    facts = tuple(dict.fromkeys([*facts, *vouching]))
    text = framed(content, text + beside, facts, context, card.title)
    buttons = _others(content, context) or next_after(content, topic, "", context)
    return Message(text, topic, "answer", role, facts, buttons, yes=TELL_ME_MORE)


def _detail(content: Content, topic: str, detail: Detail, context: Context) -> Message:
    named = context.role if context.role in content.roles else None
    variant = detail.by_role.get(named or "")
    role = named or _role_of_topic(content, topic)
    facts = tuple(variant.facts if variant else detail.facts)
    text = variant.answer if variant else detail.answer
    beside, vouching = or_else(content, f"{topic}/{detail.id}", context)
    facts = tuple(dict.fromkeys([*facts, *vouching]))
    text = framed(content, text + beside, facts, context, detail.asks)
    buttons = _others(content, context) or next_after(content, topic, detail.id, context)
    return Message(text, topic, "answer", role, facts, buttons, yes=TELL_ME_MORE, detail=detail.id)


def _others(content: Content, context: Context) -> tuple[Button, ...]:
    """Return what else may be meant, and the source, where the question is only fairly sure."""
    if not (context.hedged and context.offers):
        return ()
    return topic_buttons(content, [*context.offers[:MOST_SUGGESTED], ASK_SOURCE])


def _worded(content: Content, topic: str, context: Context) -> Message:
    """Say what was put together for this message, with the ways on from there."""
    facts = context.worded_facts
    # What was put together for one turn is whole then: nothing of it could be told later.
    text = framed(content, context.words, facts, replace(context, rest=""))
    source = [ASK_SOURCE] if facts else []
    buttons = topic_buttons(content, [*context.offers[:MOST_SUGGESTED], *source])
    kind: Kind = "reply" if context.about else "answer"
    about = context.about or topic
    return Message(text, about, kind, facts=facts, buttons=buttons, detail=WORDED)


def _noted(content: Content, context: Context) -> Message:
    """Take note of what the visitor said of themselves, and ask what they want to know."""
    asks = reply_of(content, NOTED, context)
    text = acknowledged(content, asks.text, context)
    buttons = topic_buttons(content, context.offers[:_MOST_NOTED]) or asks.buttons
    return replace(asks, text=text, buttons=buttons)


def _fact(content: Content, topic: str, fact: Fact, context: Context) -> Message:
    """Say a fact as it stands: what is known nearest to a question that no detail answers."""
    text = beginning(fact.statement, ANSWER_LIMIT)
    if context.hedged and not context.missing:
        text = f"{intro(content, NEAREST_FACT, context)} {text}"
    text = framed(content, text, (fact.id,), context)
    suggested = [*context.offers, *untold(content, topic, "", context)][:MOST_SUGGESTED]
    buttons = topic_buttons(content, [*suggested, TELL_ME_MORE, ASK_SOURCE])
    return Message(
        text,
        topic,
        "answer",
        _role_of_topic(content, topic),
        (fact.id,),
        buttons,
        detail=f"={fact.id}",
    )


def _asked_in_vain(context: Context) -> bool:
    """Tell whether the visitor was just asked what they mean, or has just corrected the bot."""
    asked = context.last is not None and context.last.topic == DID_YOU_MEAN
    return asked or context.noted == CORRECTED


def _nothing_precise(
    content: Content, topic: str, context: Context, key: str = NO_DETAIL_KNOWN
) -> Message:
    text = intro(content, key, context)
    others = untold(content, topic, "", context) or related(content, topic, context)
    nearest = dict.fromkeys([*near(content, "", context), *others])
    buttons = topic_buttons(content, list(nearest)[:MOST_SUGGESTED])
    role = _last_role_on(content, topic, context)
    return Message(text, topic, role=role, buttons=buttons, detail=NOTHING_PRECISE)


def _last_role_on(content: Content, topic: str, context: Context) -> str | None:
    own = _role_of_topic(content, topic)
    return _last_role(context) if _just_said(topic, context) else own


def _just_said(topic: str, context: Context) -> bool:
    return context.last_answer is not None and context.last_answer.topic == topic


def _last_role(context: Context) -> str | None:
    return context.last_answer.role if context.last_answer else None


def _same_for_role(content: Content, topic: str, key: str, context: Context) -> Message:
    role = content.roles[key]
    text = intro(content, SAME_FOR_ROLE, context).replace("{role}", role.with_article)
    buttons = topic_buttons(content, [role.topic, TELL_ME_MORE])
    return Message(text, topic, role=key, buttons=buttons)


def _role_of_topic(content: Content, topic: str) -> str | None:
    return next((key for key, role in content.roles.items() if role.topic == topic), None)


def _more(content: Content, context: Context) -> Message:
    last = context.last_answer
    if last is None or last.topic not in content.cards:
        return reply_of(content, NO_MORE_YET, context)
    if context.rest and (left := rest_of(content, last, context.rest)):
        return replace(last, text=begun("", left, context.rest), kind="more")
    unsaid = untold(content, last.topic, last.detail, context)
    if unsaid:
        key = unsaid[0].partition("/")[2]
        detail = content.cards[last.topic].detail(key)
        assert detail is not None  # it was found among the card's own
        plain = replace(context, role=last.role, hedged=False, rest="")
        told = _detail(content, last.topic, detail, plain)
        # Nobody asked it: « Oui, en principe » would be heard as the answer to the question before.
        asks = f"{detail.asks} "
        in_parts = context.rest and begun(asks, told.text, context.rest)
        return replace(told, text=in_parts or asks + told.text, kind="more")
    others = [t for t in related(content, last.topic, context) if not context.said.get(t)]
    nothing = reply_of(content, NOTHING_MORE, context)
    return replace(nothing, buttons=topic_buttons(content, others or [HELP]))


def _said_beside(context: Context) -> Message | None:
    """Return what the bot has just said on the word of facts that is no answer, or None.

    « prouve-le » bears on what it said of itself, or glimpsed below a choice.
    """
    said = context.last
    if said is None or context.about:
        return None
    glimpsed = said.topic == DID_YOU_MEAN and said.facts
    return said if said.topic in _ON_THE_PROGRAM or glimpsed else None


def _sources(content: Content, last: Message | None, context: Context) -> Message:
    if last is None or not (last.facts or context.worded_facts or context.about):
        return reply_of(content, NO_SOURCE_YET, context)
    if context.about == NO_SOURCE_OF:
        unknown = reply_of(content, NO_SOURCE_OF, context)
        return replace(unknown, text=unknown.text.replace("{named}", context.missing))
    key = SOURCE_OF if context.worded_facts else SOURCES_INTRO
    intro = reply_of(content, key, context).text
    cited = context.worded_facts or last.facts
    facts = [content.facts[fact] for fact in cited if fact in content.facts]
    lines = list(dict.fromkeys(full_source(fact) for fact in facts))[:SOURCES_LISTED]
    text = "\n".join([intro, *(f"• {line}" for line in lines)])
    buttons = topic_buttons(content, [TELL_ME_MORE, HELP])
    return Message(text, SOURCES_INTRO, "sources", last.role, cited, buttons)


def _sure(content: Content, last: Message, context: Context) -> Message:
    """Say what the last answer rests on: who published it, and when."""
    sources = publishers(content, last.facts)
    reply = reply_of(content, SURE_OF if sources else SURE_OF_NONE, context)
    return replace(reply, text=reply.text.replace("{sources}", sources))


def _reacted(content: Content, topic: str, last: Message, context: Context) -> Message:
    """Take up a reaction to the last answer, with ways on from there."""
    asks, offered = asked_after(content, topic, context)
    text = f"{words_on(content, topic, context)} {asks}".strip()
    left = untold(content, last.topic, last.detail, context)
    suggested = dict.fromkeys([*offered, *near(content, "", context), *left])
    buttons = topic_buttons(content, list(suggested)[:MOST_SUGGESTED])
    return Message(text, topic, role=last.role, buttons=buttons, yes=TELL_ME_MORE)


def _again(content: Content, last: Message, context: Context) -> Message:
    """Say the last answer once more, after words that say so, and the general one in short."""
    text = said_again(content, last, context)
    buttons = next_after(content, last.topic, last.detail, context)
    return Message(text, last.topic, "brief", last.role, last.facts, buttons, detail=last.detail)
