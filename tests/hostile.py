# ruff: noqa: E501
"""What an attacker writes: pieces for any text, and ways to spoil a record."""

import copy
from collections.abc import Iterator
from typing import Any

PIECES = (
    "<script>alert(1)</script>", "</script><svg onload=alert(1)>", "<!--", "]]>", "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "![p](https://evil.example/p.png)",
    "[x]: javascript:alert(1)", "<javascript:alert(1)>", "[x](<javascript:alert(1)>)", "[a](../../x.md)",
    "{: onclick=alert(1) }", "{#x onclick=alert(1)}", '"\'>}}', "--8<-- '/etc/passwd'", "::: mod", "!!! note", "??? x",
    "{{ 7*7 }}", "{% include '/etc/passwd' %}", "{{ config.__class__ }}", "{# x #}", "${7*7}", "#{7*7}", "<%= 7 %>",
    "```mermaid\nclick A call alert(1)\n```", "graph TD; A-->B; click A href \"javascript:alert(1)\"",
    "```\n</pre><script>alert(1)</script>\n````", "~~~\n# h\n", "---\ntitle: x\n---\n", "# heading\n\n## another\n",
    "../../etc/passwd", "/etc/passwd", "examples/../../x", "..\\..\\x", "file:///etc/passwd", "//evil.example/x", "%2e%2e%2f",
    "$(touch pwned)", "`touch pwned`", "; rm -rf /", "'; DROP TABLE x; --", "\nEOF\nrm -rf /\n", "' \" \\ $x", "!x", "\\",
    "%0A::error::x", "::stop-commands::x", "a,line=9", "=cmd|'/c calc'!A1", "\\u0000", "%s%n", "__proto__",
    "&a [*a]", "*a", "!!python/object:os.system", "<<: *a", "- - - -", "? x", "a: b: c", "@x", "%YAML 1.1", "...\n",
    "\u202e\u2066", "\u200b", "\u00ad", "\U000e0041", "\ufeff", "\u3164", "\u0430", "\ud7ff", "\U0001f600", "e\u0301" * 9,
    "(a+)+$", "(?:(?:a*)*)*", "a" * 600, " " * 300, "\n" * 100, "*" * 200, "`" * 99 + "x", "[" * 150, "(" * 150, "_a_ " * 60,
    "[1,2,3].map(x, [1,2,3].map(y, x*y))", "dyn(object).a.b", "rate(x[5m])", "sum by (a) (x)", "(?P<n>x)", "\\x{110000}",
    "object.x.y == 'z'", "has(object.spec)", "1d", "0644", "~", "null", "1e999", "-0", "2025-13-45", "NaN", "0x1F", "",
)  # fmt: skip


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each text of a record."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path


def replaced(record: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of a record with another value at `path`."""
    changed = copy.deepcopy(record)
    inner = changed
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return changed


def at(record: Any, path: tuple[Any, ...]) -> Any:
    """The value at `path`."""
    for part in path:
        record = record[part]
    return record
