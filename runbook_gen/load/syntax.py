"""What libyaml says of a file that is not YAML, and what that means to its author."""

from typing import NamedTuple


class Fault(NamedTuple):
    """Our words for a problem; `from_start` where the mistake is at the construct's beginning."""

    message: str
    remedy: str
    from_start: bool = False


QUOTE = "or put quotes around a text that holds ':', ',', '[' or '{'."

SYNTAX = {
    "a tab": Fault("a tab stands where YAML allows only spaces", "Indent with spaces."),
    "found character that cannot start any token": Fault(
        "a value begins with '@', '`' or '%'", "Put quotes around it."
    ),
    "did not find expected alphabetic or numeric character": Fault(
        "a value begins with '*' or '&'", "Put quotes around it."
    ),
    "found unknown escape character": Fault(
        "an unknown escape in double quotes", "Use single quotes, or write the backslash twice."
    ),
    "mapping values are not allowed in this context": Fault(
        "a ': ' stands inside a value",
        "Put the whole value in quotes, or check the indentation of this line.",
    ),
    "could not find expected ':'": Fault(
        "this line has no ': ' after its key",
        "Write 'key: value', or indent the line so that it belongs to the text above.",
        from_start=True,
    ),
    "did not find expected key": Fault(
        "this line does not fit the block that it stands in",
        "Align it with its neighbours, or put quotes around the value above.",
    ),
    "did not find expected '-' indicator": Fault(
        "this line does not fit the list that it stands in",
        "Begin it with '- ' or align it with the item above.",
    ),
    "found unexpected end of stream": Fault(
        "a quoted text is never closed", "Close its quotes.", from_start=True
    ),
    "did not find expected ',' or '}'": Fault(
        "this '{' is not closed, or what follows does not belong into it",
        f"Close it with '}}', {QUOTE}",
        from_start=True,
    ),
    "did not find expected ',' or ']'": Fault(
        "this '[' is not closed, or what follows does not belong into it",
        f"Close it with ']', {QUOTE}",
        from_start=True,
    ),
}
