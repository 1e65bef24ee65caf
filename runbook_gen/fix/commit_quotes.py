"""Quotes around commits: to other readers of YAML `0645847` is a number, and `84e1234` infinity.

Capital letters become small, as git writes them.
"""

import re

import yaml

from runbook_gen.fix.nodes import Edit, edited, mappings, offset
from runbook_gen.fix.subject import Subject

TITLE = "quotes around commits"
COMMIT = re.compile(r"[0-9A-Fa-f]{7,40}")


def fixed(text: str, of: Subject) -> str:
    """The text with each commit in quotes."""
    commits = (
        value
        for node, shape in mappings(text, of.model)
        if "commit" in shape.keys
        for key, value in node.value
        if key.value == "commit" and isinstance(value, yaml.ScalarNode)
    )
    return edited(
        text,
        (
            Edit(offset(c.start_mark), offset(c.end_mark), f'"{c.value.lower()}"')
            for c in commits
            if COMMIT.fullmatch(c.value) and _differs(c)
        ),
    )


def _differs(commit: yaml.ScalarNode) -> bool:
    plain = commit.style in (None, "")
    return plain or (commit.style in ("'", '"') and commit.value != commit.value.lower())
