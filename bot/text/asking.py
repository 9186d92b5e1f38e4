"""What a message of several sentences asks: « trop tard pour moi. Et en télétravail, possible ? ».

Plain functions of text. People first say what they think of the answer before, then ask.
"""

from __future__ import annotations

import re

from bot.text.forms import form_of
from bot.text.phrases import is_question
from bot.text.sentences import sentences_of

_PIECE = re.compile(r"[^.?!…;\n\U0001f300-\U0001faff]+[.?!…;\n\U0001f300-\U0001faff]*")
# The words that ask for something by themselves: « quel », but not « quelqu'un ».
ASKING_WORD = re.compile(
    r"\b(?:comment|combien|quel(?:le)?s?\b(?!['’])|quoi|koi|cb|pourquoi|pk|est-ce)\b", re.IGNORECASE
)
# « je sais même pas quoi dire », « quel dommage ! » ask nothing.
_WONDERS = re.compile(
    r"\bsais (?:\w+ )?pas quoi (?:dire|penser|r[ée]pondre)\b"
    r"|^\W*quel(?:le)?s? (?:dommage|horreur|honte|plaisir|chance|bonheur|gâchis)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
# What somebody tells of their case belongs to the question: « je suis réfugié. j'ai le droit ? »
_TELLS = re.compile(
    r"(?:(?:et|mais|moi|alors|bon|donc)[ ,]+)*"
    r"(?:je suis|j'?suis|chui|j'ai|jai|je (?:travaille|bosse|vis|touche|gagne)|j'habite|on est)\b",
    re.IGNORECASE,
)
# « je suis caissière et je voudrais savoir comment… »: who they are ends where they ask.
_THEN_ASKS = re.compile(
    r"[,\s]+et (?=j(?:e|['’]) ?(?:voudrais|veux|aimerais|voulais|souhait\w+|me demand\w+) "
    r"(?:bien |juste )?(?:savoir|conna[iî]tre|si|comment|combien|quel)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"et (?:pour |en |avec |sans )?(?:les?|la|mes?|mon|ma|ses?|son|sa)\b|et l['’]", re.IGNORECASE
)
_FEWEST = 4  # words of a question that is read by itself; fewer take the sentence before
_MOST_LEANING = 8  # words of a question that what is told of a case belongs to
_ECHOED = 2  # words at most of what was said that but come again
_FEWEST_LEFT = 3  # words of what is said beside it


def asking_part(text: str, told_apart: bool = False) -> str:
    """Return the last question of a message and what follows it, "" where nothing stands before.

    What is told of a case right before it belongs to it; with `told_apart`, as of a first message,
    not where the question is long enough to be read by itself.
    """
    pieces = pieces_of(_THEN_ASKS.sub(". ", text) if told_apart else text)
    asking = [place for place, piece in enumerate(pieces) if _may_be_it(piece, place, len(pieces))]
    if not asking:
        return ""
    first = asking[-1]
    while first and _needs_what_is_before(pieces, first, told_apart):
        first -= 1
    return " ".join(pieces[first:]) if _length(pieces[:first]) >= _FEWEST_LEFT else ""


def asking_sentences(text: str) -> list[str]:
    """Return the sentences of a message that end with a question mark.

    « la CNIL ? » that others follow but wonders at what was said.
    """
    *before, last = sentences_of(text.strip())
    wordy = [sentence for sentence in before if _length([sentence]) > _ECHOED]
    return [sentence for sentence in (*wordy, last) if sentence.rstrip().endswith("?")]


def pieces_of(text: str) -> list[str]:
    """Return the sentences of a message, by its marks."""
    return [piece.strip() for piece in _PIECE.findall(text) if _WORD.search(piece)]


def stands_alone(text: str) -> bool:
    """Tell whether words ask something that can be read by itself: « en quoi ça consiste »."""
    return asks(text) and _length([text]) >= _FEWEST


def _needs_what_is_before(pieces: list[str], first: int, told_apart: bool) -> bool:
    """Tell whether a question means little without the sentence before it."""
    words = _length(pieces[first:])
    leans = words < _MOST_LEANING or not told_apart
    return words < _FEWEST or (leans and bool(_TELLS.match(pieces[first - 1])))


def _may_be_it(piece: str, place: int, count: int) -> bool:
    # « France Travail ?? Je suis retraité ! » wonders at the answer, « et les horaires ? » asks.
    echoes = _length([piece]) < _FEWEST and place < count - 1 and not _GOES_ON.match(piece)
    return not echoes and asks(piece)


def asks(piece: str) -> bool:
    """Tell whether a sentence asks something."""
    if _WONDERS.search(piece) and not piece.endswith("?"):
        return False
    worded = bool(ASKING_WORD.search(piece)) or form_of(piece) != "open"
    return piece.endswith("?") or worded or is_question(piece)


def _length(pieces: list[str]) -> int:
    return sum(len(_WORD.findall(piece)) for piece in pieces)
