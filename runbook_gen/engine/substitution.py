"""Substitution: the placeholders of a script become variables of Bash, quoted as their place asks.

Nothing is spliced into the text, so no value can become code. What stands between the placeholders
stays as it is, to the byte.
"""

from collections.abc import Mapping
from typing import Any

from runbook_gen.engine.shell import MAX_SCRIPT, PLACEHOLDER, tree

FORMS = {
    "comment": "<{name}>",
    "string": "${{{variable}}}",
    "heredoc_body": "${{{variable}}}",
    "raw_string": "'\"${{{variable}}}\"'",
    "ansi_c_string": "'\"${{{variable}}}\"$'",
    "command_substitution": '"${{{variable}}}"',
    "process_substitution": '"${{{variable}}}"',
}
"""How a variable is written inside a part of a script; the innermost part that is named decides."""

BARE = '"${{{variable}}}"'


def with_variables(script: str, variables: Mapping[str, str]) -> str | None:
    """`script` with each placeholder `<NAME>` as the variable that `variables` has for it.

    None where the script is not sure to be Bash, and where a placeholder stands in a quoted
    here-document, in which Bash expands nothing.
    """
    root = tree(script).root_node
    if len(script) > MAX_SCRIPT or root.has_error:
        return None
    filled: list[str] = []
    end = 0
    for match in PLACEHOLDER.finditer(script):
        start = len(script[: match.start()].encode())
        form = _form(root.descendant_for_byte_range(start, start + len(match[0])))
        if form is None:
            return None
        written = form.format(name=match[1], variable=variables[match[1]])
        filled += (script[end : match.start()], written)
        end = match.end()
    return "".join((*filled, script[end:]))


def _form(node: Any) -> str | None:
    while node is not None:
        if node.type == "heredoc_body" and _is_quoted(node):
            return None
        if node.type in FORMS:
            return FORMS[node.type]
        node = node.parent
    return BARE


def _is_quoted(body: Any) -> bool:
    """Whether the word that opens a here-document is quoted, which keeps Bash from expanding it."""
    opened = next(child for child in body.parent.children if child.type == "heredoc_start")
    return any(sign in opened.text for sign in (b"'", b'"', b"\\"))
