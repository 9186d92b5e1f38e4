"""The steps of a contact request: what is asked next, and what a message leads to."""

from __future__ import annotations

from bot.content.keys import DISTRESS, INSULT
from bot.flows.contact.content import SUBJECT_LIMIT, Asked, ContactContent, FieldName, NotUsable
from bot.flows.contact.email import checked_email
from bot.flows.contact.hearing import (
    agrees,
    cancels,
    denies,
    details_in,
    holds_details,
    is_aside,
    is_long,
    is_no_subject,
    named_field,
    settles,
)
from bot.flows.contact.state import (
    PROPOSED,
    TOPIC,
    TYPED,
    Desk,
    NewContact,
    Save,
    field_of,
    is_complete,
    next_question,
    open_question,
    without_typo,
)
from bot.flows.contact.wording import Wording
from bot.flows.flow import Flow, Heard, Said, State, Step
from bot.text.phrases import is_question, mentions, plain_words


class ContactFlow(Flow):
    """The questions of a contact request."""

    name = "contact"
    topic = TOPIC

    def __init__(self, content: ContactContent, desk: Desk, save: Save) -> None:
        self._content = content
        self._words = content.words
        self._wording = Wording(content, desk)
        self._desk = desk
        self._save = save

    def begin(self, state: State, heard: Heard) -> Step:
        """Begin anew: nothing is resumed, since nothing personal is kept between two runs."""
        if self._desk.shared or not self._desk.delivers:
            return _end(self._wording.unavailable())
        return self._onward(self._first_details(heard), self._wording.intro())

    def answer(self, state: State, heard: Heard) -> Step | None:
        insulted = heard.topic == INSULT and not holds_details(heard.text, self._words)
        if insulted or heard.topic == DISTRESS:
            return None
        if heard.option and heard.topic not in (None, TOPIC):
            return None
        if heard.option:
            return self._pressed(state, heard.option)
        try:
            return self._typed(state, heard)
        except NotUsable as refused:
            return Step(state, (self._wording.refusal(state, refused),))

    def ask(self, state: State) -> Said:
        return self._wording.question(state)

    def puzzled(self, state: State) -> Said:
        return self._wording.puzzled(state)

    def stop(self, state: State) -> Step:
        return _end(self._wording.stopped())

    def _onward(self, state: State, *before: Said) -> Step:
        """Ask the first thing that is missing; the read-back when nothing is."""
        state = {**state, "asked": next_question(state)}
        return Step(state, (*before, self.ask(state)))

    def _ask_for(self, state: State, asked: Asked) -> Step:
        state = {**without_typo(state), "asked": asked}
        return Step(state, (self.ask(state),))

    def _puzzled_step(self, state: State) -> Step:
        return Step(state, (self.puzzled(state),))

    def _pressed(self, state: State, option: str) -> Step:
        asked, subjects = open_question(state), self._content.questions["subject"].buttons
        if option in subjects:
            return self._onward({**without_typo(state), "subject": subjects[option]})
        field = field_of(option)
        if field:
            return self._ask_for(state, field)
        if option == "cancel":
            return self.stop(state)
        if option == "fix" and is_complete(state):
            return self._ask_for(state, "field")
        # A button of an earlier question is still on the screen: it agrees to nothing now.
        if option == "accept" and asked == "consent":
            return self._saved(state)
        if option in ("proposed", "typed") and asked == "email_typo":
            return self._typo_settled(state, keep=option == "typed")
        return Step(state, (self.ask(state),))

    def _typed(self, state: State, heard: Heard) -> Step | None:
        asked = open_question(state)
        details, refused = details_in(heard, asked, self._content)
        changed = {key: value for key, value in details.items() if state.get(key) != value}
        if refused:
            return self._refused_step({**state, **changed}, refused, shift=bool(changed))
        if changed:
            named = asked != "first_name" or "first_name" in changed
            noted = () if named else (self._wording.noted(),)
            return self._onward({**without_typo(state), **changed}, *noted)
        if TYPED in details and asked == "email_typo" and not agrees(heard, self._words):
            return self._typo_settled(state, keep=True)
        if asked == "consent" and agrees(heard, self._words):
            return self._saved(state)
        if correction := self._correction(state, heard):
            return correction
        return self.stop(state) if cancels(heard, asked, self._words) else self._other(state, heard)

    def _refused_step(self, state: State, refused: NotUsable, shift: bool) -> Step:
        # What was usable is kept; the question is now about the rest.
        field = field_of(refused.reason.partition("_")[0])
        state = {**state, "asked": field} if shift and field else state
        return Step(state, (self._wording.refusal(state, refused),))

    def _other(self, state: State, heard: Heard) -> Step | None:
        asked = open_question(state)
        if asked == "consent":
            return self._no_yes(state, heard)
        if asked == "subject":
            return self._subject(state, heard)
        if asked == "email_typo":
            return self._typo_answer(state, heard)
        if heard.topic == "affirm" and not is_complete(state):
            return self._puzzled_step(state)
        if is_aside(heard):
            return None
        if field_given := self._field_or_way(state, heard):
            return field_given
        # Nothing to correct after all.
        return self._onward(state) if is_complete(state) and settles(heard, self._words) else None

    def _field_or_way(self, state: State, heard: Heard) -> Step | None:
        if open_question(state) != "field":
            return self._way_to_reach(state, heard.text)
        field = named_field(heard.text, self._content)
        return self._ask_for(state, field) if field else None

    def _first_details(self, heard: Heard) -> State:
        """Return what the very first message already gives, « moi c'est Inès, 06 … »."""
        # As a subject is heard: what is no detail is no error.
        state: State = {"asked": "subject"}
        if heard.option:
            return state
        details, _ = details_in(heard, "subject", self._content)
        return {**state, **details}

    def _typo_answer(self, state: State, heard: Heard) -> Step | None:
        if agrees(heard, self._words):
            return self._typo_settled(state, keep=False)
        if heard.topic == "deny" or denies(heard, self._words):
            return self._typo_settled(state, keep=True)
        return self._puzzled_step(state) if heard.topic == "affirm" else None

    def _typo_settled(self, state: State, keep: bool) -> Step:
        settled = without_typo(state)
        try:
            address = checked_email(state[TYPED if keep else PROPOSED])
        except NotUsable as refused:
            settled["asked"] = "email"
            return Step(settled, (self._wording.refusal(settled, refused),))
        return self._onward({**settled, "email": address})

    def _way_to_reach(self, state: State, text: str) -> Step | None:
        """Take « par mail », « je n'ai pas de téléphone » where an address or number is asked."""
        if open_question(state) not in ("reach", "email", "phone") or is_long(text):
            return None
        ways: tuple[FieldName, ...] = ("email", "phone")
        named = [way for way in ways if mentions(text, self._words.fields[way])]
        if len(named) != 1:
            return self._puzzled_step(state) if named else None
        by_email = ("email" in named) != mentions(text, self._words.lacks)
        return self._ask_for(state, "email" if by_email else "phone")

    def _subject(self, state: State, heard: Heard) -> Step | None:
        text = " ".join(filter(str.isprintable, heard.text.split()))
        buttons = self._content.questions["subject"].buttons
        for title in buttons.values():
            if plain_words(text) == plain_words(title):
                return self._onward({**state, "subject": title})
        if is_no_subject(text, heard, self._words):
            return None
        if len(text) > SUBJECT_LIMIT:
            raise NotUsable("subject_long", limit=str(SUBJECT_LIMIT))
        return self._onward({**state, "subject": text})

    def _correction(self, state: State, heard: Heard) -> Step | None:
        """Take « je me suis trompé de numéro », and « corriger » at the read-back."""
        asked = open_question(state)
        if not mentions(heard.text, self._words.correct):
            return None
        field = named_field(heard.text, self._content)
        if field and (state.get(field) or asked == "consent"):
            return self._ask_for(state, field)
        if asked == "consent" and not is_question(heard.text):
            return self._ask_for(state, "field")
        return None

    def _no_yes(self, state: State, heard: Heard) -> Step | None:
        if heard.topic == "deny" or denies(heard, self._words):
            return self.stop(state)
        return self._puzzled_step(state) if heard.topic == "affirm" else None

    def _saved(self, state: State) -> Step:
        self._save(
            NewContact(
                first_name=state["first_name"],
                email=state.get("email"),
                phone=state.get("phone"),
                subject=state["subject"],
                consent_text=self._wording.consent(),
            )
        )
        return _end(self._wording.saved(state))


def _end(said: Said) -> Step:
    return Step({"asked": None}, (said,), done=True)
