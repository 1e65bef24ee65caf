"""The template environment of one language: safe by default.

Whatever a template prints is escaped as plain words unless a filter of `prose` made it: a
forgotten filter shows an asterisk too many, never a script.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from difflib import unified_diff
from functools import cache, lru_cache
from typing import Any

from babel.dates import format_date, format_skeleton
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from runbook_gen.model.incident import Change
from runbook_gen.model.reason import told
from runbook_gen.model.text import Text
from runbook_gen.render import prose
from runbook_gen.render.compiling import Folding, SafeOnce
from runbook_gen.render.labels import LABELS, OUTCOME_SIGNS
from runbook_gen.render.locales import conventions
from runbook_gen.render.paragraphs import translated
from runbook_gen.render.words import words

# "{#id}" is an anchor in Markdown, so comments look otherwise.
COMMENT = ("<#", "#>")


@lru_cache(maxsize=16)
def environment(language: str) -> Environment:
    """Templates, filters and words for pages in `language`."""
    catalogue = words(language)

    @cache
    def word(key: str) -> Markup:
        return Markup(catalogue.get(key, key))

    def label(value: str, field: str) -> Markup:
        return word(LABELS[field][value])

    def said(text: Text | str) -> str:
        return text.within(language) if isinstance(text, Text) else text

    def mark(page: Context, text: Text | str) -> str:
        """A link to what changed in the original, where the text is older."""
        older = page.get("older")
        number = older.number(text) if older and isinstance(text, Text) else 0
        told = word("translation older than the original")
        return f"[{told}](#older-{number}){{ .rg-older }}" if number else ""

    def reason(text: str) -> str:
        return str(told(text, lambda words: catalogue.get(words, words)))

    @pass_context
    def say(page: Context, text: Text | str) -> Markup:
        told = prose.inline(said(text), page["to_incidents"])
        marked = mark(page, text)
        return Markup(f"{told} {marked}") if marked else told

    @pass_context
    def block(page: Context, text: Text | str) -> Markup:
        told = prose.block(said(text), page["to_incidents"])
        marked = mark(page, text)
        between = "\n\n" if "\n" in told else " "
        return Markup(f"{told}{between}{marked}") if marked else told

    env = templates(_finalize)
    env.globals |= {"_": word, "language": language, "signs": OUTCOME_SIGNS}
    env.filters |= {
        "_": word,
        "label": label,
        "reason": reason,
        "say": say,
        "block": block,
        "heading": lambda text: prose.heading(said(text)),
        "title": lambda text: prose.title(said(text)),
        "code": prose.code,
        "fence": prose.fence,
        "target": prose.target,
        "attribute": lambda value: Markup(escape(value)),
        "json": lambda value: Markup(json.dumps(value, ensure_ascii=False)),
        "day": lambda day: Markup(format_day(day, language)),
        "month": lambda day: format_skeleton("yMMMM", day, locale=conventions(language)),
        "diff": diff,
        "number": lambda index: Markup(f"{index}.".ljust(4)),
        "under": under,
        "manual": lambda text: Markup(translated(text, word)),
    }
    return env


class _Environment(Environment):
    code_generator_class = SafeOnce


def templates(finalize: Callable[[Any], str]) -> Environment:
    """The room's templates; `finalize` makes safe what no filter has made safe."""
    return _Environment(
        loader=PackageLoader("runbook_gen.render"),
        extensions=[Folding],
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string=COMMENT[0],
        comment_end_string=COMMENT[1],
    )


def _finalize(value: Any) -> str:
    if isinstance(value, Markup):
        return value
    return prose.plain(value) if isinstance(value, str) else escape(value)


def under(text: str, columns: int = 4) -> Markup:
    """A block whose further lines stand `columns` deeper, as a list item's or admonition's do."""
    return Markup(re.sub(r"\n(?=[^\n])", "\n" + " " * columns, text))


def format_day(day: date, language: str) -> str:
    """A date as readers of `language` write it."""
    return format_date(day, format="medium", locale=conventions(language))


def diff(change: Change) -> Markup:
    """What a change took away and put in, as a diff block; the text alone where one side is new."""
    if change.before is None or change.after is None:
        return prose.fence(change.after or change.before or "", change.language)
    before, after = change.before.split("\n"), change.after.split("\n")
    lines = list(unified_diff(before, after, n=len(before) + len(after), lineterm=""))[3:]
    return prose.fence("\n".join(lines), "diff") if lines else prose.fence(change.after)
