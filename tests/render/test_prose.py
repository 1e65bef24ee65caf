"""Strangers' text into Markdown: it stays text, and an author's few marks stay marks."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_html import elements, tree, words

from runbook_gen.render import prose

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](https://evil.example/pixel.png)",
    "text {: onclick=alert(1) }",
    "**b**{: onmouseover=alert(1) }",
    "[x](https://a.example/){: onclick=alert(1) }",
    "`code`{: onclick=alert(1) }",
    "a | b | <b>c</b>",
    "<!-- comment --> --> <x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`</code><script>alert(1)</script>`",
    "``` \n</pre><script>alert(1)</script>\n```",
    "~~~html\n<script>alert(1)</script>\n~~~",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "# heading\n\n!!! note\n\n    text",
    '--8<-- "/etc/passwd"',
    "{{ config }} {% raw %} {{ 7 * 7 }}",
    "--> ]]> </svg></div></figure><script>x</script>",
    "*[HTML]: abbreviation",
    "x\n===\n\ny\n---",
    "\\`<script>alert(1)</script>\\`",
    "<a href='x' style=position:fixed>",
    "1. list\n2. <script>x</script>",
)
SAFE = {
    "html", "head", "body", "p", "code", "pre", "strong", "em", "a", "span", "div", "button",
    "ul", "ol", "li", "table", "tbody", "tr", "td", "nav", "h1",
}  # fmt: skip


def judge(page: str) -> None:
    """Nothing in the page can run, load or disguise."""
    for element in elements(tree(page)):
        assert element.tag in SAFE, f"<{element.tag}> in {page!r}"
        for name, value in element.attributes.items():
            assert not name.startswith("on"), f"{name} in {page!r}"
            assert name in ("class", "href", "id", "title"), f"{name} in {page!r}"
            if name == "href":
                assert re.match(r"(https?://|mailto:|#|[a-z0-9-]+\.md)", value or ""), value


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("kind", ["inline", "block", "plain", "heading", "code", "fence"])
def test_no_attack_gets_through(kind: str, attack: str) -> None:
    judge(f"{getattr(prose, kind)(attack)}\n")


MARKS = st.text(alphabet="ab가 \n`*_[]()<>{}|:#!&;~^=\\-+.\"'1/x", max_size=60)


@given(st.one_of(MARKS, st.text(max_size=60)), st.sampled_from(["inline", "block", "plain"]))
@example("`a`` <b>`` `", "inline")
@example("\\` <b> `x`", "inline")
def test_no_text_becomes_html(text: str, kind: str) -> None:
    judge(f"{getattr(prose, kind)(text)}\n")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_plain_words_are_what_the_reader_sees(text: str) -> None:
    shown = words(tree(f"x {prose.plain(text)} x\n").body)
    assert shown == " ".join(f"x {text} x".split())


@given(st.text(alphabet="ab`<>&| {}:\\*", min_size=1, max_size=30))
def test_code_is_what_the_reader_sees(text: str) -> None:
    element = tree(f"x {prose.code(text)} x\n").css_first("code")
    assert words(element) == " ".join(text.split())


@given(st.text(alphabet="ab`~<>&\n {}:\\*", min_size=1, max_size=60))
def test_a_code_block_is_what_the_reader_sees(text: str) -> None:
    block = tree(f"before\n\n{prose.fence(text)}\n\nafter\n").css_first("pre")
    assert block is not None
    shown = block.text()
    assert [line.rstrip() for line in shown.strip("\n").split("\n")] == [
        line.rstrip() for line in text.rstrip().strip("\n").split("\n")
    ] or not text.strip()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("API 서버(`10.96.0.1:443`)가 막혔다", "API 서버(`10.96.0.1:443`)가 막혔다"),
        ("**not** *so*", "**not** *so*"),
        ("[docs](https://kubernetes.io/docs/)", "[docs](https://kubernetes.io/docs/)"),
        ("[other](vpc-delete-blocked.md)", "[other](vpc-delete-blocked.md)"),
        ("a < b & c", "a &lt; b &amp; c".replace("&lt;", "&#60;").replace("&amp;", "&#38;")),
        ("14 API pods", "14 API pods"),
        ("1. not a list", "1&#46; not a list"),
    ],
)
def test_what_an_author_may_write(markdown: str, expected: str) -> None:
    assert prose.inline(markdown) == expected


def test_lists_and_code_blocks_stay_in_a_block() -> None:
    block = prose.block("- one\n- two\n\n```\n<x>\n```")
    shown = tree(f"{block}\n")
    assert [words(item) for item in shown.css("li")] == ["one", "two"]
    assert [words(code) for code in shown.css("pre")] == ["<x>"]
