"""Search in blocks: both sieves find the same, and what the exact engine finds."""

import io
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import REAL, collection

from runbook_gen.engine.search import Search, sieve_exprs
from runbook_gen.engine.sieve import NativeSieve, PortableSieve, Sieve
from runbook_gen.engine.signature import Signatures
from runbook_gen.model.hit import LogLine
from runbook_gen.model.rule import LogRule

RULES = [rule for _, rule in collection(REAL).rules if isinstance(rule, LogRule)]
EXPRS = [rule.expr for rule in RULES]
FIRING = [text for rule in RULES for text in rule.examples.fires]
ORDINARY = 'I1116 02:10:41.118302       1 server.go:431] "Starting" component=kubelet\n'
Found = set[tuple[int, int]]


@cache
def sieves() -> tuple[Sieve, Sieve]:
    exprs = sieve_exprs(EXPRS)
    assert exprs is not None, "a rule has no loosened form: the log would be read slowly"
    return NativeSieve(exprs), PortableSieve(exprs)


def searched(data: bytes, sieve: Sieve | None, paste: int = 0) -> Found:
    read = io.BufferedReader(io.BytesIO(data)).readinto1  # type: ignore[arg-type]
    return {
        (which, line.number) for which, line in Search(EXPRS, sieve, paste=paste).hits("log", read)
    }


@cache
def exactly(text: str) -> Found:
    lines = (LogLine("log", number, line) for number, line in enumerate(text.split("\n"), 1))
    return {(which, line.number) for which, line in Signatures(EXPRS).hits(lines)}


@pytest.mark.parametrize("number", range(len(FIRING)))
def test_an_example_deep_in_a_log_is_found_at_its_line(number: int) -> None:
    near = exactly(ORDINARY * 10 + FIRING[number] + "\n" + ORDINARY * 10)
    text = ORDINARY * 4_000 + FIRING[number] + "\n" + ORDINARY * 4_000
    wanted = {(which, line + 3_990) for which, line in near}
    assert wanted
    for sieve in sieves():
        assert searched(text.encode(), sieve) == wanted


FRAGMENTS = st.sampled_from(
    [*FIRING, ORDINARY, "\n", "> ", "│ ", "\x1b[31m", "\r\n", " " * 90, '{"a": ']
)


@given(st.lists(FRAGMENTS, max_size=12).map("".join), st.sampled_from([0, 100, 10_000]))
def test_both_sieves_find_what_the_exact_engine_finds(text: str, paste: int) -> None:
    native, portable = (searched(text.encode(), sieve, paste) for sieve in sieves())
    assert native == portable
    assert native == exactly(text)


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(data: bytes) -> None:
    native, portable = (searched(data, sieve) for sieve in sieves())
    assert native == portable


def test_a_compiled_sieve_is_the_same_again() -> None:
    exprs = sieve_exprs(EXPRS)
    assert exprs is not None
    again = NativeSieve(exprs, sieves()[0].compiled)  # type: ignore[attr-defined]
    data = (ORDINARY + FIRING[0]).encode()
    assert searched(data, again) == searched(data, sieves()[0]) != set()
    with pytest.raises(ValueError):
        NativeSieve(exprs, b"not a database")


def test_one_endless_line_is_read_in_pieces() -> None:
    """A hit in a line of megabytes is found, and the line is not held in memory."""
    data = b"x" * 3_000_000 + b" " + FIRING[0].split("\n")[0].encode() + b"y" * 3_000_000
    for sieve in (*sieves(), None):
        assert {line for _, line in searched(data, sieve)} <= {1}


@pytest.mark.parametrize("width", [40, 79, 80])
def test_what_a_terminal_cut_in_two_is_found_where_people_paste(width: int) -> None:
    for text in FIRING:
        flat = " ".join(text.split())
        cut = "\n".join(flat[i : i + width] for i in range(0, len(flat), width))
        for sieve in sieves():
            assert searched(cut.encode(), sieve, paste=10_000) == exactly(cut)


def test_a_sieve_is_made_when_a_log_turns_out_to_be_long() -> None:
    made: list[Sieve] = []

    def make() -> Sieve:
        made.append(sieves()[0])
        return made[0]

    for lines, times in ((10, 0), (5_000, 1)):
        data = (ORDINARY * lines + FIRING[0] + "\n").encode()
        search = Search(EXPRS, make=make)
        hits = list(search.hits("log", io.BufferedReader(io.BytesIO(data)).readinto1))  # type: ignore[arg-type]
        assert {line.number for _, line in hits} == {lines + 1}
        assert len(made) == times


def test_half_of_a_character_beyond_16_bits_is_read() -> None:
    text = 'say "\\ud83d\\ude00 \\ud83d" ' + FIRING[0].split("\n")[0] + "\n"
    assert exactly(text)
    for sieve in sieves():
        assert searched(text.encode(), sieve) == exactly(text)
