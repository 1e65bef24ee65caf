"""Markdown: links, fences, prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.markdown import failed_links, links, open_fence, prose

PIECES = ["```", "~~~", "`", "[", "](", ")", "<", ">", "- ", "  ", "\n", "x", "!", "]:", "\\", "한"]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize(
    ("markdown", "targets"),
    [
        ("[a](b.md) and ![c](d.png) and <https://e.f>", ["b.md", "d.png", "https://e.f"]),
        ("[a][b]\n\n[b]: javascript:x", ["javascript:x"]),
        ("[a]() [b](JAVASCRIPT:x)", ["", "JAVASCRIPT:x"]),
        ("`[a](b)` and \\[a](b)", []),
        ("```\n[a](b)\n```", []),
        ("plain", []),
    ],
)
def test_links(markdown: str, targets: list[str]) -> None:
    """Every scheme is seen, and code holds no links."""
    assert links(markdown) == targets


@pytest.mark.parametrize(
    ("markdown", "failed"),
    [
        ("[a](<no end", ["[a](<no end"]),
        ("*[a](two words)*", ["[a](two words)"]),
        ("`[a](two words)` \\[a](two words) [a](b)", []),
        ("[a]\n\n(b c)](", []),
    ],
)
def test_failed_links(markdown: str, failed: list[str]) -> None:
    """An escaped bracket says that no link is meant."""
    assert failed_links(markdown) == failed


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("```\nx\n```", None),
        ("```\nx", 1),
        ("a\n\n```", 3),
        ("```\nx\n    ```", 1),
        ("````\n```", 1),
        ("~~~\n```\n~~~", None),
        ("- a\n  ```\n  x\n  ```", None),
        ("- a\n  ```\n  x\n\nb", 2),
        ("> ```\n> x\n\nb", 1),
        ("```\n\n\u2028\x0c\n```", None),
        ("```\nx\n```\n```", 4),
        ("inline ``` is no fence", None),
        ("    ```\n    indented code", None),
    ],
)
def test_open_fence(markdown: str, line: int | None) -> None:
    """A fence is closed by its own kind, at its own place."""
    assert open_fence(markdown) == line


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("run `a` and ``b ` c`` now", "run and now"),
        ("see [the page](https://a.b/c) or https://d.e", "see [the page or"),
        ("a\n```sh\nb\n```\nc", "a c"),
        ("a\n- ~~~\n  b", "a"),
        ("a ` b", "a ` b"),
    ],
)
def test_prose(markdown: str, words: str) -> None:
    """Code and addresses are taken away."""
    assert " ".join(prose(markdown).split()) == words


@given(TEXTS)
def test_no_text_breaks_it(markdown: str) -> None:
    """Whatever an author writes, there is an answer, and a fence begins inside the text."""
    links(markdown)
    failed_links(markdown)
    prose(markdown)
    if line := open_fence(markdown):
        assert 1 <= line <= markdown.count("\n") + markdown.count("\r") + 1
