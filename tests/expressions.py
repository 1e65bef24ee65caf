"""The regular expressions of this project's own code, and texts that a slow one would choke on."""

import ast
import re
import string
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

CALLS = {"compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "split", "subn"}
SIGNS = string.ascii_letters + string.digits + " \t\n" + string.punctuation + "가é\u00a0"


class Expression(NamedTuple):
    """An expression as it stands in a file.

    `anchored` where it is only tried at a text's beginning: by `match` or `fullmatch`.
    """

    place: str
    pattern: str | bytes
    flags: int
    anchored: bool

    @property
    def text(self) -> str:
        """The pattern; one over bytes as one over the signs of those numbers."""
        return self.pattern if isinstance(self.pattern, str) else self.pattern.decode("latin-1")


def expressions(folder: Path) -> Iterator[Expression]:
    """Every expression that is written out as the first argument of a function of `re`."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))}
    uses = _uses(trees.values())
    for path, tree in trees.items():
        names = _named(tree)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in CALLS
                and node.args
            ):
                name = names.get(node, "") if node.func.attr == "compile" else ""
                written = _written(node.args[0])
                place = f"{path.relative_to(folder).as_posix()} {name or repr(written[:24])}"
                methods = uses.get(name, set()) if name else {node.func.attr}
                anchored = bool(methods) and methods <= {"match", "fullmatch"}
                yield Expression(place, written, _flags(node), anchored)


def _named(tree: ast.Module) -> dict[ast.AST, str]:
    """The name to which a module assigns what a call gives."""
    return {
        node.value: target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _uses(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """The methods that are called, or passed on, of each name."""
    uses: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                uses.setdefault(node.value.id, set()).add(node.attr)
    return uses


def _written(node: ast.expr) -> str | bytes:
    """What an expression says; a name in an f-string stands for a word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (v.value if isinstance(v, ast.Constant) else "x" for v in node.values)
        return "".join(map(str, parts))
    return ""


def _flags(node: ast.Call) -> int:
    told = [*node.args[1:], *(k.value for k in node.keywords)]
    names = {n.attr for a in told for n in ast.walk(a) if isinstance(n, ast.Attribute)}
    return sum(int(getattr(re, name)) for name in names if name.isupper() and hasattr(re, name))


def attacks(pattern: str, flags: int, size: int) -> Iterator[str]:
    """Texts of about `size` signs in which each repetition goes on, and then does not end well."""
    tree = parser.parse(pattern, flags)
    seen: set[str] = set()
    for before, body in _repeats(tree, ""):
        for pump in islice(_samples(body), 4):
            for head in ("", before, "a"):
                for unit in {pump, before + pump, pump + "\n"}:
                    if unit and (key := f"{head}\0{unit}") not in seen:
                        seen.add(key)
                        for end in ("", "\0", "\n\0", "x!"):
                            yield head + unit * (size // len(unit)) + end


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Each repetition without a near end, with a text that leads to it."""
    for op, value in tree:
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            if value[1] > 200:
                yield before, value[2]
            yield from _repeats(value[2], before)
        elif op is ops.SUBPATTERN:
            yield from _repeats(value[-1], before)
        elif op is ops.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif op in (ops.ASSERT, ops.ASSERT_NOT):
            yield from _repeats(value[1], before)
        elif op is ops.ATOMIC_GROUP:
            yield from _repeats(value, before)
        before += next(_samples([(op, value)]), "")


def _samples(tree: Any) -> Iterator[str]:
    """A few texts that a part of an expression fits, not all of them."""
    if not tree:
        yield ""
        return
    (op, value), rest = tree[0], tree[1:]
    for head in islice(_of(op, value), 4):
        for tail in islice(_samples(rest), 2):
            yield head + tail


def _of(op: Any, value: Any) -> Iterator[str]:
    if op is ops.LITERAL:
        yield chr(value)
    elif op in (ops.NOT_LITERAL, ops.IN, ops.ANY, ops.CATEGORY):
        single = re.compile(_class(op, value), re.DOTALL)
        yield from (sign for sign in SIGNS if single.fullmatch(sign))
    elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        for sample in islice(_samples(value[2]), 3):
            yield sample * max(value[0], 1)
        if value[0] == 0:
            yield ""
    elif op is ops.SUBPATTERN:
        yield from _samples(value[-1])
    elif op is ops.ATOMIC_GROUP:
        yield from _samples(value)
    elif op is ops.BRANCH:
        for branch in value[1]:
            yield from islice(_samples(branch), 2)
    else:
        yield ""


CATEGORIES = {
    ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_NOT_DIGIT: r"\D",
    ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_NOT_SPACE: r"\S",
    ops.CATEGORY_WORD: r"\w", ops.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _class(op: Any, value: Any) -> str:
    if op is ops.ANY:
        return "."
    if op is ops.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    if op is ops.CATEGORY:
        return CATEGORIES[value]
    inner = ""
    for kind, what in value:
        if kind is ops.NEGATE:
            inner += "^"
        elif kind is ops.LITERAL:
            inner += re.escape(chr(what))
        elif kind is ops.RANGE:
            inner += f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}"
        elif kind is ops.CATEGORY:
            inner += CATEGORIES[what]
    return f"[{inner}]"
