"""« Laisser mes coordonnées »: a first name, an address or a number, a subject, a clear yes.

Nothing is saved before the yes, and no personal data stay in the state after the end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from actions.flow import Flow, Heard, Said, State, Step
from bot.contact import (
    FIELDS,
    SUBJECT_LIMIT,
    Asked,
    ContactContent,
    FieldName,
    NotUsable,
    bare_first_name,
    checked_email,
    email_in,
    fill,
    first_name_after,
    likely_email,
    phone_in,
    shown_phone,
)
from bot.content import OUT_OF_SCOPE
from bot.phrases import is_question, mentions, plain_words
from bot.speech import DISTRESS, Button

TOPIC = "leave_contact_details"

# A first name is no topic: with any other one that is sure, the visitor speaks of something else.
_NAME_TOPICS = frozenset(
    {None, OUT_OF_SCOPE, TOPIC, "greet", "thanks", "affirm", "other_language", "how_are_you"}
)
# About the conversation, not about what the visitor wants to be contacted for.
_ASIDES = frozenset(
    {
        *("are_you_a_bot", "ask_source", "delete_my_data", "find_my_job", "goodbye", "greet"),
        *("help", "how_are_you", "joke", "negative_feedback", "other_language"),
        *("play_myth_quiz", "positive_feedback", "privacy", "repeat", "start_over"),
        *("tell_me_more", "thanks"),
    }
)
_NO_SUBJECTS = _ASIDES | {"affirm", "deny"}
_FEW_WORDS = 8  # a yes, a no or « par mail »: in a longer message the word may mean anything
_SHORT_YES = 3  # words around a yes that the classifier alone heard
_BARE = 2  # words: « laissez tomber », when anything longer may be a subject
_SUBJECT_LETTERS = 3

_PROPOSED = "email_proposed"
_TYPED = "email_typed"


@dataclass(frozen=True)
class Desk:
    """Whom a visitor can reach here; "" for what is not set."""

    delivers: bool
    human_contact: str
    human_hours: str
    keeps_days: int


@dataclass(frozen=True)
class NewContact:
    """A request that the visitor agreed to; `consent_text` is what was read to them."""

    first_name: str
    email: str | None
    phone: str | None
    subject: str
    consent_text: str


class Save(Protocol):
    """Keeps a request for good, or raises."""

    def __call__(self, request: NewContact) -> None: ...


class ContactFlow(Flow):
    """The questions of a contact request."""

    name = "contact"
    topic = TOPIC

    def __init__(self, content: ContactContent, desk: Desk, save: Save) -> None:
        self._content = content
        self._desk = desk
        self._save = save

    def begin(self, state: State, heard: Heard) -> Step:
        """Begin anew: nothing is resumed, since nothing personal is kept between two runs."""
        if not self._desk.delivers:
            return _end(self._unavailable())
        intro = Said(self._filled(self._content.texts.intro, {}), kind="reply")
        return self._onward(self._first_details(heard), intro)

    def answer(self, state: State, heard: Heard) -> Step | None:
        insulted = heard.topic == "insult" and not self._holds_details(heard.text)
        if insulted or heard.topic == DISTRESS:
            return None
        if heard.option and heard.topic not in (None, TOPIC):
            return None
        if heard.option:
            return self._pressed(state, heard.option)
        try:
            return self._typed(state, heard)
        except NotUsable as refused:
            return Step(state, (self._refusal(state, refused),))

    def _holds_details(self, text: str) -> bool:
        # « paul.vrai@… » sounds like anything to a classifier.
        spoken = self._content.words.spoken
        return bool(email_in(text, spoken) or phone_in(text, spoken))

    def ask(self, state: State) -> Said:
        asked = _asked(state)
        question = self._filled(self._content.questions[asked].ask, state)
        text = f"{self._read_back(state)}\n{question}" if asked == "consent" else question
        return Said(text, self._buttons(state))

    def puzzled(self, state: State) -> Said:
        text = self._filled(self._content.questions[_asked(state)].puzzled, state)
        return Said(text, self._buttons(state))

    def stop(self, state: State) -> Step:
        return _end(Said(self._content.texts.stopped, kind="reply"))

    # What is said

    def _unavailable(self) -> Said:
        texts, desk = self._content.unavailable, self._desk
        if not desk.human_contact:
            buttons = tuple(Button(title, f"/{topic}") for topic, title in texts.buttons.items())
            return Said(f"{texts.text} {texts.elsewhere}", buttons, kind="reply")
        parts = [texts.text, fill(texts.human, {"contact": desk.human_contact})]
        if desk.human_hours:
            parts.append(fill(texts.hours, {"hours": desk.human_hours}))
        return Said(" ".join(parts), kind="reply")

    def _consent(self) -> str:
        return self._filled(self._content.texts.consent, {})

    def _read_back(self, state: State) -> str:
        texts = self._content.texts
        lines = [
            fill(texts.line, {"field": self._content.fields[name], "value": _shown(name, state)})
            for name in FIELDS
            if state.get(name)
        ]
        return "\n".join([texts.read_back, *lines, self._consent()])

    def _refusal(self, state: State, refused: NotUsable) -> Said:
        text = fill(self._content.refusals[refused.reason], refused.values)
        return Said(text, self._buttons(state))

    def _buttons(self, state: State) -> tuple[Button, ...]:
        titles = self._content.questions[_asked(state)].buttons
        return tuple(Button(title, _payload(option)) for option, title in titles.items())

    def _filled(self, text: str, state: State) -> str:
        values = {
            "days": str(self._desk.keeps_days),
            "first_name": str(state.get("first_name", "")),
            "proposed": str(state.get(_PROPOSED, "")),
            "typed": str(state.get(_TYPED, "")),
        }
        return fill(text, values)

    # What follows

    def _onward(self, state: State, *before: Said) -> Step:
        """Ask the first thing that is missing; the read-back when nothing is."""
        state = {**state, "asked": _next_question(state)}
        return Step(state, (*before, self.ask(state)))

    def _ask_for(self, state: State, asked: Asked) -> Step:
        state = {**_without_typo(state), "asked": asked}
        return Step(state, (self.ask(state),))

    def _puzzled_step(self, state: State) -> Step:
        return Step(state, (self.puzzled(state),))

    def _pressed(self, state: State, option: str) -> Step:
        asked, subjects = _asked(state), self._content.questions["subject"].buttons
        if option in subjects:
            return self._onward({**_without_typo(state), "subject": subjects[option]})
        field = _field(option)
        if field:
            return self._ask_for(state, field)
        if option == "cancel":
            return self.stop(state)
        if option == "fix" and _is_complete(state):
            return self._ask_for(state, "field")
        # A button of an earlier question is still on the screen: it agrees to nothing now.
        if option == "accept" and asked == "consent":
            return self._saved(state)
        if option in ("proposed", "typed") and asked == "email_typo":
            return self._typo_settled(state, keep=option == "typed")
        return Step(state, (self.ask(state),))

    def _typed(self, state: State, heard: Heard) -> Step | None:
        asked = _asked(state)
        details, refused = self._details(state, heard)
        changed = {key: value for key, value in details.items() if state.get(key) != value}
        if refused:
            return self._refused_step({**state, **changed}, refused, shift=bool(changed))
        if changed:
            named = asked != "first_name" or "first_name" in changed
            noted = () if named else (Said(self._content.texts.noted, kind="reply"),)
            return self._onward({**_without_typo(state), **changed}, *noted)
        if _TYPED in details and asked == "email_typo" and not self._agrees(heard):
            return self._typo_settled(state, keep=True)
        if asked == "consent" and self._agrees(heard):
            return self._saved(state)
        if correction := self._correction(state, heard):
            return correction
        return self.stop(state) if self._cancels(state, heard) else self._other(state, heard)

    def _refused_step(self, state: State, refused: NotUsable, shift: bool) -> Step:
        # What was usable is kept; the question is now about the rest.
        field = _field(refused.reason.partition("_")[0])
        state = {**state, "asked": field} if shift and field else state
        return Step(state, (self._refusal(state, refused),))

    def _other(self, state: State, heard: Heard) -> Step | None:
        asked = _asked(state)
        if asked == "consent":
            return self._no_yes(state, heard)
        if asked == "subject":
            return self._subject(state, heard)
        if asked == "email_typo":
            return self._typo_answer(state, heard)
        if heard.topic == "affirm" and not _is_complete(state):
            return self._puzzled_step(state)
        if is_question(heard.text) or heard.topic in _ASIDES:
            return None
        if field_given := self._field_or_way(state, heard):
            return field_given
        # Nothing to correct after all.
        return self._onward(state) if _is_complete(state) and self._settles(heard) else None

    def _settles(self, heard: Heard) -> bool:
        return heard.topic in ("affirm", "deny") or self._denies(heard) or self._agrees(heard)

    def _field_or_way(self, state: State, heard: Heard) -> Step | None:
        if _asked(state) != "field":
            return self._way_to_reach(state, heard.text)
        field = self._named_field(heard.text)
        return self._ask_for(state, field) if field else None

    # Details

    def _first_details(self, heard: Heard) -> State:
        """Return what the very first message already gives, « moi c'est Inès, 06 … »."""
        # As a subject is heard: what is no detail is no error.
        state: State = {"asked": "subject"}
        if heard.option:
            return state
        details, _ = self._details(state, heard)
        return {**state, **details}

    def _details(self, state: State, heard: Heard) -> tuple[dict[str, str], NotUsable | None]:
        """Return the name, address and number that a message gives, and why one was refused."""
        details: dict[str, str] = {}
        refused: NotUsable | None = None
        if heard.text.startswith("/"):
            return details, refused
        asked, text = _asked(state), heard.text
        if found := email_in(text, self._content.words.spoken):
            address, text = found
            try:
                details |= self._address(address)
            except NotUsable as error:
                refused = error
        try:
            if number := self._number(asked, text):
                details["phone"], text = number
            if name := self._first_name(asked, text, heard):
                details["first_name"] = name
        except NotUsable as error:
            refused = refused or error
        return details, refused

    def _address(self, address: str) -> dict[str, str]:
        proposed = likely_email(address, self._content.email_domains)
        if proposed:
            return {_TYPED: address, _PROPOSED: proposed}
        return {"email": checked_email(address)}

    def _number(self, asked: Asked, text: str) -> tuple[str, str] | None:
        try:
            return phone_in(text, self._content.words.spoken)
        except NotUsable as refused:
            # « un BTS en 2 ans » is a subject, « et le 3114 ? » a question.
            short = refused.reason == "phone_short" and asked not in ("reach", "phone")
            if short or asked == "subject" or is_question(text):
                return None
            raise

    def _first_name(self, asked: Asked, text: str, heard: Heard) -> str | None:
        words = self._content.words
        if name := first_name_after(text, words.named, words):
            return name
        if asked != "first_name" or is_question(text) or heard.topic not in _NAME_TOPICS:
            return None
        if mentions(text, words.cancel):
            return None
        return first_name_after(text, words.introduced, words) or bare_first_name(text, words)

    def _typo_answer(self, state: State, heard: Heard) -> Step | None:
        if self._agrees(heard):
            return self._typo_settled(state, keep=False)
        if heard.topic == "deny" or self._denies(heard):
            return self._typo_settled(state, keep=True)
        return self._puzzled_step(state) if heard.topic == "affirm" else None

    def _typo_settled(self, state: State, keep: bool) -> Step:
        settled = _without_typo(state)
        try:
            address = checked_email(state[_TYPED if keep else _PROPOSED])
        except NotUsable as refused:
            settled["asked"] = "email"
            return Step(settled, (self._refusal(settled, refused),))
        return self._onward({**settled, "email": address})

    def _way_to_reach(self, state: State, text: str) -> Step | None:
        """Take « par mail », « je n'ai pas de téléphone » where an address or number is asked."""
        if _asked(state) not in ("reach", "email", "phone") or _is_long(text):
            return None
        words = self._content.words
        ways: tuple[FieldName, ...] = ("email", "phone")
        named = [way for way in ways if mentions(text, words.fields[way])]
        if len(named) != 1:
            return self._puzzled_step(state) if named else None
        by_email = ("email" in named) != mentions(text, words.lacks)
        return self._ask_for(state, "email" if by_email else "phone")

    def _subject(self, state: State, heard: Heard) -> Step | None:
        text = " ".join(filter(str.isprintable, heard.text.split()))
        buttons = self._content.questions["subject"].buttons
        for title in buttons.values():
            if plain_words(text) == plain_words(title):
                return self._onward({**state, "subject": title})
        if self._is_no_subject(text, heard):
            return None
        if len(text) > SUBJECT_LIMIT:
            raise NotUsable("subject_long", limit=str(SUBJECT_LIMIT))
        return self._onward({**state, "subject": text})

    def _is_no_subject(self, text: str, heard: Heard) -> bool:
        return (
            text.startswith("/")
            or is_question(text)
            or heard.topic in _NO_SUBJECTS
            or sum(map(str.isalpha, text)) < _SUBJECT_LETTERS
            or (not _is_long(text) and mentions(text, self._content.words.unsure))
        )

    # Corrections

    def _correction(self, state: State, heard: Heard) -> Step | None:
        """Take « je me suis trompé de numéro », and « corriger » at the read-back."""
        words, asked = self._content.words, _asked(state)
        if not mentions(heard.text, words.correct):
            return None
        field = self._named_field(heard.text)
        if field and (state.get(field) or asked == "consent"):
            return self._ask_for(state, field)
        if asked == "consent" and not is_question(heard.text):
            return self._ask_for(state, "field")
        return None

    def _named_field(self, text: str) -> FieldName | None:
        named = self._content.words.fields
        titles = self._content.fields
        return next((one for one in FIELDS if mentions(text, [*named[one], titles[one]])), None)

    # Consent

    def _no_yes(self, state: State, heard: Heard) -> Step | None:
        if heard.topic == "deny" or self._denies(heard):
            return self.stop(state)
        return self._puzzled_step(state) if heard.topic == "affirm" else None

    def _agrees(self, heard: Heard) -> bool:
        """Tell whether a message is a yes and nothing but a yes."""
        if is_question(heard.text) or _is_long(heard.text):
            return False
        words = self._content.words
        rest = f" {plain_words(heard.text)} "
        for phrase in sorted(map(plain_words, words.accept), key=len, reverse=True):
            rest = rest.replace(f" {phrase} ", "  ")
        if mentions(rest, [*words.doubt, *words.correct]):
            return False
        if heard.topic == "affirm":
            return len(rest.split()) <= _SHORT_YES
        around = set(plain_words(words.around_accept).split())
        return mentions(heard.text, words.accept) and around.issuperset(rest.split())

    def _denies(self, heard: Heard) -> bool:
        short = not is_question(heard.text) and not _is_long(heard.text)
        return short and mentions(heard.text, self._content.words.deny) and not self._agrees(heard)

    def _cancels(self, state: State, heard: Heard) -> bool:
        most = _BARE if _asked(state) == "subject" else _FEW_WORDS
        if is_question(heard.text) or len(plain_words(heard.text).split()) > most:
            return False
        return mentions(heard.text, self._content.words.cancel)

    def _saved(self, state: State) -> Step:
        self._save(
            NewContact(
                first_name=state["first_name"],
                email=state.get("email"),
                phone=state.get("phone"),
                subject=state["subject"],
                consent_text=self._consent(),
            )
        )
        return _end(Said(self._filled(self._content.texts.saved, state), kind="reply"))


def _end(said: Said) -> Step:
    return Step({"asked": None}, (said,), done=True)


def _asked(state: Mapping[str, object]) -> Asked:
    asked: Asked = state["asked"]  # type: ignore[assignment]  # only this module writes it
    return asked


def _field(name: str) -> FieldName | None:
    return next((field for field in FIELDS if field == name), None)


def _next_question(state: State) -> Asked:
    if state.get(_PROPOSED):
        return "email_typo"
    if not state.get("first_name"):
        return "first_name"
    if not _can_be_reached(state):
        return "reach"
    return "consent" if state.get("subject") else "subject"


def _can_be_reached(state: State) -> bool:
    return bool(state.get("email") or state.get("phone"))


def _is_complete(state: State) -> bool:
    return bool(state.get("first_name") and state.get("subject")) and _can_be_reached(state)


def _without_typo(state: State) -> State:
    return {key: value for key, value in state.items() if key not in (_PROPOSED, _TYPED)}


def _shown(field: FieldName, state: State) -> str:
    value = str(state[field])
    return shown_phone(value) if field == "phone" else value


def _is_long(text: str) -> bool:
    return len(plain_words(text).split()) > _FEW_WORDS


def _payload(option: str) -> str:
    return f"/{TOPIC}{json.dumps({'option': option})}"
