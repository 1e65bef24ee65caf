"""Whether a text becomes YAML only when a tool fills it in: Helm, Go, Jinja, ERB, envsubst."""

import re

ACTION = re.compile(r"\{\{[^}]{0,999}\}\}|\{%.{0,999}?%\}|<%.{0,999}?%>|\{\{-|\{#.{0,999}?#\}")
UNQUOTED = re.compile(r"(?m)^[ \t]*(?:-[ \t]+)*(?:[\w./-]+:[ \t]+)?(?:\{\{(?!\})|\{%|<%)")


def is_template(text: str, *, parses: bool) -> bool:
    """Whether `text` is a template.

    What does not parse and holds an action is one. What parses is one where an action stands bare,
    which YAML takes for a mapping in braces; in a block of text it says nothing of the file.
    """
    if parses:
        return bool(UNQUOTED.search(text)) and _bare(text)
    return bool(ACTION.search(text))


def _bare(text: str) -> bool:
    """Whether a value of a YAML text is an action: braces in braces, or text that opens one."""
    import yaml

    opened = -1  # where a mapping in braces has just begun
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and event.value[:2] == "<%":
            return True
        braces = isinstance(event, yaml.MappingStartEvent) and event.flow_style
        at = event.start_mark.index if braces and event.start_mark else -1
        if 0 <= opened == at - 1:
            return True
        opened = at
    return False
