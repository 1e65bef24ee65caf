"""A document as it was found: its lines, and the front matter before its Markdown."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

UNWRITABLE: dict[int, int | str | None] = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},
    **dict.fromkeys([*range(0x80, 0xA0), 0xFFFE, 0xFFFF], 0xFFFD),
    **dict.fromkeys([0x85, 0x2028, 0x2029], 0x2424),
    0x7F: 0x2421,
    0xFEFF: None,
}
"""What no incident may hold, and the picture that stands for it: NUL is `␀`, ESC is `␛`."""

NOT_WRITABLE = re.compile(f"[{re.escape(''.join(map(chr, UNWRITABLE)))}]")

YAML_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
SHALLOW = 2_000
"""So few characters cannot be nested too deep."""
TOML_FRONT = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)


class Document(NamedTuple):
    """A Markdown document. Lines count from 0 here, and from 1 wherever a person reads them."""

    name: str
    lines: tuple[str, ...]
    front: Mapping[str, Any]
    body: int
    """The first line after the front matter."""

    @property
    def markdown(self) -> str:
        """The text, with nothing in place of the front matter: its lines keep their numbers."""
        return "\n" * self.body + "\n".join(self.lines[self.body :])

    def source(self, first: int, last: int) -> str:
        """The lines from `first` up to `last` as they stand, indented no more than they must."""
        lines = [line.rstrip() for line in self.lines[first:last]]
        margins = [len(line) - len(line.lstrip(" ")) for line in lines if line]
        margin = min(margins, default=0)
        return "\n".join(line[margin:] for line in lines).strip("\n")


def read(name: str, text: str) -> Document:
    """Read a document: any kind of line end, with a byte order mark or without."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if NOT_WRITABLE.search(text):
        text = text.translate(UNWRITABLE)
    front, length = _front(text)
    return Document(name, tuple(text.split("\n")), front, text.count("\n", 0, length))


def _front(text: str) -> tuple[Mapping[str, Any], int]:
    """The front matter's values, and how many characters it takes."""
    if found := YAML_FRONT.match(text):
        # A page that begins with a line of hyphens and holds no mapping has no front matter.
        values = _values(found[1])
        return (values, found.end()) if values else ({}, 0)
    if found := TOML_FRONT.match(text):
        return _toml(found[1]), found.end()
    return {}, 0


def _values(text: str) -> Mapping[str, Any]:
    # libyaml is fast, but what is nested deeper than the stack ends the process.
    fast = getattr(yaml, "CBaseLoader", yaml.BaseLoader) if len(text) < SHALLOW else yaml.BaseLoader
    try:
        values = yaml.load(text, fast)  # noqa: S506 - makes texts, lists, mappings only
    except (yaml.YAMLError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _toml(text: str) -> Mapping[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
