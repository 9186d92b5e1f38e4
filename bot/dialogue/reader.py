"""What a message means in its conversation: « 2 », « oui », « et pour un formateur ? ».

Rasa's recipe hands the tracker to any component whose `process` has a parameter of that name.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content import NO_SUCH_CHOICE, TOO_LONG, Library
from bot.content.care import Care
from bot.content.keys import (
    ARE_YOU_A_BOT,
    CARE_GOES_ON,
    CARE_HEARD,
    CORRECTED,
    DEFINE,
    DELETE_MY_DATA,
    DISTRESS,
    HELP,
    NOT_YOUR_OPERATOR,
    OUT_OF_SCOPE,
    REACTIONS,
)
from bot.dialogue.asides import Asides
from bot.dialogue.audience import is_for_called
from bot.dialogue.caring import read_in_need
from bot.dialogue.choices import accepted_payload, button_payload, resumed_payload
from bot.dialogue.context import context_of
from bot.dialogue.erasing import Erasing, erasing, offer_to_erase
from bot.dialogue.halves import aside_and_answer
from bot.dialogue.hearing import Heard, Reading, goes_deeper, stands
from bot.dialogue.introductions import Introduction
from bot.dialogue.last_answer import lacks, told_it
from bot.dialogue.likely import without_told_offers
from bot.dialogue.messages import Context
from bot.dialogue.naming import is_one_word, role_topics, same_detail, same_question, says_only
from bot.dialogue.parsed import asked_in, confidence, is_lengthy, is_sure, meant, outside
from bot.dialogue.reactions import Reacts, likely_reaction, taken_up
from bot.dialogue.reading import read
from bot.dialogue.remarks import asks_an_operator_again
from bot.dialogue.settled import leave_out_settled, still_offered
from bot.dialogue.swindles import is_by_writing, read_in_swindle, spoke_of_a_swindle
from bot.nlu.heard import (
    ALSO,
    ANSWERS,
    ASKED,
    CARE,
    CORRECTS,
    DENIES,
    FIRST_OF_TWO,
    OFFERS,
    PARTS,
    POINTS,
    PROFILE,
    REACTS,
    READING,
    ROLE,
    SEEKS_HELP,
    STAGES,
    WHY,
)
from bot.nlu.normaliser import CORRECTION
from bot.publishing import CARE_WORDS, FRAUD_WORDS, library
from bot.text.choice import names_no_choice
from bot.text.circumstances import told_in
from bot.text.forms import form_of, is_elliptic
from bot.text.phrases import is_question, mentions, plain_words

_PAST_DOUBT = 0.8  # of a detail that outweighs what could be put together
_SURELY_IN_DISTRESS = 0.8
_OF_THE_SAME = 0.6
_LIKELY_MEANT = 0.6  # the same of what a correction asks


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ContextReader(IntentClassifier, GraphComponent):
    """Reads a message that has no meaning of its own by what the bot said last.

    A number or a title typed becomes the payload of its button; « oui » becomes what was offered;
    the name of a job alone repeats the last question for that job.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._content = library.current()
        self._asides = Asides(self._content)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ContextReader:
        return cls(library())

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        if tracker is None:  # a text parsed outside any conversation
            return messages
        self._look()
        for message in messages:
            text = message.get(TEXT) or ""
            if text and not text.startswith("/"):
                self._read(message, text, context_of(tracker), bool(tracker.active_loop_name))
        return messages

    def _look(self) -> None:
        content = self._library.current()
        if content is not self._content:
            self._content, self._asides = content, Asides(content)

    def _read(self, message: Message, text: str, context: Context, in_flow: bool) -> None:
        leave_out_settled(message, context, self._content.part(FRAUD_WORDS))
        intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        erases = erasing(text, context) if intent == DELETE_MY_DATA else Erasing.ORDERED
        if erases is not Erasing.ORDERED:
            intent = DEFAULT_NLU_FALLBACK_INTENT_NAME
        intent = meant(intent, message)
        introduction = Introduction(text, self._content, context)
        if introduction.profile:
            message.set(PROFILE, asdict(introduction.profile), add_to_output=True)
        payload = (
            button_payload(text, context)
            or resumed_payload(text, intent, context)
            or accepted_payload(intent, context)
        )
        if payload:
            # Rasa's own handler of payloads comes after: it reads the intent and the entities.
            message.set(TEXT, payload)
            return
        if names_no_choice(text, [button.title for button in context.buttons]):
            message.set(WHY, NO_SUCH_CHOICE, add_to_output=True)
            name = DEFAULT_NLU_FALLBACK_INTENT_NAME
            message.set(INTENT, {INTENT_NAME_KEY: name, "confidence": 1.0}, add_to_output=True)
            return
        if erases is Erasing.ASKED_ABOUT:
            self._take(message, offer_to_erase(self._content))
            return
        if context.in_need and mentions(text, self._content.part(CARE_WORDS).means):
            message.set(CARE, Care.GESTURE.value, add_to_output=True)
            self._take(message, Reading(DISTRESS))
            return
        if intent == DISTRESS and self._is_no_cry(message, context):
            intent = DEFAULT_NLU_FALLBACK_INTENT_NAME
        if intent == DISTRESS and not self._says_less(message, context):
            return
        if message.get(WHY) == TOO_LONG:  # a figure of a long story is not what it asks about
            return
        named = [entity for entity in message.get(ENTITIES, []) if entity["entity"] == ROLE]
        roles = list(dict.fromkeys(str(entity["value"]) for entity in named))
        sure = None if intent == DEFAULT_NLU_FALLBACK_INTENT_NAME else intent
        correction = message.get(CORRECTION)
        defined = context.last is not None and context.last.topic == DEFINE
        wanted = correction.wanted if correction and defined else ""
        likely = next((label.partition("/")[0] for label, _ in message.get(ANSWERS) or []), None)
        precise = self._is_precise(message)
        halves = aside_and_answer(self._asides, text, message.get(PARTS) or [], roles, context)
        asks = asked_in(message, context)
        aside = self._asides.read(wanted or text, sure, roles, context, likely, precise, asks)
        if halves and (aside is None or aside.words == halves[0].words):
            aside = halves[0]
            message.set(ALSO, halves[1], add_to_output=True)
        denied = context.in_need and bool(message.get(DENIES))
        if aside and (denied or not self._in_care(context)):
            noted = CARE_HEARD if denied else introduction.noted_on(aside.words)
            self._take(message, replace(aside, noted=noted))
            return
        topic = same_question(text, named, context, role_topics(self._content)) if named else None
        if topic:
            detail = same_detail(topic, context, self._content)
            self._take(message, Reading(topic, detail, noted=CARE_HEARD if denied else ""))
        elif message.get(WHY) is None:
            reading = self._reading(message, intent, context)
            settled = context.in_need and bool(denied or message.get(ASKED))
            if not settled:
                in_care = self._in_care(context)
                names_wanted = bool(correction and correction.wanted)
                answers = message.get(ANSWERS) or []
                reading = introduction.read(reading, answers, in_care, names_wanted)
            if not in_flow:  # there « Grace » is a name
                reading = self._taken_up(message, reading, context)
            reading = self._asides.leaving(text, reading, context)
            if erases is Erasing.SOMETHING_ELSE and reading.topic in (None, OUT_OF_SCOPE):
                reading = offer_to_erase(self._content)
            said, home = correction.meant if correction else text, introduction.profile.place
            if reading.topic or intent != OUT_OF_SCOPE:  # « il fait quel temps à Lyon ? »
                reading = self._asides.placed(said, reading, context, home, precise)
            missing = self._asides.missing(said, reading, context, precise)
            noted = reading.noted or self._regret(message, reading, context)
            self._take(message, replace(reading, missing=missing, noted=noted))
            one = not message.get(FIRST_OF_TWO) and goes_deeper(reading, context)
            apart = self._leads_away_from_a_swindle(message, intent, context)
            if settled or one or apart or reading.topic in REACTIONS:
                message.set(ALSO, None, add_to_output=bool(message.get(ALSO)))

    def _is_precise(self, message: Message) -> bool:
        """Tell whether a detail of a card answers a message past doubt, or a correction likely."""
        label, share = next(iter(message.get(ANSWERS) or []), ("", 0.0))
        topic, _, key = label.partition("/")
        card = self._content.cards.get(topic)
        least = _LIKELY_MEANT if message.get(CORRECTION) else _PAST_DOUBT
        return share >= least and card is not None and card.detail(key) is not None

    def _regret(self, message: Message, reading: Reading, context: Context) -> str:
        """Return the reply that owns that the words before were misunderstood, or ""."""
        met = reading.topic is None or reading.topic in self._content.cards
        return CORRECTED if met and context.last and message.get(CORRECTS) else ""

    def _reading(self, message: Message, intent: str | None, context: Context) -> Reading:
        ranked = message.get(ANSWERS) or []
        text = asked_in(message, context)
        answers = [(label, share) for label, share in ranked if stands(self._content, label, text)]
        correction = message.get(CORRECTION)
        swindle = self._content.part(FRAUD_WORDS)
        call_over = any(stage in context.told for stage in swindle.call_over)
        stages = self._stages(message, intent)
        if call_over or is_by_writing(context):
            stages = tuple(stage for stage in stages if stage not in swindle.during_call)
        told_so = intent == NOT_YOUR_OPERATOR and asks_an_operator_again(text, context)
        unsure = told_so or intent == DEFAULT_NLU_FALLBACK_INTENT_NAME
        in_care = self._in_care(context)
        heard = Heard(
            topic=None if unsure else intent,
            elliptic=is_elliptic(text),
            points_back=bool(message.get(POINTS)),
            names_topic=self._names(intent, correction.meant if correction else text),
            bare=is_one_word(text),
            again=plain_words(text) == plain_words(context.heard),
            first_of_two=message.get(FIRST_OF_TWO) or "",
            told_it=told_it(self._content, text, answers, context),
            lacks_it=lacks(self._content, text, context),
            at_length=text != message.get(TEXT),
            lengthy=is_lengthy(message.get(TEXT) or ""),
            corrects=correction is not None,
            rejects=correction is not None and not correction.meant,
            asks=self._asks(text),
            tells=bool(told_in(text)) and not self._asks(text),
            in_care=in_care,
            asks_for_care=in_care and self._belongs_to_care(text),
            seeks_help=bool(message.get(SEEKS_HELP)),
            denies=bool(message.get(DENIES)),
            farewell=mentions(text, self._content.part(CARE_WORDS).farewell),
            asked=str(message.get(ASKED) or ""),
            in_fraud=self._in_fraud(context, stages),
            stages=stages,
            lost=intent == HELP or mentions(text, swindle.lost),
            call_over=call_over,
            next_stages=still_offered(message, context, swindle),
            outside=outside(message, context, self._content.cards),
            surely=is_sure(intent, message),
            answers=answers,
            offers=tuple(message.get(OFFERS) or ()),
        )
        reading = without_told_offers(read(heard, self._content.cards, context), context)
        reading = read_in_need(reading, heard, self._content.cards, context)
        return read_in_swindle(reading, heard, self._content.cards, context)

    def _taken_up(self, message: Message, reading: Reading, context: Context) -> Reading:
        """Return the reading of a message that reacts to the answer before instead of asking."""
        text = message.get(TEXT) or ""
        said = message.get(ANSWERS) and plain_words(text)  # a word of it is known
        known = message.get(REACTS) if said and not message.get(POINTS) else None
        kind, share = known or ("", 0.0)
        asks = asked_in(message, context) != text
        reacts = Reacts(kind, share, is_elliptic(text), bool(message.get(CORRECTS)), asks)
        reaction = likely_reaction(self._content, reacts, reading, context)
        likely = message.get(ANSWERS) or []
        return taken_up(self._content, reading, reaction, context, likely)

    def _says_less(self, message: Message, context: Context) -> bool:
        """Tell whether what sounds like a call for help is said within one, of less than danger."""
        care = message.get(CARE)
        if care is None:
            return self._in_care(context)
        milder = message.get(DENIES) or message.get(ASKED) or context.need == Care.GESTURE.value
        return care == Care.FATIGUE.value and context.in_need and bool(milder)

    def _is_no_cry(self, message: Message, context: Context) -> bool:
        """Tell whether what sounds like distress is of what was just told, without its words, or of
        a swindle: no work wears out who sleeps no more then."""
        last, answers = context.last_answer, message.get(ANSWERS) or []
        same = last is not None and last == context.last
        share = sum(part for label, part in answers if last and label.startswith(f"{last.topic}/"))
        unsure = message.get(CARE) is None and confidence(message) < _SURELY_IN_DISTRESS
        if same and unsure and not context.in_need and share >= _OF_THE_SAME:
            return True
        swindled = spoke_of_a_swindle(context, self._content.part(FRAUD_WORDS))
        return swindled and message.get(CARE) == Care.WORN.value

    def _asks(self, text: str) -> bool:
        wanting = self._content.part(CARE_WORDS).wanting
        return is_question(text) or form_of(text) != "open" or mentions(text, wanting)

    def _stages(self, message: Message, intent: str | None) -> tuple[str, ...]:
        """Return how far a swindle has got; « c'est un vrai ? » is asked of the caller there."""
        swindle = self._content.part(FRAUD_WORDS)
        stages = tuple(message.get(STAGES) or ())
        of_us = mentions(message.get(TEXT) or "", swindle.machines)
        doubts = intent == ARE_YOU_A_BOT and not of_us
        return (*stages, swindle.doubt) if doubts else stages

    def _names(self, topic: str | None, text: str) -> bool:
        """Tell whether a text but names a topic: « et le télétravail ? »."""
        card = self._content.cards.get(topic or "")
        return card is not None and says_only(text, card.title)

    def _in_care(self, context: Context) -> bool:
        spoken = context.last.topic if context.last else None
        return context.in_need and spoken in (DISTRESS, CARE_GOES_ON)

    def _in_fraud(self, context: Context, stages: tuple[str, ...]) -> bool:
        last = context.last_answer
        urgent = self._content.part(FRAUD_WORDS)
        if last is None:
            return False
        if last.topic == urgent.topic and not last.detail:  # it is read by the curious too
            return bool({*stages} - {urgent.doubt})
        here = last.topic in urgent.topics or f"{last.topic}/{last.detail}" in urgent.stages
        return here and bool(context.told & ({*urgent.details, *context.stages} - {*urgent.anyone}))

    def _leads_away_from_a_swindle(
        self, message: Message, intent: str | None, context: Context
    ) -> bool:
        """Tell whether a second answer is of the work: « je vais perdre mes 1800 ? »."""
        also = message.get(ALSO)
        in_fraud = bool(also) and self._in_fraud(context, self._stages(message, intent))
        return in_fraud and not is_for_called(self._content, str(also))

    def _belongs_to_care(self, text: str) -> bool:
        cases = self._content.replies[CARE_GOES_ON].cases
        return any(mentions(text, case.words) for case in cases)

    def _take(self, message: Message, reading: Reading) -> None:
        name = reading.topic or DEFAULT_NLU_FALLBACK_INTENT_NAME
        message.set(INTENT, {INTENT_NAME_KEY: name, "confidence": 1.0}, add_to_output=True)
        message.set(READING, asdict(reading), add_to_output=True)
        if reading.topic is None:
            message.set(OFFERS, list(reading.offers), add_to_output=True)
