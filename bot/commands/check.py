"""`decroche check`: content and data, before a visitor reads them."""

from __future__ import annotations

from datetime import date

import typer
from rich.markup import escape

from bot.commands.app import app
from bot.commands.terminal import OUT
from bot.content import Content
from bot.content.catalogue import ANSWERS, strays
from bot.content.checks import Finding, error, fault, located
from bot.installation.places import HOME, ROOT
from bot.publishing import PARTS, check_published


@app.command()
def check() -> None:
    """Vérifier le contenu et les données ; code 1 s'il y a une erreur à corriger."""
    content = Content(HOME / "content", PARTS, lenient=True)
    findings = findings_of(content)
    errors = [finding for finding in findings if finding.severity == "error"]
    for finding in findings:
        colour = "red" if finding.severity == "error" else "yellow"
        OUT.print(f"[{colour}]{finding.label}[/] {escape(str(finding))}", soft_wrap=True)
    OUT.print(f"{len(content.cards)} fiches, {len(content.replies)} réponses, ", end="")
    OUT.print(f"{len(content.facts)} faits : {len(errors)} erreur(s), ", end="")
    OUT.print(f"{len(findings) - len(errors)} avertissement(s).")
    raise typer.Exit(1 if errors else 0)


def findings_of(content: Content) -> list[Finding]:
    """Return every finding on content/ and data/, whatever could not be read.

    What depends on a file that could not be read is not judged.
    """
    from bot.training.checks import check_data
    from bot.training.dialogue_checks import check_dialogue
    from bot.training.question_checks import check_questions

    remedy = "renommez-le en .yml, ou sortez-le de content/"
    findings = [
        *(fault(each) for each in content.faults),
        *(error(path, "rien ne lit ce fichier", remedy) for path in strays(content.folder, PARTS)),
    ]
    parts = {part.name for part in PARTS}
    if any(name not in parts and not name.startswith(ANSWERS) for name in content.unread):
        return findings
    findings += [located(content, each) for each in check_published(content, date.today())]
    findings += check_data(content, HOME / "data")
    if not content.unread:
        findings += check_questions(content, HOME / "data")
    return findings + check_dialogue(content, ROOT / "bot" / "domain.yml", HOME / "data")
