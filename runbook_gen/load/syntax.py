"""What libyaml says of a file that is not YAML, and what that means to its author."""

SYNTAX = {
    "found character that cannot start any token": (
        "a value begins with '@', '`' or '%'",
        "Put quotes around it.",
    ),
    "a tab": ("a tab stands where YAML allows only spaces", "Indent with spaces."),
    "mapping values are not allowed in this context": (
        "a ': ' stands inside a value",
        "Put the whole value in quotes, or check the indentation of this line.",
    ),
    "could not find expected ':'": (
        "this line has no ':' after its key",
        "Write 'key: value', or indent the line so that it belongs to the text above.",
    ),
    "did not find expected key": (
        "this line does not fit the block that it stands in",
        "Align it with its neighbours, or put quotes around the value above.",
    ),
    "did not find expected '-' indicator": (
        "this line does not fit the list that it stands in",
        "Begin it with '- ' or align it with the item above.",
    ),
    "found unexpected end of stream": (
        "the file ends inside a quoted text",
        "Close the quotes.",
    ),
    "did not find expected ',' or '}'": ("a '{' is not closed", "Close it with '}'."),
    "did not find expected ',' or ']'": ("a '[' is not closed", "Close it with ']'."),
}
