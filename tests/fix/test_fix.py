"""Fixing: what is put right, what is left alone, and that a file says the same afterwards."""

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sources import REAL, SOUND

from runbook_gen.fix import Subject, fix
from runbook_gen.load import load_incident
from runbook_gen.load.source import Source
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.incident import Incident
from runbook_gen.model.record import Record
from runbook_gen.model.settings import Settings

SCHEMA = "../docs/schema/incident.schema.json"
INCIDENT = Subject(Incident, "x", SCHEMA)
BARE = Subject(Incident)


def fixed(text: str, of: Subject = BARE) -> str:
    once = fix(text, of).text
    assert fix(once, of).done == ()
    return once


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("id: x\n", f"# yaml-language-server: $schema={SCHEMA}\nid: x\n"),
        ("# mine\r\nid: x\r\n", f"# yaml-language-server: $schema={SCHEMA}\r\n# mine\r\nid: x\r\n"),
        (
            "# yaml-language-server: $schema=cluster.schema.json\nid: x\n",
            f"# yaml-language-server: $schema={SCHEMA}\nid: x\n",
        ),
        (
            "# mine\n# yaml-language-server: $schema=https://x.yz/incident.schema.json\nid: x\n",
            None,
        ),
    ],
)
def test_schema_line(was: str, now: str | None) -> None:
    assert fixed(was, INCIDENT) == (now or was)
    assert fixed(was, INCIDENT._replace(schema="")) == was


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("id: y # name\ntitle: {}\n", "id: x # name\ntitle: {}\n"),
        ("id:\ntitle: {}\n", "id: x\ntitle: {}\n"),
        ("# top\ntitle: {}\n", "# top\nid: x\ntitle: {}\n"),
        ("id: 'y'\n", "id: x\n"),
        ("id: [y]\n", None),
        ("id: |\n  y\n", None),
        ("id: x\nid: y\n", None),
        ("- id: y\n", None),
        ("{id: y}\n", None),
    ],
)
def test_id_from_the_name(was: str, now: str | None) -> None:
    assert fixed(was, Subject(Incident, "x")) == (now or was)
    assert fixed(was, Subject(Incident, "Not An Id")) == was


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("0645847", '"0645847"'),
        ("84e1234 # why", '"84e1234" # why'),
        ("0A1B2C3", '"0a1b2c3"'),
        ("'0A1B2C3'", '"0a1b2c3"'),
        ("'0a1b2c3'", "'0a1b2c3'"),
        ("fix-dns", "fix-dns"),
        ("abc", "abc"),
        ("|-\n      0645847", "|-\n      0645847"),
    ],
)
def test_quotes_around_commits(was: str, now: str) -> None:
    text = "actions:\n  - summary: {ko: 값}\n    commit: {}\n"
    assert fixed(text.replace("{}", was)) == text.replace("{}", now)
    # What only looks like one is left alone.
    assert fixed(f"title: {{commit: {was.split()[0]}}}\n".replace("|-", "x")) == (
        f"title: {{commit: {was.split()[0]}}}\n".replace("|-", "x")
    )


ORDERS = {
    "comments go with the key below": (
        "title: {ko: a}\n# about the id\nid: x\n",
        "# about the id\nid: x\ntitle: {ko: a}\n",
    ),
    "the head of the file stays": (
        "# yaml-language-server: $schema=x\n# head\n\ntitle: {ko: a}\nid: x\n",
        "# yaml-language-server: $schema=x\n# head\n\nid: x\ntitle: {ko: a}\n",
    ),
    "blank lines go along, none comes first": (
        "title: {ko: a}\n\n\nid: x\n\nstatus: open\n",
        "id: x\ntitle: {ko: a}\n\nstatus: open\n",
    ),
    "in lists": (
        "actions:\n  - outcome: worked\n    summary: # 1\n      ko: a\n    purpose: fix\n",
        "actions:\n  - summary: # 1\n      ko: a\n    purpose: fix\n    outcome: worked\n",
    ),
    "in lists within lists": (
        "respond:\n- commands:\n  - - run: a\n  summary: {ko: a}\n",
        "respond:\n- summary: {ko: a}\n  commands:\n  - - run: a\n",
    ),
    "on a line": (
        "causes: [{confirmed: true,  summary: {ko: a}}] # c\n",
        "causes: [{summary: {ko: a},  confirmed: true}] # c\n",
    ),
    "by the kind of a rule": (
        "rules:\n  - expr: a\n    sources: [pod]\n    kind: log\n",
        "rules:\n  - kind: log\n    sources: [pod]\n    expr: a\n",
    ),
    "blocks keep their lines": (
        "symptoms:\n- evidence:\n  - text: |-\n      a  \n      # b\n\n    path: p\n",
        "symptoms:\n- evidence:\n  - path: p\n    text: |-\n      a  \n      # b\n\n",
    ),
    "at the end without a line end": ("title: {ko: a}\nid: x", "id: x\ntitle: {ko: a}\n"),
    "a deep comment stays with its value": (
        "lessons:\n  - text: {ko: a}\n    # more\nid: x\n",
        "id: x\nlessons:\n  - text: {ko: a}\n    # more\n",
    ),
}


@pytest.mark.parametrize("case", ORDERS)
def test_order_of_keys(case: str) -> None:
    was, now = ORDERS[case]
    assert fixed(was).rstrip("\n") == now.rstrip("\n")
    assert fixed(was.replace("\n", "\r\n")).rstrip() == now.replace("\n", "\r\n").rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "title: {ko: a}\nid: x\nid: y\n",  # which one counts?
        "title: {ko: a}\nidd: x\nid: y\n",  # what is it?
        "title: {en: a, ko: b}\n",  # any order
        "causes: [{confirmed: true, summary: }]\n",
        "respond:\n  - otherwise: {ko: a}\n    # whose?\n    summary: {ko: a}\n",
        "? title\n: {ko: a}\n? id\n: x\n",
        "title: *a\nid: &a x\n",
        "symptoms: |+\n  a\n\n\n",
        "symptoms:\n  - a: |+\n      b\n\n",
        "not: [yaml\n",
        "",
        "\n\n",
        "- 1\n",
        "text\n",
    ],
)
def test_what_is_not_sure_is_left_alone(text: str) -> None:
    assert fixed(text) == text


def test_space_at_the_end() -> None:
    was = "id: x  \ntitle: \t\n  ko: |- \n    a  \n      \n    b\n  en: 'a  \n    b '  \n  \n"
    now = "id: x\ntitle:\n  ko: |-\n    a  \n      \n    b\n  en: 'a  \n    b '\n"
    assert fixed(was) == now


FILES = sorted([*REAL.glob("*.yaml"), *SOUND.glob("*.yaml")])
MODELS: dict[str, type[Record]] = {"cluster": Cluster, "collection": Settings}


def model(file: Path) -> type[Record]:
    return MODELS.get(file.stem, Incident)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_our_own_files_need_none(file: Path) -> None:
    kinds = {"quotes around commits", "order of keys"} if file.parent == SOUND else set()
    assert set(fix(file.read_text("utf-8"), Subject(model(file))).done) <= kinds


RECORDS = [(model(file), yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)) for file in FILES]


def shuffled(data: Any, luck: Random) -> Any:
    if isinstance(data, dict):
        keys = list(data)
        luck.shuffle(keys)
        return {key: shuffled(data[key], luck) for key in keys}
    return [shuffled(item, luck) for item in data] if isinstance(data, list) else data


def strewn(text: str, luck: Random) -> str:
    """The text with comments, blank lines and space at ends put in somewhere."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        if luck.random() < 0.05 and re.match(r" *[a-z_]+:", line):
            indent = " " * (len(line) - len(line.lstrip()) + luck.choice((0, 0, 0, 2)))
            lines.append(f"{indent}# note {number}")
        if luck.random() < 0.03:
            lines.append("")
        lines.append(line + (luck.choice((" ", "  \t", " # seen")) if luck.random() < 0.04 else ""))
    return luck.choice(("\n", "\n", "\r\n")).join(lines)


def meaning(text: str) -> Any:
    data = yaml.load(text, yaml.CBaseLoader)
    return {key: value for key, value in data.items() if key != "id"}


FEWER = settings(max_examples=settings.default.max_examples // 5)  # whole files: each takes time


@FEWER
@given(st.sampled_from(RECORDS), st.integers())
def test_a_fixed_file_says_the_same(of: tuple[type[Record], Any], seed: int) -> None:
    (kind, data), luck = of, Random(seed)
    style, flow = luck.choice((None, None, "|", '"', "'")), luck.choice((False, False, None))
    text = yaml.dump(
        shuffled(data, luck), Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True,
        width=luck.choice((60, 1000)), default_style=style, default_flow_style=flow,
        indent=luck.choice((2, 4)),
    )  # fmt: skip
    text = strewn(text, luck)
    try:
        before = meaning(text)
    except yaml.YAMLError:
        assume(False)
    subject = Subject(kind, "new-id" if kind is Incident else "", SCHEMA)
    after = fixed(text, subject)
    assert meaning(after) == before
    assert sorted(re.findall(r"# note \d+|# seen", after)) == sorted(
        re.findall(r"# note \d+|# seen", text)
    )


@FEWER
@given(st.integers())
def test_a_fixed_incident_loads_as_the_same_record(seed: int) -> None:
    luck = Random(seed)
    file = luck.choice([f for f in FILES if model(f) is Incident])
    data = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
    if file.parent == REAL:
        data.pop("rules", None)  # their examples lie in files
    text = yaml.dump(
        shuffled(data, luck), Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True
    )
    was, _ = load_incident(Source("x.yaml", text.encode()))
    now, _ = load_incident(Source("x.yaml", fix(text, BARE).text.encode()))
    assert was is not None
    assert now is not None
    assert now.record == was.record
