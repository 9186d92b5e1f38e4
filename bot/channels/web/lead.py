"""What is read at a glance: the words of an answer that stand out, and paragraphs of a few lines.

The rule of bot/web/assets/lead.js, for the pages that are written here: where the rules part, the
same answer looks another in the panel. `tests/web/test_lead.py` holds both to the same cases.
"""

from __future__ import annotations

import re

_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x180))))  # of French, and of names
_LONGEST_LEAD = 90  # characters: more in bold is no emphasis
_A_WORD = 5  # characters of « Oui »: what follows is read with it
_LONG = 150  # characters of a paragraph that is cut
# « 1 867,02 » ends no clause.
_CLAUSE_END = re.compile(rf"[,;:](?=\s)|[.!?…](?=\s+[{_CAPITALS}\d«(]|\s*\Z)")
_QUESTION = re.compile(r"[^.!:]*\?(?:\s+»\s*:)?\s+")  # « Je réponds à « Combien ? » : » too
# « En 2024, », « Selon l’Insee, » set the scene: the clause after it answers.
_SCENE = re.compile(
    r"(?:[ÀA]|Au|Aux|Après|Avant|Avec|Chez|Comme|D[’']après|Dans|De|Depuis|Dès|En|Entre|Lors"
    r"|Lorsque?|Même|Par|Parfois|Pendant|Pour|Quand|Quant|S[’']ils?|Sans|Selon|Si|Sous|Sur|Tant"
    r"|Une fois|Vers|Vous demandez)(?=[\s’'])"
)
_SENTENCE = re.compile(rf".+?(?:[.!?…]+[\s»)]+(?=[{_CAPITALS}«])|\Z)")


def lead(text: str) -> tuple[int, int]:
    """Return where the answer itself begins and ends in a text, maybe nowhere: its first clause."""
    asked = _QUESTION.match(text)
    start = asked.end() if asked else 0
    said = text[start:]
    is_scene = bool(_SCENE.match(said))
    end = 0
    for mark in _CLAUSE_END.finditer(said):
        is_over = mark[0] not in ",;:"
        if mark.start() > _LONGEST_LEAD:
            break
        if is_over or not is_scene:
            end = mark.start()
        if is_over or end > _A_WORD:
            break
        is_scene = False
    return start, start + len(said[:end].rstrip())


def portions(text: str) -> list[str]:
    """Return a text in paragraphs of one or two sentences, cut only where it is long."""
    if len(text) <= _LONG:
        return [text]
    parts = [""]
    for sentence in _SENTENCE.findall(text) or [text]:
        if parts[-1] and len(parts[-1]) + len(sentence) > _LONG:
            parts.append(sentence)
        else:
            parts[-1] += sentence
    return parts
