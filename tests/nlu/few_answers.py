"""Two topics with a few details and facts, on which the tests of the model of answers train."""

from __future__ import annotations

from bot.nlu.model.answers import AnswerModel
from bot.nlu.model.examples import Example, Sayable
from bot.nlu.model.likenesses import LIKENESSES, Ranker
from bot.nlu.model.vectors import Encoder

ENCODER = Encoder()
_ANSWERS = {
    "salary/": ("on gagne combien", "au moins le smic, la suite depend de l employeur"),
    "salary/part_time": ("le salaire a mi-temps", "a mi-temps, la moitie du smic"),
    "salary/pay_day": ("quel jour est-on paye", "une fois par mois, le jour que choisit la boite"),
    "hours/": ("quels sont les horaires", "les horaires dependent de l ouverture du service"),
    "hours/nights": ("la nuit aussi", "oui, parfois, pour une assistance ouverte jour et nuit"),
    "hours/part_time": ("les horaires a mi-temps", "vingt-quatre heures au moins par semaine"),
}
_FACTS = {
    "salary/=smic_2016": "le smic etait de 9,67 euros bruts de l heure en 2016",
    "salary/=smic_2026": "le smic est de 12,31 euros bruts de l heure depuis juin 2026",
    "hours/=headset": "les appels se prennent avec un casque pour garder les mains libres",
}
_ASKED = {
    "salary/": ["combien gagne-t-on", "quel est le salaire", "c est bien paye"],
    "salary/part_time": ["combien gagne-t-on a mi-temps", "quelle paie a mi-temps"],
    "salary/pay_day": ["la paie tombe quand dans le mois", "quel jour", "et ca tombe quand"],
    "hours/": ["quels horaires", "on travaille de quelle heure a quelle heure"],
    "hours/nights": ["faut-il travailler la nuit", "et la nuit", "meme la nuit"],
    "hours/part_time": ["peut-on travailler a mi-temps", "existe-t-il des temps partiels"],
}
_NEXT = [
    ("le virement tombe le combien", "salary/pay_day", "salary/"),
    ("et le soir alors", "hours/nights", "hours/"),
    ("le soir on touche plus ?", "salary/", "hours/nights"),
]
EXAMPLES = [
    *(Example(text, label) for label, texts in _ASKED.items() for text in texts),
    *(Example(*said) for said in _NEXT),
]
SAYABLES = [
    *(Sayable(label, *said, (label.partition("/")[0],)) for label, said in _ANSWERS.items()),
    *(Sayable(label, "", text, (label.partition("/")[0],)) for label, text in _FACTS.items()),
]


_OF_READINGS = {"first": 4.0, "alone": 1.0, "after_words": 1.5, "after_question": 2.0}
_OF_CONTEXT = {
    "topic": 1.0,
    "same": 1.0,
    "just_told": -2.0,
    "told": -1.0,
    "holds": 0.5,
    "next": 1.0,
}


def _weight(likeness: str) -> float:
    name = likeness.removeprefix("fact_")
    if name.startswith("senses_"):
        return 0.0  # too few questions to learn any from
    ended = (weight for end, weight in _OF_READINGS.items() if name.endswith(f"_{end}"))
    share = 1.5 if name != likeness else 1.0  # a fact has neither examples nor a title
    return _OF_CONTEXT.get(name, share * next(ended, 0.0))


def fit(*more: Example) -> AnswerModel:
    """Return the model of these answers, with a plain ranker: the bot's was chosen for its own.

    It learns `more` examples too.
    """
    ranker = Ranker({likeness: _weight(likeness) for likeness in LIKENESSES})
    return AnswerModel.fit(SAYABLES, [*EXAMPLES, *more], ENCODER, ranker, threads=1)
