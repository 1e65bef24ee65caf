"""Whether a text becomes YAML only when a tool fills it in: Helm, Go, Jinja, ERB, envsubst."""

import re

ACTION = re.compile(r"\{\{[^}]*\}\}|\{%.*?%\}|<%.*?%>|\{\{-|\{#.*?#\}")
UNQUOTED = re.compile(r"(?m)^[ \t]*(?:-[ \t]+)*(?:[\w./-]+:[ \t]+)?(?:\{\{(?!\})|\{%|<%)")


def is_template(text: str, *, parses: bool) -> bool:
    """Whether `text` is a template.

    What does not parse and holds an action is one. What parses is one where an action stands bare,
    which YAML takes for a mapping in braces.
    """
    return bool((UNQUOTED if parses else ACTION).search(text))
