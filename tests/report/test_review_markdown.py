"""The comment on a pull request: foreign text stays text, and everything fits."""

import re
import string

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Place
from runbook_gen.model.review import FieldChange, RecordChange, Review, Verdict
from runbook_gen.report import REVIEW_REPORTS
from runbook_gen.report.markdown_text import APART, block, code, plain
from runbook_gen.report.review_markdown import LONGEST
from runbook_gen.report.text import printable

SIGNS = st.text(string.punctuation + string.ascii_letters + "1 \n\t\u202e한\u200b", max_size=60)
PIECES = st.lists(
    st.sampled_from(
        ["@lab", "&commat;", "&#64;", "<b>", "](x)", "[a", "![", "```", "`", "~~~", "---", "- ",
         "1. ", "# ", "> ", "|", "\\", "https://x.y", "www.x.y", "GH-1", "#1", "$x$", "<!--", "\n",
         "<https://x.y>", "a@b.c", "*", "_", "  ", "    "]
    ), max_size=12,
).map("".join)  # fmt: skip
markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def html(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(f"<body>{markdown.render(text)}")


def tags(tree: LexborHTMLParser) -> set[str]:
    body = tree.body
    assert body is not None
    return {str(node.tag) for node in body.traverse()} - {"body", "p", "-text"}


def flat(text: str) -> str:
    return printable(" ".join(text.split()))


@given(SIGNS | PIECES)
def test_prose_is_what_it_says_and_nothing_more(text: str) -> None:
    tree = html(f"Said: {plain(text)}")
    assert tags(tree) == set()
    said = tree.body.text() if tree.body else ""
    assert said.replace(APART, "").strip() == f"Said: {flat(text)}".replace(APART, "").strip()
    assert not re.search(r"[@#][\w]|://|\bwww\.|\bGH-\d", said)


@given(SIGNS | PIECES)
def test_in_lists_it_is_no_list_of_its_own(text: str) -> None:
    assert tags(html(f"- {plain(text)}")) <= {"ul", "li"}


@given(SIGNS | PIECES)
def test_code_is_all_of_the_text(text: str) -> None:
    tree = html(f"- {code(text)} → `x`")
    if not flat(text):
        assert tags(tree) == {"ul", "li", "em", "code"}
        return
    assert tags(tree) == {"ul", "li", "code"}
    first, last = tree.css("code")
    assert (first.text(), last.text()) == (flat(text), "x")


@given(st.lists(SIGNS | PIECES, max_size=4))
def test_nothing_ends_a_block(texts: list[str]) -> None:
    lines = [f"+{line}" for text in texts for line in text.split("\n")]
    tree = html(f"{block(lines, 'diff')}\n\nafter")
    assert tags(tree) == {"pre", "code"}
    [pre] = tree.css("code")
    assert pre.text() == "".join(f"{printable(line)}\n" for line in lines)


def test_a_huge_change_fits_and_says_what_is_left_out() -> None:
    long = "가나다 `@x` " * 3_000
    fields = tuple(
        FieldChange(("symptoms", n, "summary", "ko"), long, long + "!") for n in range(9)
    )
    records = tuple(
        RecordChange(f"incidents/{n}.yaml", "incident", str(n), long, "changed", fields=fields)
        for n in range(300)
    )
    findings = tuple(
        Finding("schema", "error", Place(f"incidents/{n}.yaml"), long, "Mend it.")
        for n in range(300)
    )
    review = Review(Verdict("mend", ("x",)), records, (), None, findings, ("a",) * 500)
    told = REVIEW_REPORTS["markdown"](review)
    assert len(told.encode("utf-16-le")) // 2 < 65_000
    assert len(told) > LONGEST // 2
    assert "… and 270 more" in told
    assert "more parts" in told
    assert "more characters" in told
    assert REVIEW_REPORTS["text"](review).startswith("Something is to mend.\n")


def test_many_lines_are_cut() -> None:
    field = FieldChange(("rules", 0), None, "\n".join(map(str, range(500))))
    record = RecordChange("incidents/x.yaml", "incident", "x", "X", "changed", fields=(field,))
    review = Review(Verdict("sound", ()), (record,), (), None, (), ())
    assert "… (460 more lines)" in REVIEW_REPORTS["markdown"](review)
