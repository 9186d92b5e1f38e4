"""A topic that a message but names: « et en alternance ? », « le salaire », « l'essai ? ».

Plain functions of what was heard; `just_said` is the label of the answer before, "" for none.
"""

from __future__ import annotations

from bot.dialogue.hearing import Heard, Ranked, Reading, reading_of
from bot.dialogue.likely import first

_LIKELY_OF_A_WORD = 0.35  # of a precise answer to one word of its topic
_ASKED_OF_IT = 0.25  # of what was asked before, of a topic that is named now,
_NEARLY = 0.75  # as likely as the likeliest
_LIKELY_TO_GO_ON = 0.2  # of a precise answer to words that name a topic and go on with another one,
_LESS_LIKELY = 0.6  # beside which the general one is no likelier than that part of it
_PAST_DOUBT = 0.8  # of a precise answer that outweighs the topic that the words name


def asked_of_the_last(heard: Heard, just_said: str) -> Reading | None:
    """Return what the last answer's topic says of another one that is named after it, or None.

    « et en alternance ? » after the pay asks for that of an apprentice.
    """
    topic = just_said.partition("/")[0]
    best, share = first(heard.answers)
    own = (each for each in heard.answers if each[0].startswith(f"{topic}/"))
    same = [each for each in own if not each[0].endswith("/") and each[0] != just_said]
    label, part = first(same)
    likely = part >= max(_ASKED_OF_IT, _NEARLY * share) and best != just_said
    few = heard.elliptic or heard.bare
    return reading_of(label) if topic not in ("", heard.topic) and few and likely else None


def outweighs_its_name(heard: Heard, just_said: str) -> bool:
    """Tell whether few words that go on with an answer ask more than the topic they name.

    « même en période d'essai ? », after what protects a pregnancy, asks for no trial's length.
    """
    best, share = first(heard.answers)
    general = dict(heard.answers).get(f"{heard.topic}/", 0.0)
    precise = not best.endswith("/") and best != just_said and share >= _LIKELY_TO_GO_ON
    return bool(just_said) and heard.elliptic and precise and general <= _LESS_LIKELY * share


def is_past_doubt(heard: Heard) -> bool:
    """Tell whether a precise answer outweighs the topic named: « même en période d'essai ? »."""
    best, share = first(heard.answers)
    return not best.endswith("/") and share >= _PAST_DOUBT


def named(topic: str, answers: Ranked) -> Reading:
    """Return what one word of a topic asks: its answer, unless another one is likely enough."""
    own = ((label, share) for label, share in answers if label.startswith(f"{topic}/"))
    label, share = next(own, ("", 0.0))
    return reading_of(label) if share >= _LIKELY_OF_A_WORD else Reading(topic)
