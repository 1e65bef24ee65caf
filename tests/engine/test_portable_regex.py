"""RE2 expressions in words that other engines read alike: tried beside RE2 itself."""

import json
import re

import pytest
from export import rulesets
from hypothesis import example, given, settings
from hypothesis import strategies as st
from programs import Run, Tool

from runbook_gen.engine.regex.portable import (
    FILE,
    LINE,
    LINES_OF_A_FILE,
    TEXT,
    Dialect,
    Unportable,
    portable,
)
from runbook_gen.engine.signature import BadSignature, compile_signature
from runbook_gen.model.rule import LogRule

MANY = max(500, settings().max_examples)

PARTS = [
    "a", "B", "k", "s", "0", "_", " ", "-", r"\.", r"\\", '"', "한", "🔥", r"\x7e",
    ".", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\b", "^", "$", r"\A", r"\z",
    "[ab]", "[^a]", "[^a-k]", r"[\w.-]", r"[^\s\"]", r"[\n ]", r"[^\W_]", "[가-힣]",
    "(?i:K)", "(?i:[^s])", "(?i:[a-k]x)", r"(?i:\w)", "(?s:.)", "(?m:^)", "(?m:$)",
]  # fmt: skip
TIMES = ["", "", "", "*", "+", "?", "{2}", "{1,3}", "*?", "{0,2}?", "{2,}"]
LETTERS = 'aBbkKsS0_ -.\\"~한🔥\t\rxzſK\u2028\x0b'

exprs = st.recursive(
    st.tuples(st.sampled_from(PARTS), st.sampled_from(TIMES)).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(TIMES)).map(lambda two: f"({two[0]}){two[1]}"),
    ),
    max_leaves=6,
)
lines = st.text(LETTERS, max_size=8)


def said(expr: str, dialect: object) -> str | None:
    """The expression as the dialect reads it; None where RE2 or the dialect refuses it."""
    try:
        compile_signature(expr)
        return portable(expr, dialect)  # type: ignore[arg-type]
    except (BadSignature, Unportable):
        return None


def python(regex: str) -> re.Pattern[str]:
    """As Python spells it, before 3.14."""
    return re.compile(regex.replace(r"\z", r"\Z"), re.ASCII)


@given(exprs, st.lists(lines, min_size=1, max_size=3))
@settings(max_examples=MANY)
def test_over_a_file_it_finds_the_lines_that_re2_finds(expr: str, texts: list[str]) -> None:
    regex = said(expr, LINES_OF_A_FILE)
    if regex is None:
        return
    texts = [text.rstrip("\r") for text in texts]
    wanted = [bool(compile_signature(expr).search(text)) for text in texts]
    found = {m.start() for m in python(regex).finditer("\n".join(texts))}
    assert bool(found) == any(wanted)
    for text, want in zip(texts, wanted, strict=True):
        assert bool(python(regex).search(text)) == want


@given(exprs, st.lists(lines, min_size=1, max_size=3).map("\n".join))
@settings(max_examples=MANY)
def test_over_a_whole_text_it_finds_what_re2_finds(expr: str, text: str) -> None:
    regex = said(expr, FILE)
    if regex is not None:
        assert bool(python(regex).search(text)) == bool(compile_signature(expr).search(text))


@pytest.mark.parametrize(
    ("dialect", "texts"),
    [(LINE, lines), (TEXT, st.lists(lines, min_size=1, max_size=3).map("\n".join))],
    ids=["a line", "a text"],
)
def test_javascript_finds_what_re2_finds(
    system: Tool, run: Run, dialect: Dialect, texts: st.SearchStrategy[str]
) -> None:
    """JavaScript counts in UTF-16 and reads `.`, `\\s` and `$` in its own way."""
    pairs: list[tuple[str, str, str]] = []

    @given(exprs, texts)
    @example(r"([^x]+){2}", "🔥")
    @settings(max_examples=3 * MANY, database=None)
    def collect(expr: str, text: str) -> None:
        regex = said(expr, dialect)
        if regex is not None:
            pairs.append((expr, regex, text))

    collect()
    judged = javascript(system("node", "nodejs"), run, [(regex, text) for _, regex, text in pairs])
    wrong = [
        pair
        for pair, found in zip(pairs, judged, strict=True)
        if found != bool(compile_signature(pair[0]).search(pair[2]))
    ]
    assert wrong == []
    assert len(pairs) > 500


def javascript(node: str, run: Run, pairs: list[tuple[str, str]]) -> list[bool]:
    program = (
        "const pairs = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(pairs.map(([regex, text]) => new RegExp(regex).test(text))))"
    )
    told = run(node, "-e", program, stdin=json.dumps(pairs))
    assert told.code == 0, told.text
    judged: list[bool] = json.loads(told.text)
    return judged


@pytest.mark.parametrize(
    ("expr", "reason"),
    [
        ("a{,5}", "other engines read '{,5' otherwise"),
        ("[[:alpha:]]+", "other engines read '[:alpha:]' otherwise"),
        (r"\pN", r"other engines read it otherwise: bad escape \p at position 0"),
        ("(?i)é", "'é' in any case"),
        (r"\Bé", r"RE2 finds '\B' inside of a character, too"),
    ],
)
def test_what_has_no_words_is_refused(expr: str, reason: str) -> None:
    compile_signature(expr)
    with pytest.raises(Unportable) as refused:
        portable(expr, LINES_OF_A_FILE)
    assert str(refused.value) == reason


def test_half_a_character_is_never_found() -> None:
    with pytest.raises(Unportable, match=r"beyond U\+FFFF"):
        portable("[🔥💧]", LINE)


@pytest.mark.parametrize(
    ("expr", "regex"),
    [
        (r'"[^"]+" B', r'"[^\n"]+" B'),
        (r"(?i)tls\s\w+", r"[Tt][Ll][Ssſ][\t\f\r ][\wſK]+"),
        (r"(?P<port>:\d+)?$", r"(?::[0-9]+)?(?=\r?(?![^\n]))"),
    ],
)
def test_what_it_looks_like(expr: str, regex: str) -> None:
    assert portable(expr, LINES_OF_A_FILE) == regex


def test_every_real_signature_has_words() -> None:
    for _, rule in rulesets.real().rules:
        if isinstance(rule, LogRule):
            assert portable(rule.expr, LINES_OF_A_FILE)
            assert portable(rule.expr, LINE)
