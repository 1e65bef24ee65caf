"""File rules that a regular expression over a file's text says wholly, and where it is looked for.

Only a rule that is nothing but one `object.text.matches("…")` is one; any other CEL may mean
something that no expression over the text does.
"""

import re
from typing import NamedTuple

from runbook_gen.model.reason import Reason
from runbook_gen.model.rule import FileRule

# `(?>…*)`, not `…*+`: Python before 3.11.5 forgets the quotation mark within the latter.
MATCHES = re.compile(
    r"""\s*object\s*\.\s*text\s*\.\s*matches\s*\(\s*(?P<text>r?(['"])(?>(?:\\.|(?!\2)[^\\])*)\2)\s*\)\s*""",
    re.DOTALL,
)


class FilePattern(NamedTuple):
    """An RE2 expression over the text of files, and which files."""

    expr: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]


def file_pattern(rule: FileRule) -> FilePattern | Reason:
    """The rule as a pattern, or why it is none."""
    if rule.match.parser != "source":
        return Reason(
            "it judges what the '{parser}' parser makes of a file, not its text",
            parser=rule.match.parser,
        )
    more = [name for name in ("applies_when", "variables", "keywords") if getattr(rule, name)]
    if more:
        return Reason(
            "it is more than a regular expression over the text: it has {fields}",
            fields=", ".join(more),
        )
    found = MATCHES.fullmatch(rule.expr)
    expr = _value(found["text"]) if found else None
    if expr is None:
        return Reason("its CEL is more than one matches() on the text, which is all a pattern says")
    globs = rule.match.globs
    taken = [glob.startswith("!") for glob in globs]
    if taken != sorted(taken):
        return Reason(
            "a glob takes files back in that another has left out; paths have no order there"
        )
    return FilePattern(
        expr,
        tuple(_rooted(glob) for glob in globs if not glob.startswith("!")),
        tuple(_rooted(glob[1:]) for glob in globs if glob.startswith("!")),
    )


def _value(literal: str) -> str | None:
    """What a CEL string literal says; None where it is none."""
    from runbook_gen.engine.cel import BadExpression, Engine

    engine = Engine()
    try:
        value = engine.compile(literal).on(engine.facts({}))
    except BadExpression:
        return None
    return value if isinstance(value, str) else None


def _rooted(glob: str) -> str:
    """A glob with a slash inside begins at the root, which .gitignore says without a slash."""
    return f"/{glob}" if "/" in glob[:-1] and not glob.startswith(("/", "**/")) else glob
