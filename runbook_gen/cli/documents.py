"""Documents on the disk: which files are Markdown, their text, and how they are named."""

import re
from collections.abc import Iterable
from pathlib import Path

from runbook_gen.cli.command import CannotRun

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".mkd"})
MOST_BYTES = 20_000_000
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
LONGEST = 500
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def markdown_files(named: Iterable[Path]) -> list[Path]:
    """The files that were named, and for a folder the Markdown in it; each once, in order.

    Raises:
        CannotRun: there is no such file, or no Markdown in the folder.
    """
    found: dict[Path, None] = {}
    for path in named:
        if path.is_dir():
            inner = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
            files = [p for p in inner if p.is_file() and not _hidden(p.relative_to(path))]
            if not files:
                raise CannotRun(f"there is no Markdown in {path}.")
            found |= dict.fromkeys(files)
        elif path.is_file():
            found[path] = None
        else:
            raise CannotRun(f"{path}: there is no such file.")
    return list(found)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def text(path: Path) -> str:
    """A document's text.

    Raises:
        CannotRun: it is too large, or not UTF-8.
    """
    if path.stat().st_size > MOST_BYTES:
        raise CannotRun(f"{path}: larger than {MOST_BYTES // 1_000_000} MB. Split the document.")
    data = path.read_bytes()
    encoding = BYTE_ORDER_MARKS.get(data[:2], "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise CannotRun(
            f"{path}:{line}:{column}: this is not UTF-8. Convert the file first, such as with: "
            "iconv -f cp949 -t utf-8"
        ) from None


def names(paths: Iterable[Path], folder: Path) -> list[str]:
    """How documents are named where they are told of: never by a path of this machine."""
    roots = (folder.resolve().parent, Path.cwd())
    return [_name(path, roots) for path in paths]


def _name(path: Path, roots: Iterable[Path]) -> str:
    whole = path.resolve()
    near = (whole.relative_to(root).as_posix() for root in roots if whole.is_relative_to(root))
    # A system may allow names that are no text, or hold line ends.
    told = next(near, path.name).encode(errors="replace").decode()
    return CONTROLS.sub("�", told)[-LONGEST:]
