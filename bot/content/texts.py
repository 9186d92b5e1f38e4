"""The checks of a text that a visitor reads: its form, its figures, its placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from bot.content.catalogue import Content
from bot.content.findings import Finding, error, warning
from bot.text.figures import unsupported_figures
from bot.text.typography import missing_spaces

LONGEST_SENTENCE = 25  # words: beyond, it is not understood at the first reading

_EMOJI = re.compile("[\U0001f000-\U0001faff☀-➿⬀-⯿\ufe0f\u200d\u20e3]")
_MARKDOWN = re.compile(
    r"\*\*|__|`|\[[^\]]+\]\([^)]*\)|^#{1,6} |(?<!\w)\*[^\s*][^*]*\*(?!\w)|^[-*] "
)
_HTML = re.compile(r"</?[a-zA-Z][^>]*>|<!--|&(?:[a-zA-Z]+|#\d+);")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_text(
    content: Content, where: str | Path, text: str, fact_ids: list[str], limit: int
) -> Iterator[Finding]:
    """Yield what is wrong with a text that states facts: its form, its figures."""
    yield from check_form(where, text, limit)
    sources = [content.facts[fact].wording for fact in fact_ids if fact in content.facts]
    for figure in unsupported_figures(text, sources):
        yield error(
            where, f"« {figure} » n'est dans aucun des faits cités", "citez son fait ou retirez-le"
        )


def check_form(where: str | Path, text: str, limit: int) -> Iterator[Finding]:
    """Yield what is wrong with the form of a text: emptiness, length, spaces, signs."""
    if not text.strip():
        yield error(where, "ce texte est vide", "écrivez-le")
    if len(text) > limit:
        yield error(where, f"texte de {len(text)} caractères", f"tenez-vous à {limit}")
    for problem, remedy in _signs(text):
        yield error(where, problem, remedy)


@lru_cache(maxsize=4096)  # one edit has every text of content/ checked again
def _signs(text: str) -> tuple[tuple[str, str], ...]:
    """Return (problem, remedy) of what should not stand in a text, or is missing in it."""
    missing = (f"il manque une espace dans « {excerpt} »" for excerpt in missing_spaces(text))
    wrong = [(problem, "ajoutez-la") for problem in missing]
    if found := _EMOJI.search(text):
        wrong.append((f"le texte contient l'émoji « {found[0]} »", "dites-le avec des mots"))
    if found := _MARKDOWN.search(text):
        problem = f"le texte contient une mise en forme Markdown, « {found[0].strip()} »"
        wrong.append((problem, "écrivez le texte seul, elle serait lue telle quelle"))
    if found := _HTML.search(text):
        problem = f"le texte contient du HTML, « {found[0]} »"
        wrong.append((problem, "écrivez le texte seul, il serait lu tel quel"))
    return tuple(wrong)


def check_placeholders(where: str | Path, text: str, known: frozenset[str]) -> Iterator[Finding]:
    """Yield what the program would not fill in: `known` are the names that it does."""
    if "{" not in text and "}" not in text:
        return
    remedy = "retirez-le" if not known else f"le programme remplit {_braced(known)}"
    for name in dict.fromkeys(_PLACEHOLDER.findall(text)):
        if name not in known:
            yield error(where, f"rien ne remplit « {{{name}}} » ici", remedy)
    if {"{", "}"} & set(_PLACEHOLDER.sub("", text)):
        yield error(where, "une accolade est seule", "fermez-la ou retirez-la")


def check_sentences_of(where: str | Path, text: str) -> Iterator[Finding]:
    """Yield a warning for each sentence that is too long to be understood at once."""
    if text.count(" ") < LONGEST_SENTENCE:
        return  # most texts: none of their sentences can be
    for sentence in _SENTENCE_END.split(text):
        words = _WORD.findall(sentence)
        if len(words) > LONGEST_SENTENCE:
            begins = " ".join(words[:4])
            problem = f"phrase de {len(words)} mots, « {begins}… »"
            yield warning(where, problem, f"coupez-la : {LONGEST_SENTENCE} mots au plus")


def check_twice(where: str | Path, what: str, names: list[str]) -> Iterator[Finding]:
    """Yield what a list names twice."""
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield error(where, f"{what} : « {name} » figure deux fois", "gardez-en un")


def _braced(names: frozenset[str]) -> str:
    return ", ".join(f"« {{{name}}} »" for name in sorted(names))
