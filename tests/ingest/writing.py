"""Documents that nobody would write: any text, and Markdown nested and torn in every way."""

from hypothesis import strategies as st

WORDS = st.sampled_from([
    "Problem", "Problem 3: DNS fails", "### 2.1 API 서버 다운", "Symptom", "Cause", "원인",
    "증상", "Resolution", "조치", "교훈", "Lessons learned", "Timeline", "Impact", "Severity",
    "Status: resolved", "SEV-2", "2025-11-16 23:50 KST", "12:00 it broke", "82분", "✅ done",
    "⚠️ half", "❌", "commit `5c63f55`", "`kubectl get pods -A`", "k8s/app/deploy.yaml", "BEFORE",
    "AFTER:", "(오류)", "(수정)", "Q. Why?", "A. Because it fails", "🔥🔥", "con", "nul", "..",
    "\x00", "\x1b[31m", "\ufeff", "\u2028", "\x85", "\u3000", "<NAME>", "&nbsp;", "<b>",
    "</details>", "<!--", "-->", "\\", "\t", "a" * 300, "{{ x }}", "{#id}", "[link](http://a.b)",
    "![", "`", "**", "__", "$ ", "# ", "> ", "- ", "Wave 20: kafka (queue), redis",
    "Updated: 2025-01-02", "소요 시간: 82분", "null", "~", "'", '"', ": ", "Executed | Command",
    "Cluster", "Checklist", "Environment",
])  # fmt: skip
"""What the import looks for, and what Markdown, YAML and the shell stumble over."""

MARKS = st.integers(0, 99_999).map("w{}q".format)
"""Words that stand nowhere else: where one of them goes, all that is said there goes."""

LINE = st.lists(MARKS | WORDS | st.text(max_size=12), max_size=3).map(" ".join)
LABELS = [
    "Problem", "증상", "Cause", "원인", "Fix", "조치", "Impact", "Lessons", "Timeline", "Status",
    "Date", "심각도", "Commits", "Notes", "Measurements", "Unresolved", "Verification",
    "Components", "x",
]  # fmt: skip
COMMANDS = [
    "$ kubectl get pods", "kubectl delete ns a", "cat <<EOF > a", "EOF", "# a comment",
    "# 1. first", "NAME READY STATUS", "pod-a 0/1 Error", "if true; then", "fi",
    "for i in 1; do", "done \\", "> more", "'", "root@host:~# ls", "-old", "+new", "@@ -1 +1 @@",
    "+++ b/k8s/a.yaml", "# BEFORE", "# AFTER k8s/a.yaml", "key: value", "Error: x", "",
    "curl -H 'T: <TOKEN>' https://a.b", "한글 출력", "\t", "```",
]  # fmt: skip


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks)


def _indented(text: str, first: str, then: str) -> str:
    return "\n".join((then if n else first) + line for n, line in enumerate(text.split("\n")))


@st.composite
def _heading(draw: st.DrawFn) -> str:
    return "#" * draw(st.integers(1, 6)) + " " + draw(st.sampled_from(LABELS) | LINE)


@st.composite
def _code(draw: st.DrawFn) -> str:
    mark = draw(st.sampled_from(["```", "~~~", "````"]))
    info = draw(st.sampled_from(["", "bash", "console", "yaml", "diff", "text", "json", "x y"]))
    lines = draw(st.lists(st.sampled_from(COMMANDS) | LINE, max_size=6))
    return "\n".join([mark + info, *lines, *([mark] if draw(st.booleans()) else [])])


@st.composite
def _table(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 4))
    cell = st.sampled_from([*LABELS, "Symptom", "Cause", "Fix"]) | LINE
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=4))
    told = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([told[0], "|---" * width + "|", *told[1:]])


@st.composite
def _label(draw: st.DrawFn) -> str:
    form = draw(
        st.sampled_from(["**{}**: {}", "**{}:** {}", "{}: {}", "**{}**\n{}", "{}\n===\n{}"])
    )
    return form.format(draw(st.sampled_from(LABELS)), draw(LINE))


@st.composite
def _fold(draw: st.DrawFn, inner: st.SearchStrategy[list[str]]) -> str:
    opened, closed = draw(st.tuples(st.booleans(), st.booleans()))
    return (
        f"<details>{'<summary>' if opened else ''}{draw(st.sampled_from(LABELS) | LINE)}</summary>"
        f"\n\n{_joined(draw(inner))}\n\n{'</details>' if closed else ''}"
    )


def _within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(inner, min_size=1, max_size=3)
    marks = st.sampled_from(
        [("- ", "  "), ("1. ", "   "), ("> ", "> "), ("- [x] ", "  "), ("    ", "    ")]
    )
    marked = st.tuples(some, marks).map(lambda t: _indented(_joined(t[0]), *t[1]))
    return marked | _fold(some)


BLOCK = st.recursive(
    _heading()
    | _heading()
    | LINE
    | _label()
    | _code()
    | _table()
    | st.sampled_from(["---", "<div>\n", "\x00"]),
    _within,
    max_leaves=8,
)
FRONT = st.sampled_from(
    ["", "", "---\ntitle: x\ndate: 2025-01-01\n---\n", "---\n---\n", "+++\na = 1\n+++\n"]
)
MARKDOWN = st.tuples(FRONT, st.lists(BLOCK, max_size=9)).map(lambda t: t[0] + _joined(t[1]))


@st.composite
def _ends(draw: st.DrawFn) -> str:
    """Markdown with line ends of every kind."""
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    return draw(MARKDOWN).replace("\n", end)


DOCUMENT = _ends() | st.text()
