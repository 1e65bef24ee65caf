"""Leads: the words before a text that label it, in bold, before a colon, or in a table."""

import re

from runbook_gen.ingest.bare import bare
from runbook_gen.ingest.blocks import Block
from runbook_gen.ingest.said import day
from runbook_gen.ingest.section import MEASURES, META
from runbook_gen.ingest.vocabulary import Vocabulary

BOLD_LINE = re.compile(
    r"(?:\*\*(?P<a>(?:(?!\*\*).)+)\*\*|__(?P<b>(?:(?!__).)+)__)\s*+(?:[:：]\s*+)?"
)
BOLD_LEAD = re.compile(
    r"(?P<mark>\*\*|__)(?P<label>(?:(?!(?P=mark))[^\n]){1,80})(?P=mark)"
    r"(?:[ \t]*(?P<aside>\([^()\n]*\)))?[ \t]*(?P<colon>[:：])?(?P<rest>.*)",
    re.DOTALL,
)
PLAIN_LEAD = re.compile(r"(?P<label>[^:：`\n]{1,40})[:：](?:\s+|$)(?P<rest>.*)", re.DOTALL)
BOX = re.compile(r"^\s*(?:\[[ xX]\]|[✅☑✔❌✗✘⚠🔄]\ufe0f?)\s+")
LONGEST_TITLE = 120
LONGEST_FACT = 60


def lead(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """A label that names a field, and what it labels."""
    text = BOX.sub("", text)
    for read in (_bold_lead, _plain_lead):
        if found := read(text):
            label = words.label(found[0])
            plain = read is _plain_lead and (label.rest or words.begins_logs(found[0]))
            if label.field and (not plain or is_fact(label.field, found[1], words)):
                return found
    return _bold_fact(text, words)


def measure(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """Which kind of measure a text is labelled as, and the words behind: `Workaround: restart`."""
    label, said = lead(text, words) or ("", "")
    field, rest, _ = words.label(label)
    return (field, said) if said and field in MEASURES and not rest else None


def names_something(text: str) -> bool:
    """Whether a text begins with a bold label, whatever it names: `**Ticket**: OPS-7`."""
    found = BOLD_LEAD.match(text)
    return bool(found and (found["colon"] or found["label"].rstrip().endswith((":", "："))))


def is_fact(field: str, value: str, words: Vocabulary) -> bool:
    """Whether what follows a label is just what it asks for."""
    if field == "occurred":
        return len(value) < LONGEST_FACT and day(value) is not None
    return field == "status" and words.status(value, whole=True) is not None


def is_title(title: str, words: Vocabulary) -> bool:
    """Whether a bold line heads an incident rather than stresses a sentence."""
    numbered = title.strip()[:1].isdigit() and bare(title) != title.strip()
    return len(title) < LONGEST_TITLE and (numbered or words.opens_incident(title))


def labelled_rows(table: Block, words: Vocabulary) -> list[tuple[int, str, str]]:
    """The labels of a table with their lines and values; none, if it is a table of other things."""
    head, *rows = table.rows
    if len(rows) == 1 and len(head) > 2:
        facts = [name for name in head if words.label(name).field in META]
        line = table.first + 2
        pairs = zip(head, rows[0], strict=False)
        return [(line, name, value) for name, value in pairs] if len(facts) > 1 else []
    if any(len(row) != 2 for row in table.rows) or words.field(head[1]):
        return []
    told = [(line, row[0], row[1]) for line, row in enumerate(rows, table.first + 2)]
    if sum(words.label(name).field is not None for _, name, _ in told) < 2:
        return []
    first = [(table.first, head[0], head[1])] if words.label(head[0]).field else []
    return first + told


def _bold_lead(text: str) -> tuple[str, str] | None:
    """`**Cause**: x`, `**Cause:** x`, `**Cause** (confirmed): x`, or the label alone on a line."""
    found = BOLD_LEAD.match(text)
    if not found:
        return None
    label, aside, colon, rest = found.group("label", "aside", "colon", "rest")
    if not (colon or label.rstrip().endswith((":", "：")) or not rest or rest.startswith("\n")):
        return None  # **Cause** in a sentence is a word of it.
    return f"{label} {aside or ''}".strip(), rest.strip()


def _plain_lead(text: str) -> tuple[str, str] | None:
    """`Cause: x`."""
    found = PLAIN_LEAD.match(text)
    return (found["label"], found["rest"].strip()) if found else None


def _bold_fact(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """`**Date** 2025-09-11`: only what is of one line needs no colon."""
    found = BOLD_LEAD.match(text)
    short = found and len(found["rest"]) < LONGEST_FACT
    if found and short and words.label(found["label"]).field in META:
        return found["label"], found["rest"].strip()
    return None
