"""Pairs: the same headings again and again, `Problem`, `Solution`, `Problem`, `Solution`.

Each time that the first of them comes back, another incident begins.
"""

from collections import Counter

from runbook_gen.ingest.bare import bare
from runbook_gen.ingest.fields import Found, aspects
from runbook_gen.ingest.section import Section
from runbook_gen.ingest.vocabulary import Label, Vocabulary


def find(root: Section, found: Found, words: Vocabulary) -> list[Section]:
    """The groups of sections that stand for one incident each."""
    del found
    return [case for section in root.walk() for case in _groups(section, words)]


def _groups(section: Section, words: Vocabulary) -> list[Section]:
    starts = [n for n, part in enumerate(section.parts) if part.field == "symptoms"]
    names = [bare(section.parts[n].title.split(":")[0]).rstrip("0123456789 #") for n in starts]
    counts = Counter(names)
    first = next((name for name in names if counts[name] > 1), "")
    starts = [n for n, name in zip(starts, names, strict=True) if name == first]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], len(section.parts)]
    groups = [section.parts[a:b] for a, b in zip(starts, ends, strict=True)]
    cured = [group for group in groups if aspects(group, words) & {"cure", "causes"}]
    return [_case(group) for group in groups] if len(cured) == len(groups) else []


def _case(parts: list[Section]) -> Section:
    """A section of its own for a group; its title is what the problem is called."""
    first = parts[0]
    title = first.label.rest or next((b.text.split("\n")[0] for b in first.body if b.text), "")
    case = Section(title, Label(None, title), first.level, first.first, first.first, parts[-1].last)
    case.parts = parts
    return case
