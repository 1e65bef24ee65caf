"""Bytes to text, and what is refused before YAML is read at all."""

import re

from runbook_gen.model.files import MAX_BYTES

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
SIGNS = bytes((*range(9), *range(11, 32), 127))  # controls of one byte; a tab, a line end are none
C1 = re.compile(rb"\xc2[\x80-\x9f]")
OTHERS = ("\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff")
CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)


class Problem(Exception):
    """Something that the dialect refuses. `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.remedy = line, column, message, remedy


def decode(data: bytes) -> str:
    """The text of a file.

    Raises:
        Problem: it is too large, not UTF-8, or holds characters that YAML forbids.
    """
    if len(data) > MAX_BYTES:
        raise Problem(
            1, 1, f"the file is larger than {MAX_BYTES // 1_000_000} MB",
            "Quote only the lines of the log that tell what happened.",
        )  # fmt: skip
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = position(data[: error.start].decode("utf-8", "replace"))
        raise Problem(
            line, column, f"the byte 0x{data[error.start]:02x} is not UTF-8",
            "Save the file as UTF-8.",
        ) from None  # fmt: skip
    if ("<<<<<<< " in text or ">>>>>>> " in text) and (conflict := CONFLICT.search(text)):
        line, _ = position(text[: conflict.start()])
        raise Problem(line, 1, "a merge conflict is left here", "Keep one side, and commit again.")
    if not is_plain(text) and (forbidden := FORBIDDEN.search(text)):
        line, column = position(text[: forbidden.start()])
        raise Problem(
            line, column, f"the control character U+{ord(forbidden[0]):04X}",
            "Remove it; quote terminal output without its colour codes.",
        )  # fmt: skip
    return text


def is_plain(text: str) -> bool:
    """Whether no control is in a text but tabs and line ends: thrice as fast as `FORBIDDEN`."""
    data = text.encode("utf-8", "surrogatepass")
    return (
        len(data.translate(None, SIGNS)) == len(data)
        and not C1.search(data)
        and not any(sign in text for sign in OTHERS)
    )


def position(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows `before`."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
