"""Outline: a document as sections, whatever their headings are made of.

A heading opens a section. So does what people write instead of one: a bold line, a bold item of a
list, a label before a colon (`Cause: …`), the summary of a fold. The latter three only where the
vocabulary knows their words as a field; anything may be bold.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

from runbook_gen.ingest.blocks import FOLD, TAGS_ONLY, Block, closes_folds
from runbook_gen.ingest.leads import (
    BOLD_LINE,
    is_fact,
    is_title,
    labelled_rows,
    lead,
    measure,
    names_something,
)
from runbook_gen.ingest.section import BOLD_LABEL, BOLD_TITLE, LABEL, MEASURES, META, Section
from runbook_gen.ingest.vocabulary import Label, Vocabulary


def outline(found: Iterable[Block], lines: int, words: Vocabulary) -> Section:
    """The whole document as one section without a heading."""
    root = Section("", Label(None), 0, 0, 0, lines)
    found = tuple(found)
    _Outline(root, words, closes_folds(found)).take(found)
    root.close()
    return root


class _Outline:
    """Takes blocks in order, and opens and closes sections as it goes."""

    def __init__(self, root: Section, words: Vocabulary, closed: bool) -> None:
        self._open = [root]
        self._closed = closed
        self._words = words
        self._folds: list[float] = []
        self._apart = False
        """Whether a rule (`---`) set what follows apart from the field before it."""
        self._said: Section | None = None
        """The item that said all on its own line: `- **Impact**: none`."""

    def take(self, found: Iterable[Block], depth: int = 0) -> None:
        """Put each block where it belongs; `depth` counts the lists and quotes around."""
        for block in found:
            TAKERS.get(block.kind, _Outline._keep)(self, block, depth)

    def _keep(self, block: Block, depth: int) -> None:
        del depth
        body = self._open[-1].body
        caption = body[-1] if body and block.kind == "code" else None
        if caption and caption.kind == "text" and (version := self._words.version(caption.text)):
            body[-1] = block._replace(first=caption.first, version=version)
        else:
            body.append(block)

    def _table(self, block: Block, depth: int) -> None:
        """A table that names fields in its first column or in its head is a list of labels."""
        rows = [] if self._open[-1].field == "facts" else labelled_rows(block, self._words)
        if rows and rows[0][0] > block.first:
            self._open[-1].passed.append((block.first, rows[0][0]))
        for line, name, value in rows:
            self._begin(name, LABEL + depth, line, line)
            self._keep(Block("text", line, line + 1, value), depth)
        if rows:
            self._end(LABEL + depth)
        else:
            self._keep(block, depth)

    def _begin(self, title: str, level: float, first: int, opened: int) -> Section:
        label = self._words.label(title)
        section = Section(" ".join(title.split()), label, level, first, opened, opened)
        self._end(level)
        self._open[-1].parts.append(section)
        self._open.append(section)
        return section

    def _end(self, level: float) -> None:
        """Close every section of this level and below."""
        while self._open[-1].level >= level:
            self._open.pop()

    def _rule(self, block: Block, depth: int) -> None:
        del block
        self._apart = depth == 0

    def _heading(self, block: Block, depth: int) -> None:
        del depth
        self._apart = False
        # What a fold holds is under its summary, however high the heading.
        around = max(self._folds, default=0) if self._closed else 0
        self._begin(block.text, around + block.level / 10 if around else block.level,
                    block.first, block.last)  # fmt: skip

    def _text(self, block: Block, depth: int) -> None:
        """A paragraph: a bold line, labelled lines, or just a paragraph."""
        if bold := BOLD_LINE.fullmatch(block.text):
            title = bold["a"] or bold["b"]
            field_named = self._words.label(title).field
            if field_named or is_title(title, self._words):
                level = BOLD_LABEL if field_named else BOLD_TITLE
                self._begin(title, level + depth, block.first, block.last)
                return
        said: list[str] = []
        for number, line in enumerate(block.text.split("\n"), block.first):
            label = self._lead(line, depth)
            if label:
                self._say(said, number)
                self._begin(label[0], LABEL + depth, number, number + 1)
            if not label or label[1]:
                said.append(label[1] if label else line)
            if label and self._open[-1].field in META:
                self._say(said, number + 1)
                self._end(LABEL + depth)
        self._say(said, block.first + block.text.count("\n") + 1)

    def _say(self, said: list[str], last: int) -> None:
        """Keep the lines of a paragraph up to `last`, and begin anew."""
        if text := "\n".join(said).strip():
            self._open[-1].body.append(Block("text", last - len(said), last, text))
        said.clear()

    def _item(self, block: Block, depth: int) -> None:
        """An item: a label with what it holds, an incident with its labels, or just an item."""
        if any(each.kind == "heading" for each in block.children):
            if block.text:
                last = block.first + block.text.count("\n") + 1
                self._keep(block._replace(children=(), last=last), depth)
            self.take(block.children, depth + 1)
            return
        lead = self._lead(block.text, depth)
        title = block.text if block.children else ""
        if lead is None and (self._words.label(title).field or self._holds_labels(block)):
            lead = (title, "")
        if lead and self._open[-1].field in MEASURES and measure(block.text, self._words):
            lead = None  # One of several measures, which stay in their order.
        level = LABEL + depth
        if lead is None:
            if self._open[-1] is self._said and names_something(block.text):
                self._end(level)
            self._open[-1].body.append(block)
            return
        height = block.text.count("\n") + 1
        opened = block.first + (1 if lead[1] else height)
        section = self._begin(lead[0], level, block.first, opened)
        if lead[1]:
            # The first line may hold the label only, or the label and the words behind it.
            start = block.first + min(height - 1, int("\n" + lead[1] in block.text))
            section.body.append(Block("text", start, block.first + height, lead[1]))
        self._said = section if lead[1] and not block.children else None
        self.take(block.children, depth + 1)
        if section.field in META or not section.field:
            self._end(level)

    def _holds_labels(self, item: Block) -> bool:
        """Whether an item is headed by its lead: two of the items in it are labels of fields."""
        inner = [each for each in item.children if each.kind in ("item", "text")]
        leads = [lead for each in inner if (lead := self._lead(each.text))]
        fields = {self._words.label(label).field for label, _ in leads} - META
        around = self._open[-1]
        apart = around.field is None or self._words.is_container(around.title)
        return len(fields) > 1 and apart

    def _quote(self, block: Block, depth: int) -> None:
        """A quote that holds labels is there for looks."""
        if any(self._lead(inner.text) for inner in block.children if inner.kind == "text"):
            self.take(block.children, depth)
        else:
            self._open[-1].body.append(block)

    def _fold(self, block: Block, depth: int) -> None:
        """The summary of a fold is its heading, but for one that only hides a part of a field."""
        at = 0
        ends = [found.start() for found in re.finditer("\n", block.text)]
        for tag in FOLD.finditer(block.text):
            self._html(block, at, tag.start(), ends)
            at = tag.end()
            if tag["title"] is None:
                if self._folds and (level := self._folds.pop()):
                    end = block.first + bisect_left(ends, tag.end()) + 1
                    for section in self._open:
                        section.last = end if section.level >= level else section.last
                    self._end(level)
                continue
            title = re.sub(r"<[^<>]*>", "", tag["title"]).strip()
            known = self._words.label(title).field
            inside = self._open[-1].field
            held = inside and inside not in META and not self._words.is_container(inside)
            if not title or (held and not known):
                self._folds.append(0)
                continue
            self._folds.append((BOLD_LABEL if known else BOLD_TITLE) + depth)
            first = block.first + bisect_left(ends, tag.start("title"))
            last = block.first + bisect_left(ends, tag.end()) + 1
            self._begin(title, self._folds[-1], first, last)
        self._html(block, at, len(block.text), ends)

    def _html(self, block: Block, start: int, end: int, ends: list[int]) -> None:
        """A part of an HTML block, if it holds more than tags that set it apart."""
        text = block.text[start:end]
        if not TAGS_ONLY.fullmatch(text):
            first = block.first + bisect_left(ends, start)
            plain = re.sub(r"<[^<>]*>", "", text)
            if any(self._lead(line) for line in plain.split("\n")):
                self._text(Block("text", first, first + plain.count("\n") + 1, plain), 0)
                return
            last = block.first + bisect_left(ends, end) + 1
            self._keep(Block("html", first, min(last, block.last), text.strip("\n")), 0)

    def _lead(self, text: str, depth: int = 0) -> tuple[str, str] | None:
        """A label that names a field, and what it labels."""
        found = lead(text, self._words)
        field = self._words.label(found[0]).field if found else None
        return None if found and field and self._hides(field, found, depth) else found

    def _hides(self, field: str, lead: tuple[str, str], depth: int) -> bool:
        """Whether a label is a word of the field around it: a symptom may say `Status: Running`."""
        around = [
            section
            for section in self._open
            if section.field
            and section.field not in META
            and not (section.label.rest and self._words.opens_incident(section.title))
        ]
        if field not in META or not around or self._apart or around[-1].level >= LABEL + depth:
            return False
        whole = field == "severity" and self._words.severity(lead[1], whole=True)
        return not (whole or (field == "occurred" and is_fact(field, lead[1], self._words)))


TAKERS = {
    "heading": _Outline._heading,
    "text": _Outline._text,
    "item": _Outline._item,
    "quote": _Outline._quote,
    "html": _Outline._fold,
    "rule": _Outline._rule,
    "table": _Outline._table,
}
