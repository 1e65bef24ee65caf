"""Logs as people paste them: the right incident first, at the right line."""

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import REAL, collection

from runbook_gen.engine.logtext import views, words
from runbook_gen.match import match, rank
from runbook_gen.model.hit import Hit, LogLine
from runbook_gen.model.rule import LogRule

REAL_COLLECTION = collection(REAL)
SIGNATURES = [(i, r) for i, r in REAL_COLLECTION.rules if isinstance(r, LogRule)]
FIRING = [(i.id, text) for i, r in SIGNATURES for text in r.examples.fires]


def hits(text: str) -> list[Hit]:
    lines = (LogLine("log", number, line) for number, line in enumerate(text.split("\n"), 1))
    return list(match(lines, REAL_COLLECTION.rules))


def wrapped(text: str, width: int, prefix: str) -> str:
    """`text` cut every `width` characters, as a terminal does."""
    flat = " ".join(text.split())
    return "\n".join(prefix + flat[i : i + width] for i in range(0, len(flat), width))


def folded(text: str, width: int) -> str:
    """`text` wrapped between words, as an editor does."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


FRAMES = {
    "bare": lambda text: text,
    "quoted": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "boxed": lambda text: "╷\n" + "\n".join(f"│ {line}" for line in text.split("\n")) + "\n╵",
    "github": lambda text: "\n".join(
        f"2025-11-16T05:11:2{n % 10}.1234567Z \x1b[31m{line}\x1b[0m"
        for n, line in enumerate(text.split("\n"))
    ),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "json string": lambda text: json.dumps({"log": text}),
    "json in json": lambda text: json.dumps({"log": json.dumps({"error": text})}),
    "prefixed": lambda text: "\n".join(f"[pod/api-7/main] {line}" for line in text.split("\n")),
    "described": lambda text: (
        "Events:\n  Warning  Failed  2m (x4 over 9m)  kubelet  " + " ".join(text.split())
    ),
    "folded": lambda text: folded(text, 72),
    "folded and boxed": lambda text: "\n".join(
        f"│ {line}" for line in folded(text, 60).split("\n")
    ),
    "cut": lambda text: wrapped(text, 80, ""),
    "cut and quoted": lambda text: wrapped(text, 80, "> "),
}


@pytest.mark.parametrize(
    ("frame", "example"),
    list(product(FRAMES, FIRING)),
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_the_incident_is_named_whatever_stands_around_its_log(
    frame: str, example: tuple[str, str]
) -> None:
    incident, text = example
    ranking = rank(hits(FRAMES[frame](text)))
    assert incident in [r.incident for r in ranking]


@pytest.mark.parametrize("silent", [(r.id, t) for _, r in SIGNATURES for t in r.examples.silent],
                         ids=lambda pair: pair[0])  # fmt: skip
def test_what_looks_alike_stays_unnamed_in_every_frame(silent: tuple[str, str]) -> None:
    rule, text = silent
    for frame in FRAMES.values():
        assert rule not in {hit.rule for hit in hits(frame(text))}


def test_a_hit_is_told_at_the_line_on_which_it_begins() -> None:
    text = "\n".join(
        [
            "starting",
            "│ Error: deleting EC2 VPC (vpc-1): operation error EC2: DeleteVpc,",
            "│ api error DependencyViolation: The vpc 'vpc-1' has dependencies and",
            "│ cannot be deleted.",
            "done",
        ]
    )
    assert {hit.line for hit in hits(text)} <= {2, 3}
    first = hits(text)[0]
    assert (first.incident, first.file, first.line) == ("vpc-delete-blocked", "log", 2)
    assert first.text == text.split("\n")[1]


def test_lines_of_two_files_are_not_joined() -> None:
    text = (
        'failed calling webhook "mservice.elbv2.k8s.aws": failed to call webhook: Post "https://a'
    )
    more = '.b.svc:443/mutate?timeout=10s": dial tcp 10.0.0.1:443: connect: connection refused'
    joined = [LogLine("a", 1, text), LogLine("a", 2, more)]
    apart = [LogLine("a", 1, text), LogLine("b", 1, more)]
    assert {h.rule for h in match(joined, REAL_COLLECTION.rules)} == {"admission-webhook-refused"}
    assert list(match(apart, REAL_COLLECTION.rules)) == []


def test_hits_come_before_the_log_ends() -> None:
    def endless() -> "object":
        number = 0
        while True:
            number += 1
            yield LogLine("-", number, FIRING[0][1] if number == 3 else "ordinary")

    assert next(match(endless(), REAL_COLLECTION.rules)).line == 3  # type: ignore[arg-type]


@given(st.text(max_size=300))
def test_no_text_crashes_it(text: str) -> None:
    for hit in hits(text):
        assert 1 <= hit.line <= text.count("\n") + 1


@given(st.text(max_size=100))
def test_words_have_no_frame_left(line: str) -> None:
    assert words(words(line)) == words(line)
    for view in views([LogLine("f", 1, line)]):
        assert view.line_at(len(view.text)).number == 1
