"""An incident's id is its file's name: links, rules and published addresses use it."""

import re

import yaml

from runbook_gen.fix.nodes import Edit, edited, mappings, offset
from runbook_gen.fix.subject import Subject

TITLE = "id from the file's name"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def fixed(text: str, of: Subject) -> str:
    """The text with that id, where it is sure and the file has another or none."""
    if not SLUG.fullmatch(of.id):
        return text
    top = next(mappings(text, of.model), None)
    if top is None or top.node.flow_style or not top.node.value:
        return text
    ids = [v for k, v in top.node.value if k.value == "id"]
    if not ids:
        first = offset(top.node.start_mark)
        newline = "\r\n" if "\r\n" in text else "\n"
        return edited(text, [Edit(first, first, f"id: {of.id}{newline}")])
    (old, *more) = ids
    if more or not isinstance(old, yaml.ScalarNode) or old.style in ("|", ">"):
        return text
    if old.value == of.id:
        return text
    start, end = offset(old.start_mark), offset(old.end_mark)
    space = " " if text[start - 1 : start] == ":" else ""
    return edited(text, [Edit(start, end, f"{space}{of.id}")])
