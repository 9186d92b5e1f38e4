"""How far words that but point back may ask for each answer: « ils ont le droit ? », « et si je
refuse ? » (bot/text/pointing.py). They ask of what was just read: for what others asked after the
same answer, else for one of its topic.
"""

from __future__ import annotations

import numpy as np

from bot.nlu.model.labels import Labels
from bot.nlu.model.likenesses import Asked
from bot.nlu.model.ranked import Shares
from bot.nlu.model.sayings import Sayings

# Beside what others asked after the same answer: an answer of its topic, or that others asked for
# after one of it, of its theme, another one (docs/trials.md).
_OF_THE_TOPIC, _OF_THE_THEME, _ELSEWHERE = 0.5, 0.05, 0.005
_FACTS = 0.1  # what counts of a fact, for which nobody asks


def reach(known: Labels, sayings: Sayings, asked: Asked) -> Shares:
    """Return that of all answers, 0 of the one just read to 1."""
    found = np.where(known.of_theme(asked.last) > 0, _OF_THE_THEME, _ELSEWHERE)
    for column in known.first_of_topic(asked.last).tolist():
        found[sayings.asked_after(column)] = _OF_THE_TOPIC
    found[known.of_topic(asked.last) > 0] = _OF_THE_TOPIC
    place = known.place(asked.after)
    if place >= 0:  # a sum, or an answer that came after the training, has none
        found[sayings.asked_after(place)] = 1
    found[known.facts > 0] *= _FACTS
    found[known.among([asked.after]) > 0] = 0
    return found
