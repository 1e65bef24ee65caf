r"""Plain bytes: a block of a log without what no loosened expression can allow for.

Colours, which may stand in the middle of a word, are taken out, and so are the marks that CI and
log collectors put before each line. Escapes such as `\u003c` are undone. Line ends stay, so a line
has the same number before and after.
"""

import re

ESCAPE_BYTE = b"\x1b"
ANSI = re.compile(rb"(\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,1000}(?:\x07|\x1b\\)?|[@-_]))")
MARK = re.compile(
    rb"(?m)^([\x00-\x09\x0b-\x20|>\x7f-\xff0-9T:.,Z+-]*)"
    rb"(?:##\[(?:error|warning|debug|group|command|section)\]|\[pod/[^\]\n]*\]|&gt;"
    rb"|(?:stdout|stderr) [FP](?=[ \t\n])|[A-Za-z][\w.-]{0,100}-\d{1,3}[ \t]+\|(?=[ \t\n])"
    rb"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,100} [\w.@-]{1,100}\[\d{1,9}\]:(?=[ \t\n]))"
)
ESCAPE = re.compile(
    rb"(?<!\\)\\++(?:u([dD][89abAB][0-9a-fA-F]{2})\\+u([dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|u([0-9a-fA-F]{4})|([/'`]))"
)

MARKS = (
    r"##\[[cdesw]|\[pod/|&gt;|std(?:out|err) [FP][ \t\n]|-\d{1,3}[ \t]+\|[ \t\n]"
    r"|\d\d:\d\d:\d\d [\w.-]{1,100} [\w.@-]{1,100}\[\d{1,9}\]:[ \t\n]"
)
ESCAPES = r"\\(?:u[0-9a-fA-F]{4}|[/'`])"
"""What a sieve looks for, so that nothing is done to a block that has none.

That marks begin a line is not asked here: bound to a line's beginning, they would halve the speed
of the native sieve. One in the middle of a line costs a look at a block, and changes nothing.
"""

SIGNS = (MARKS, ESCAPES)


def colours(block: bytes) -> list[bytes] | None:
    """What stands between the codes of terminals, and the codes, in turns; None if none is there.

    The first and the last part are none of the codes.
    """
    return ANSI.split(block) if ESCAPE_BYTE in block else None


def without_marks(block: bytes) -> bytes:
    """The block without the marks before its lines, however many stand there."""
    count = 1
    while count:
        block, count = MARK.subn(rb"\1", block)
    return block


def unescaped(block: bytes) -> bytes:
    """The block with its escapes undone; line ends among them come out as spaces."""
    return ESCAPE.sub(_meaning, block)


def _meaning(match: re.Match[bytes]) -> bytes:
    high, low, code, quote = match.groups()
    if quote:
        return quote
    if high:  # JSON writes what is beyond 16 bits as two halves
        return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF)).encode()
    char = chr(int(code, 16))
    return b" " if char in "\r\n" else char.encode("utf-8", "ignore") or "\ufffd".encode()
