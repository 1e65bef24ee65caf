"""The strict dialect: what it reads, what it refuses, and where."""

import resource
import subprocess
import sys
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.load.decoding import Problem, decode
from runbook_gen.load.dialect import Reader, places
from runbook_gen.model.files import MAX_BYTES
from runbook_gen.model.place import KEY

REFUSED = {
    b"\xff\xfeid": (1, 1, "the byte 0xff is not UTF-8"),
    "id: x\ntitle: 가\n".encode("cp949"): (2, 8, "the byte 0xb0 is not UTF-8"),
    b"id: x\nlog: a\x1b[31mred\n": (2, 7, "the control character U+001B"),
    b"id: \x00\n": (1, 5, "the control character U+0000"),
    b"a" * (MAX_BYTES + 1): (1, 1, "the file is larger than 1 MB"),
}


@pytest.mark.parametrize(("data", "expected"), REFUSED.items(), ids=lambda v: str(v)[:20])
def test_bytes_that_are_no_text_are_refused(data: bytes, expected: tuple[int, int, str]) -> None:
    with pytest.raises(Problem) as caught:
        decode(data)
    assert (caught.value.line, caught.value.column, caught.value.message) == expected


def test_a_deep_file_is_refused() -> None:
    reader = Reader("a: " + "[" * 5000)
    assert [p.message for p in reader.problems] == ["the file is nested deeper than 40 levels"]


def test_a_billion_laughs_end_within_a_second_and_200_mb() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    program = (
        "import resource, sys, time; from runbook_gen.load.dialect import Reader;"
        "text = sys.stdin.read(); start = time.process_time(); r = Reader(text);"
        "assert time.process_time() - start < 1; print(r.problems[0].message)"
    )
    limit = 200 * 1024 * 1024
    done = subprocess.run(
        [sys.executable, "-c", program],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "alias '*a0' (and 98 more in this file)\n"


def test_places_count_characters_from_one() -> None:
    text = "제목: {가: 나, 다: [라, 마]}\n"
    assert places(text, "f", ("제목", "다", 1))[:3] == ("f", 1, 19)
    assert places(text, "f", ("제목", "다", KEY))[:3] == ("f", 1, 12)
    assert places(text, "f", ("제목", "다", 7))[:3] == ("f", 1, 15)


def as_text(value: object) -> object:
    """What the dialect makes of a value that YAML was dumped from."""
    if isinstance(value, dict):
        return {str(k): as_text(v) for k, v in value.items()}
    return [as_text(v) for v in value] if isinstance(value, list) else value


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
TREES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
)


@given(TREES)
def test_it_reads_what_pyyaml_writes(tree: object) -> None:
    text = yaml.safe_dump({"top": tree}, allow_unicode=True, default_style='"')
    reader = Reader(text)
    assert reader.problems == []
    assert reader.data == as_text({"top": tree})


@given(st.text(max_size=200))
def test_no_text_crashes_it(text: str) -> None:
    started = time.process_time()
    try:
        Reader(decode(text.encode("utf-8", "surrogatepass")))
    except Problem as problem:
        assert problem.line >= 1
        assert problem.column >= 1
    assert time.process_time() - started < 5


@given(st.binary(max_size=200))
def test_no_bytes_crash_it(data: bytes) -> None:
    try:
        Reader(decode(data))
    except Problem as problem:
        assert problem.remedy
