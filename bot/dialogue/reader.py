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
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content import NO_SUCH_CHOICE, TOO_LONG, Library
from bot.content.care import Care
from bot.content.keys import (
    ARE_YOU_A_BOT,
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
from bot.dialogue.cries import belongs_to_care, in_care, is_no_cry, says_less
from bot.dialogue.erasing import Erasing, erasing, offer_to_erase
from bot.dialogue.halves import aside_and_answer
from bot.dialogue.hearing import Heard, Reading, goes_deeper, stands
from bot.dialogue.introductions import Introduction
from bot.dialogue.last_answer import lacks, told_it
from bot.dialogue.likely import without_told_offers
from bot.dialogue.messages import Context
from bot.dialogue.naming import is_one_word, role_topics, same_detail, same_question, says_only
from bot.dialogue.parsed import asked_in, is_lengthy, is_sure, meant, outside
from bot.dialogue.reactions import Reacts, likely_reaction, taken_up
from bot.dialogue.reading import read
from bot.dialogue.remarks import asks_an_operator_again
from bot.dialogue.settled import leave_out_settled, still_offered
from bot.dialogue.swindles import is_by_writing, is_in_swindle, read_in_swindle
from bot.dialogue.turn import Turn
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
        introduction = Introduction(text, self._content, context)
        if introduction.profile:
            message.set(PROFILE, asdict(introduction.profile), add_to_output=True)
        turn = Turn(message, text, context, meant(intent, message), erases, introduction, in_flow)
        if self._has_chosen(turn) or self._is_met_at_once(turn):
            return
        if message.get(WHY) == TOO_LONG:  # a figure of a long story is not what it asks about
            return
        if not (self._is_worded(turn) or self._names_a_job_alone(turn)) and not message.get(WHY):
            self._answer(turn)

    def _has_chosen(self, turn: Turn) -> bool:
        """Take a message for the button that it means, and tell whether it is about a choice."""
        message, text, context = turn.message, turn.text, turn.context
        payload = (
            button_payload(text, context)
            or resumed_payload(text, turn.intent, context)
            or accepted_payload(turn.intent, context)
        )
        if payload:
            # Rasa's own handler of payloads comes after: it reads the intent and the entities.
            message.set(TEXT, payload)
            return True
        if not names_no_choice(text, [button.title for button in context.buttons]):
            return False
        message.set(WHY, NO_SUCH_CHOICE, add_to_output=True)
        name = DEFAULT_NLU_FALLBACK_INTENT_NAME
        message.set(INTENT, {INTENT_NAME_KEY: name, "confidence": 1.0}, add_to_output=True)
        return True

    def _is_met_at_once(self, turn: Turn) -> bool:
        """Tell whether a message is of its erasure or calls for help, and needs no more reading."""
        message, context = turn.message, turn.context
        if turn.erases is Erasing.ASKED_ABOUT:
            self._take(message, offer_to_erase(self._content))
            return True
        if context.in_need and mentions(turn.text, self._content.part(CARE_WORDS).means):
            message.set(CARE, Care.GESTURE.value, add_to_output=True)
            self._take(message, Reading(DISTRESS))
            return True
        if turn.intent == DISTRESS and is_no_cry(message, context, self._content.part(FRAUD_WORDS)):
            turn.intent = DEFAULT_NLU_FALLBACK_INTENT_NAME
        return turn.intent == DISTRESS and not says_less(message, context)

    def _is_worded(self, turn: Turn) -> bool:
        """Take what is worded for this message alone, and tell whether anything is."""
        message, text, context = turn.message, turn.text, turn.context
        sure = None if turn.intent == DEFAULT_NLU_FALLBACK_INTENT_NAME else turn.intent
        correction = message.get(CORRECTION)
        defined = context.last is not None and context.last.topic == DEFINE
        wanted = correction.wanted if correction and defined else ""
        likely = next((label.partition("/")[0] for label, _ in message.get(ANSWERS) or []), None)
        precise, asks = self._is_precise(message), asked_in(message, context)
        parts, roles = message.get(PARTS) or [], turn.roles
        aside = self._asides.read(wanted or text, sure, roles, context, likely, precise, asks)
        halves = aside_and_answer(self._asides, text, parts, roles, context)
        if halves and (aside is None or aside.words == halves[0].words):
            aside = halves[0]
            message.set(ALSO, halves[1], add_to_output=True)
        if aside is None or (in_care(context) and not turn.denies_need):
            return False
        noted = CARE_HEARD if turn.denies_need else turn.introduction.noted_on(aside.words)
        self._take(message, replace(aside, noted=noted))
        return True

    def _names_a_job_alone(self, turn: Turn) -> bool:
        """Take the last question for the job that a message but names, and tell whether it does."""
        topics, named = role_topics(self._content), turn.named_roles
        topic = same_question(turn.text, named, turn.context, topics) if named else None
        if topic is None:
            return False
        detail = same_detail(topic, turn.context, self._content)
        noted = CARE_HEARD if turn.denies_need else ""
        self._take(turn.message, Reading(topic, detail, noted=noted))
        return True

    def _answer(self, turn: Turn) -> None:
        """Take what is answered to all that is not met before."""
        message, context, intent = turn.message, turn.context, turn.intent
        correction, introduction = message.get(CORRECTION), turn.introduction
        reading = self._reading(message, intent, context)
        settled = context.in_need and bool(turn.denies_need or message.get(ASKED))
        if not settled:
            names_wanted = bool(correction and correction.wanted)
            answers = message.get(ANSWERS) or []
            reading = introduction.read(reading, answers, in_care(context), names_wanted)
        if not turn.in_flow:
            reading = self._taken_up(message, reading, context)
        elif reading.hedged and is_one_word(turn.text):  # there « Grace » is a name
            reading = Reading(None)
        reading = self._asides.leaving(turn.text, reading, context)
        if turn.erases is Erasing.SOMETHING_ELSE and reading.topic in (None, OUT_OF_SCOPE):
            reading = offer_to_erase(self._content)
        precise, home = self._is_precise(message), introduction.profile.place
        said = correction.meant if correction else turn.text
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
        caring = in_care(context)
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
            in_care=caring,
            asks_for_care=caring and belongs_to_care(self._content, text),
            seeks_help=bool(message.get(SEEKS_HELP)),
            denies=bool(message.get(DENIES)),
            farewell=mentions(text, self._content.part(CARE_WORDS).farewell),
            asked=str(message.get(ASKED) or ""),
            in_fraud=is_in_swindle(context, stages, swindle),
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

    def _leads_away_from_a_swindle(
        self, message: Message, intent: str | None, context: Context
    ) -> bool:
        """Tell whether a second answer is of the work: « je vais perdre mes 1800 ? »."""
        also, swindle = message.get(ALSO), self._content.part(FRAUD_WORDS)
        in_fraud = bool(also) and is_in_swindle(context, self._stages(message, intent), swindle)
        return in_fraud and not is_for_called(self._content, str(also))

    def _take(self, message: Message, reading: Reading) -> None:
        name = reading.topic or DEFAULT_NLU_FALLBACK_INTENT_NAME
        message.set(INTENT, {INTENT_NAME_KEY: name, "confidence": 1.0}, add_to_output=True)
        message.set(READING, asdict(reading), add_to_output=True)
        if reading.topic is None:
            message.set(OFFERS, list(reading.offers), add_to_output=True)
