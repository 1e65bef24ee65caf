"""Shell: commands as Bash reads them, by the tree-sitter grammar.

Placeholders such as `<TOKEN>` are read as one word each, so that Bash does not take them for
redirections.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

PLACEHOLDER = re.compile(r"<([A-Za-z][A-Za-z0-9_-]*)>")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
MAX_SCRIPT = 10_000
"""How many characters are read. The grammar needs 7 GB for a broken pipeline of 60,000."""


class SyntaxFault(NamedTuple):
    """Where a script stops being Bash: `line` and `column` from 1, and what stands there.

    `text` is empty where something is missing.
    """

    line: int
    column: int
    text: str


def placeholders(script: str) -> list[str]:
    """The names of the declared-input placeholders in `script`, in order, each once."""
    return list(dict.fromkeys(PLACEHOLDER.findall(script)))


def syntax_fault(script: str) -> SyntaxFault | None:
    """The first place where `script` is not Bash, or None."""
    root = tree(script).root_node
    if not root.has_error:
        return None
    for node in _nodes(root):
        if node.is_error or node.is_missing:
            # What is never closed makes an error of everything around it: point at its opening.
            opened = next((child for child in node.children if child.type in OPENINGS), node)
            return _fault(script, opened.start_byte, node.end_byte)
    return _fault(script, 0, len(script))


def _fault(script: str, start: int, end: int) -> SyntaxFault:
    # The grammar counts bytes, readers count characters.
    data = script.encode()
    text = data[start:end].decode("utf-8", "ignore")
    before = data[:start].decode("utf-8", "ignore") + text[: len(text) - len(text.lstrip())]
    column = len(before) - before.rfind("\n")
    return SyntaxFault(before.count("\n") + 1, column, text.strip().split("\n")[0][:40])


def simple_commands(script: str) -> list[tuple[str, ...]]:
    """Every simple command in `script` as its words: pipelines, loops and substitutions included.

    Quotes around a word are removed; a word with an expansion inside stays as it is written.
    """
    words = []
    data = script.encode()
    for node in _nodes(tree(script).root_node, "named_children"):
        if node.type == "command":
            named = [child for child in node.named_children if child.type not in NOT_WORDS]
            words.append(tuple(_plain(data[c.start_byte : c.end_byte]) for c in named))
    return words


def written_files(script: str) -> list[str]:
    """The targets of every redirection of `script` that writes, as they are written."""
    if ">" not in script:
        return []
    data = script.encode()
    redirections = (
        n for n in _nodes(tree(script).root_node, "named_children") if n.type == "file_redirect"
    )
    return [
        _plain(data[target.start_byte : target.end_byte])
        for each in redirections
        if any(child.type in WRITES for child in each.children)
        for target in each.children_by_field_name("destination")
    ]


WRITES = frozenset({">", ">>", ">|", "&>", "&>>", ">&"})
OPENINGS = frozenset(
    {"if", "for", "while", "until", "case", "select", "{", "(", "[[", "[", "$(", "'", '"', "`"}
)
NOT_WORDS = frozenset(
    {
        "variable_assignment",
        "file_redirect",
        "heredoc_redirect",
        "herestring_redirect",
        "comment",
    }
)


def _plain(word: bytes) -> str:
    text = word.decode("utf-8", "replace")
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


@lru_cache(maxsize=64)
def tree(script: str) -> Any:
    """The tree of `script`, in which every byte stands where it stands in the script.

    What the grammar cannot take is masked: placeholders look like redirections, and characters
    beyond ASCII inside braces make its scanner read outside its tables and crash.
    """
    masked = PLACEHOLDER.sub(lambda m: f"_{m[1]}_", script[:MAX_SCRIPT])
    masked = BEYOND_ASCII.sub(lambda m: "_" * len(m[0].encode()), masked)
    return _parser().parse(masked.encode())


def _nodes(root: Any, kind: str = "children") -> Iterator[Any]:
    """Every node; of the kind "named_children" those alone that are no mere signs."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(getattr(node, kind)))


@lru_cache(maxsize=1)
def _parser() -> Any:
    import tree_sitter
    import tree_sitter_bash

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))


class Statement(NamedTuple):
    """A statement on the lines `first` up to `last`, from 0; `kind` is `comment` or `command`."""

    first: int
    last: int
    kind: str


def statements(script: str) -> list[Statement]:
    """The statements of `script` as runs of whole lines; a loop or here-document is one.

    A line that Bash cannot read is a statement of its own.
    """
    found: list[Statement] = []
    for first, last, kind in _spans(script):
        before = found[-1] if found else None
        if before and first < before.last:
            # Two on one line: `a; b`, or a comment behind a command.
            found[-1] = Statement(before.first, max(before.last, last), before.kind)
        else:
            found.append(Statement(first, last, kind))
    return found


def _spans(script: str) -> Iterator[tuple[int, int, str]]:
    """Where statements stand, and each other line that is not empty."""
    lines = script.split("\n")
    at = 0
    for node in tree(script).root_node.children:
        first, last = node.start_point[0], node.end_point[0] + (node.end_point[1] > 0)
        yield from ((n, n + 1, "command") for n in range(at, first) if lines[n].strip())
        if node.is_error and last - first > 1:
            yield from ((n, n + 1, "command") for n in range(first, last) if lines[n].strip())
        else:
            yield first, max(last, first + 1), "comment" if node.type == "comment" else "command"
        at = max(at, last)
    yield from ((n, n + 1, "command") for n in range(at, len(lines)) if lines[n].strip())
