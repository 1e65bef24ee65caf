"""A new incident's file: skeleton.yaml, with what is known already in its place."""

import re
from collections.abc import Iterable
from pathlib import Path

from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.draft import Draft, Said

FILE = Path(__file__).with_name("skeleton.yaml")
LATER = "TODO"
"""Stands for a text that is not written yet; a check finds it."""

FIELD = re.compile(r"\{(\w+)\}")
TEXT = re.compile(
    r"(?m)^(?P<lead> *#? *)(?P<dash>- )?(?P<key>\w+:)? ?\{text(?::(?P<of>\w+))?\}(?P<rest>.*)$"
)


def filled(draft: Draft, cluster: str, languages: Iterable[str]) -> str:
    """The file's text.

    Raises:
        CannotRun: a value cannot stand in an incident.
    """
    languages = tuple(languages)
    words = {
        "id": draft.id,
        "cluster": cluster,
        "occurred": draft.occurred.isoformat(),
        "status": draft.status,
        "severity": draft.severity,
        "components": ", ".join(draft.components),
        "wave": "# wave: 20" if draft.wave is None else f"wave: {draft.wave}",
    }
    said = {"title": draft.title, "symptom": draft.symptom, "cause": draft.cause, None: {}}
    text = FILE.read_text(encoding="utf-8")
    text = FIELD.sub(lambda match: words.get(match[1], match[0]), text)  # before an author's braces
    text = TEXT.sub(lambda match: _in_every(languages, match, said[match["of"]]), text)
    _see_that_it_loads(f"{draft.id}.yaml", text)
    return text


def _in_every(languages: Iterable[str], match: re.Match[str], said: Said) -> str:
    """A text of the skeleton, a line for each language: prose in braces trips over its commas."""
    from runbook_gen.export.yaml_text import scalar

    lead, dash, key = match["lead"], match["dash"] or "", match["key"]
    lines = [f"{language}: {scalar(said.get(language) or LATER)}" for language in languages]
    deeper = lead + " " * len(dash)
    if key:
        return "\n".join([f"{lead}{dash}{key}{match['rest']}", *(f"{deeper}  {x}" for x in lines)])
    return "\n".join([lead + dash + lines[0], *(deeper + line for line in lines[1:])])


def _see_that_it_loads(name: str, text: str) -> None:
    from runbook_gen.load import load_incident
    from runbook_gen.load.source import Source

    _, findings = load_incident(Source(name, text.encode()))
    if findings:
        raise CannotRun(f"{findings[0].message}. {findings[0].remedy}")
