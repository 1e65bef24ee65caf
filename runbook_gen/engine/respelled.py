r"""RE2's own notation in Python's: what the two read otherwise, or only one of them reads.

The result finds no less. Classes with names (`[[:alpha:]]`) and quoted text (`\Q…\E`) are spelled
out; of Unicode's classes (`\pL`, `\p{Greek}`) Python knows none, so they become any character.
"""

import re

NAMED = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": r"0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
PART = re.compile(
    r"(?P<quoted>\\Q.*?(?:\\E|\Z))"
    r"|(?P<unicode>\\[pP](?:\{[^}]*\}|.))"
    r"|(?P<code>\\x\{[0-9A-Fa-f]+\})"
    r"|(?P<end>\\z)"
    r"|(?P<escape>\\.)"
    r"|(?P<class>\[\^?\]?(?:\[:\^?\w+:\]|\\[pP]\{[^}]*\}|\\.|[^\]\\])*+\])"
    r"|(?P<brace>\{(?=,))",
    re.DOTALL,
)
CODE = re.compile(r"\\x\{([0-9A-Fa-f]+)\}")
NAME = re.compile(r"\[:(\^?)(\w+):\]")
UNICODE = re.compile(r"\\[pP](?:\{[^}]*\}|.)", re.DOTALL)
ANY = "."


def respelled(expr: str) -> str:
    """An expression that RE2 accepts, for Python's parser; it finds no less."""
    return PART.sub(_part, expr)


def _code(match: re.Match[str]) -> str:
    return rf"\U{int(match[1], 16):08x}"


def _part(match: re.Match[str]) -> str:
    text = match[0]
    if match["quoted"]:
        return re.escape(text[2:].removesuffix(r"\E"))
    if match["unicode"]:
        return ANY
    if match["code"]:
        return CODE.sub(_code, text)
    if match["end"]:
        return r"\Z"
    if match["class"]:
        return _class(text)
    return r"\{" if match["brace"] else text


def _class(text: str) -> str:
    """A character class; any character where Python has no way to say it."""
    unsayable = UNICODE.search(text) or any(name[1] for name in NAME.finditer(text))
    return ANY if unsayable else NAME.sub(lambda name: NAMED[name[2]], CODE.sub(_code, text))
