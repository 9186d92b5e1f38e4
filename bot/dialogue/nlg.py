"""The NLG of the Rasa server: `utter_<topic>` becomes the words of content/.

In-process (`nlg: type:` in endpoints.yml), so an answer needs no HTTP hop.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.channels.messaging.sentences import REST
from bot.content import Content, Library
from bot.content.brands import Brand, brand_said_to
from bot.content.keys import ARE_YOU_SURE, ASK_SOURCE, DID_YOU_MEAN, TALK_TO_HUMAN
from bot.content.traits import PAID_BY_THE_PART, SHARED
from bot.dialogue.context import context_of, topics_told
from bot.dialogue.glimpses import glimpses
from bot.dialogue.messages import Button, Context, Message, join
from bot.dialogue.misses import did_you_mean, said_to_a_miss
from bot.dialogue.paid import in_one_part
from bot.dialogue.people import People
from bot.dialogue.profile import offered
from bot.dialogue.rivals import says_the_same
from bot.dialogue.sources import page_addresses
from bot.dialogue.speech import introduce, speak
from bot.dialogue.unsure import UNSURE, Unsure, unsure_of
from bot.nlu.heard import ALSO, ANSWERS, OFFERS, WHY
from bot.publishing import PROFILES, QUESTION_PAGES, SENTENCES, library
from bot.settings import Settings

_OF_THE_FIRST = frozenset({ASK_SOURCE, ARE_YOU_SURE})  # its answer names its source already
PRIVACY = "privacy"  # the topic whose answer names who is responsible for the data
_PRIVATE_LOOP = "contact_form"  # what is typed in it is personal


class ContentNLG(NaturalLanguageGenerator):
    """Speaks the cards and replies of content/.

    `endpoint_config.kwargs["library"]` may be another library than the process's own.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        self._library: Library = endpoint_config.kwargs.get("library") or library()
        settings = Settings.from_environment()
        self._public_url = settings.public_url
        self._people = People.of(settings)
        # What a text of content/ may tell of this installation: « {conversation_days} ».
        self._installation = {
            "{contact_days}": str(settings.contact_days),
            "{conversation_days}": str(settings.conversation_days),
        }

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Return the message of `utter_<topic>` in Rasa's form, or None for an unknown topic."""
        topic = utter_action.removeprefix("utter_")
        content = self._library.current()
        context = context_of(tracker, output_channel)
        choices: tuple[Button, ...] = ()
        if topic == DID_YOU_MEAN:
            topic, choices = self._miss(content, tracker)
        if context.profile:
            suited = offered(context.profile, content, content.part(PROFILES))
            context = replace(context, suited=suited)
        short = content.part(SENTENCES) if output_channel in PAID_BY_THE_PART else {}
        if short:
            context = replace(context, rest=short[REST].text)
        message = self._spoken(content, topic, context)
        if message is not None:
            message = replace(message, buttons=(*message.buttons, *choices))
        if message is not None and choices and not short:
            message = _with_glimpses(content, message, tracker, context)
        second = self._second(content, message, topic, tracker, context) if message else None
        message = join(message, second) if message and second else message
        if message is None:
            return None
        unsure = _unsure_of(message, tracker, context)
        if short:
            message = in_one_part(content, message, context, short, self._pages(content))
        message = self._people.keeping(content, introduce(content, message, context))
        heard = tracker.latest_message
        brand = brand_said_to(content, heard.metadata if heard else None)
        said = as_rasa(self._filled(message, brand))
        return {**said, UNSURE: asdict(unsure)} if unsure else said

    def _spoken(self, content: Content, topic: str, context: Context) -> Message | None:
        """Return what is said on a topic here: who can be reached is the installation's own."""
        reach = self._people.reach(content) if topic == TALK_TO_HUMAN else None
        return reach or speak(content, topic, context)

    def _second(
        self,
        content: Content,
        first: Message,
        topic: str,
        tracker: DialogueStateTracker,
        context: Context,
    ) -> Message | None:
        """Return the answer to the second question of a message that holds two: other words.

        None beside an offer to be called back: a « oui » is to that.
        """
        asked = _asked_second(topic, tracker)
        if asked is None or (topic == TALK_TO_HUMAN and first.yes):
            return None
        second, _, detail = asked.partition("/")
        answer = self._spoken(content, second, _for_the_second(context, detail))
        return None if answer is None or says_the_same(answer.text, first.text) else answer

    def _miss(
        self, content: Content, tracker: DialogueStateTracker
    ) -> tuple[str, tuple[Button, ...]]:
        """Return the topic of what is said to a message not understood, and what it offers."""
        heard = tracker.latest_message
        parsed = (heard.parse_data if heard else None) or {}
        offers = self._people.offered(DID_YOU_MEAN, parsed.get(OFFERS) or [])
        choices = did_you_mean(content, offers)
        topic = said_to_a_miss(choices, parsed.get(WHY) or "", topics_told(tracker))
        return topic, choices if topic == DID_YOU_MEAN else ()

    def _pages(self, content: Content) -> dict[str, str]:
        return page_addresses(content.part(QUESTION_PAGES).slugs, self._public_url)

    def _filled(self, message: Message, brand: Brand) -> Message:
        text = message.text
        for name, value in self._installation.items():
            text = text.replace(name, value)
        if message.topic == PRIVACY and brand.says_controller:
            text = f"{text} {brand.says_controller}"
        return replace(message, text=brand.filled(text))


def _with_glimpses(
    content: Content, message: Message, tracker: DialogueStateTracker, context: Context
) -> Message:
    """Return the offer of choices with what the likeliest of them would answer."""
    heard = tracker.latest_message
    parsed = (heard.parse_data if heard else None) or {}
    labels = [choice.label for choice in message.buttons]
    text, facts = glimpses(content, labels, parsed.get(ANSWERS) or [], context)
    return replace(message, text=f"{message.text}\n{text}", facts=facts) if text else message


def _unsure_of(message: Message, tracker: DialogueStateTracker, context: Context) -> Unsure | None:
    """Return what is kept for the editors of the question that a message answers."""
    channel = tracker.get_latest_input_channel()
    at_a_terminal = not channel or channel in SHARED  # the editor's, or one that keeps nothing
    if at_a_terminal or tracker.active_loop_name == _PRIVATE_LOOP:
        return None
    heard = tracker.latest_message
    return unsure_of(message, context, (heard.parse_data if heard else None) or {})


def _asked_second(topic: str, tracker: DialogueStateTracker) -> str | None:
    """Return the label of the second question of a message that was heard as of `topic`."""
    heard = tracker.latest_message
    parsed = (heard.parse_data if heard else None) or {}
    also = str(parsed.get(ALSO) or "")
    if not also or parsed["intent"].get("name") != topic:
        return None
    # « son chiffre est fiable ? » asks one thing.
    one = also.partition("/")[0] in _OF_THE_FIRST or topic == ARE_YOU_SURE
    return None if one else also


def _for_the_second(context: Context, detail: str) -> Context:
    """Return the context without what was put together for the first question."""
    unsaid = replace(context, words="", worded_facts=(), about="", missing="", noted="", fact="")
    return replace(unsaid, last_answer=None, detail=detail, rival="")


def as_rasa(message: Message) -> dict[str, Any]:
    """Return a message as Rasa carries it: what is remembered goes to the event's metadata."""
    return {
        "text": message.text,
        "buttons": [asdict(button) for button in message.buttons],
        "topic": message.topic,
        "kind": message.kind,
        "role": message.role,
        "facts": list(message.facts),
        "yes": message.yes,
        "detail": message.detail,
        "beside": message.beside,
    }
