"""What is said in a contact request: its texts filled in, its buttons."""

from __future__ import annotations

import json

from bot.dialogue.messages import Button
from bot.flows.contact.content import FIELDS, ContactContent, FieldName, NotUsable, fill
from bot.flows.contact.phone import shown_phone
from bot.flows.contact.state import PROPOSED, TOPIC, TYPED, Desk, open_question
from bot.flows.flow import Said, State


class Wording:
    """The messages of the flow, in the words of content/contact.yml."""

    def __init__(self, content: ContactContent, desk: Desk) -> None:
        self._content = content
        self._desk = desk

    def unavailable(self) -> Said:
        """Say that no request is taken here, and who can be reached instead."""
        texts, desk = self._content.unavailable, self._desk
        why = texts.shared if desk.shared and desk.delivers else texts.text
        if not desk.human_contact:
            return Said(f"{why} {texts.elsewhere}", _ways(texts.buttons), kind="reply")
        parts = [why, fill(texts.human, {"contact": desk.human_contact})]
        if desk.human_hours:
            parts.append(fill(texts.hours, {"hours": desk.human_hours}))
        return Said(" ".join(parts), kind="reply")

    def intro(self) -> Said:
        """Say what will be asked, and that it can be left."""
        return Said(self._filled(self._content.texts.intro, {}), kind="reply")

    def noted(self) -> Said:
        """Say that an address or a number was noted, before the name is asked again."""
        return Said(self._content.texts.noted, kind="reply")

    def question(self, state: State) -> Said:
        """Ask the open question; the consent after the read-back."""
        asked = open_question(state)
        if asked == "consent":
            return Said(self._read_back(state), self._buttons(state))
        return Said(self._filled(self._content.questions[asked].ask, state), self._buttons(state))

    def puzzled(self, state: State) -> Said:
        """Say what would be an answer to the open question."""
        text = self._filled(self._content.questions[open_question(state)].puzzled, state)
        return Said(text, self._buttons(state))

    def refusal(self, state: State, refused: NotUsable) -> Said:
        """Say why what was typed cannot be used."""
        text = fill(self._content.refusals[refused.reason], refused.values)
        return Said(text, self._buttons(state))

    def consent(self) -> str:
        """Return what the visitor agrees to, to the letter."""
        desk, brief = self._desk, self._content.brief
        if desk.page:
            named = {"who": desk.responsible or brief.who, "page": desk.page}
            return fill(brief.consent, {**named, "days": str(desk.keeps_days)})
        return whole_consent(self._content, desk.keeps_days, desk.controller)

    def saved(self, state: State) -> Said:
        """Say that the request is kept."""
        return self._last(self._filled(self._content.texts.saved, state))

    def stopped(self) -> Said:
        """Say that nothing is kept."""
        return self._last(self._content.texts.stopped)

    def _last(self, text: str) -> Said:
        return Said(text, _ways(self._content.afterwards), kind="reply")

    def _read_back(self, state: State) -> str:
        content, texts = self._content, self._content.texts
        lines = [
            fill(texts.line, {"field": content.fields[name], "value": _shown(name, state)})
            for name in FIELDS
            if state.get(name)
        ]
        begins, asks = texts.read_back, content.questions["consent"].ask
        if self._desk.page:
            begins, asks = content.brief.read_back, content.brief.ask
        return "\n".join([begins, *lines, self.consent(), self._filled(asks, state)])

    def _buttons(self, state: State) -> tuple[Button, ...]:
        titles = self._content.questions[open_question(state)].buttons
        return tuple(Button(title, _payload(option)) for option, title in titles.items())

    def _filled(self, text: str, state: State) -> str:
        values = {
            "days": str(self._desk.keeps_days),
            "first_name": str(state.get("first_name", "")),
            "proposed": str(state.get(PROPOSED, "")),
            "typed": str(state.get(TYPED, "")),
        }
        return fill(text, values)


def whole_consent(content: ContactContent, days: int, controller: str) -> str:
    """Return all of what a visitor agrees to; `controller` says who answers for the data."""
    consent = fill(content.texts.consent, {"days": str(days)})
    return " ".join(filter(None, (consent, controller)))


def _ways(titles: dict[str, str]) -> tuple[Button, ...]:
    return tuple(Button(title, f"/{topic}") for topic, title in titles.items())


def _shown(field: FieldName, state: State) -> str:
    value = str(state[field])
    return shown_phone(value) if field == "phone" else value


def _payload(option: str) -> str:
    return f"/{TOPIC}{json.dumps({'option': option})}"
