"""The gate: a file that holds a secret is not read, and nothing tells what it holds."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from invented import KINDS, invented, leaks
from sources import SOUND

from runbook_gen.check import Review, check
from runbook_gen.load import load
from runbook_gen.load.collection import Loaded
from runbook_gen.load.source import Source
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.incident import Incident
from runbook_gen.model.settings import Settings
from runbook_gen.report import REPORTS

INCIDENT, SETTINGS = "incidents/dns-down.yaml", "incidents/collection.yaml"
SECRETS = list(invented(200))
TOKEN = next(made for made in SECRETS if made.kind == "github-personal")


def loaded(files: dict[str, str]) -> Loaded:
    """The sound collection with these files in it."""
    every = {f"incidents/{p.name}": p.read_text("utf-8") for p in SOUND.glob("*.yaml")} | files
    return load(Source(name, text.encode()) for name, text in sorted(every.items()))


def with_text(old: str, new: str) -> dict[str, str]:
    text = (SOUND / "dns-down.yaml").read_text("utf-8")
    assert old in text
    return {INCIDENT: text.replace(old, new, 1)}


def told(result: Loaded) -> list[str]:
    return [report(result.findings) for report in REPORTS.values()]


def filled(schema: dict[str, Any], whole: dict[str, Any]) -> Iterator[Any]:
    """Data with every field of a schema; of what may be one of several, each."""
    if "$ref" in schema:
        yield from filled(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    elif options := schema.get("anyOf", schema.get("oneOf")):
        for option in options:
            if option.get("type") != "null":
                yield from filled(option, whole)
    elif "properties" in schema:
        fields = schema["properties"].items()
        yield {key: next(filled(value, whole)) for key, value in fields}
    elif schema.get("type") == "object":
        free = (schema.get("additionalProperties"), *schema.get("patternProperties", {}).values())
        yield {"key": next(filled(next(filter(None, free)), whole))}
    elif schema.get("type") == "array":
        yield list(filled(schema["items"], whole))
    else:
        yield "text"


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every text, and to every key that is the author's own."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
        if "key" in data:
            yield (*path, None)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from places(value, (*path, index))
    else:
        yield path


def planted(data: Any, path: tuple[Any, ...], secret: str) -> Any:
    """The data with a secret at a place; None at the end of a path stands for the key."""
    if not path:
        return secret
    if path[0] is None:
        return {secret: data["key"]}
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = planted(data[path[0]], path[1:], secret)
    return copy


WHOLE = {
    model: next(filled(schema := model.model_json_schema(by_alias=True), schema))
    for model in (Incident, Cluster, Settings)
}
FILES = {Incident: INCIDENT, Cluster: "incidents/cluster.yaml", Settings: SETTINGS}
FIELDS = [(model, path) for model, data in WHOLE.items() for path in places(data)]


def test_every_field_is_planted() -> None:
    fields = {".".join(map(str, path)) for model, path in FIELDS if model is Incident}
    assert len(fields) > 150
    assert {"id", "severity", "title.key", "symptoms.0.evidence.0.text"} <= fields
    assert any(path.startswith("rules.3.examples.fires.0") for path in fields)


@pytest.mark.parametrize("style", [None, '"', ">"])
def test_a_secret_in_any_field_is_refused_and_never_told(style: str | None) -> None:
    """200 secrets, each at least once, in every field of every kind of file."""
    for number, (model, path) in enumerate(FIELDS):
        made = SECRETS[number % len(SECRETS)]
        data = planted(WHOLE[model], path, f"before {made.text} after")
        result = loaded({FILES[model]: yaml.safe_dump(data, default_style=style)})
        ids = {f.id for f in result.findings if f.place.file == FILES[model]}
        assert ids == {"secret"}, (model, path, made.kind)
        assert not leaks(made.secret, *told(result)), (path, made.kind)
    assert len(FIELDS) >= len(SECRETS)


def test_the_rest_of_the_collection_is_still_judged() -> None:
    """The incident is left out; checks of the others do not quote it."""
    for made in SECRETS[: len(KINDS)]:
        quoted = json.dumps(made.text)
        result = loaded(with_text("severity: high", f"severity: high\nstatuss: {quoted}"))
        assert result.collection is not None
        assert result.left_out == {"dns-down"}
        review = Review(result.collection, result.collection.incidents[0].record.occurred)
        reports = [report([*result.findings, *check(review)]) for report in REPORTS.values()]
        assert not leaks(made.secret, *reports)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity: high", "severity: {}"),  # no choice of the schema
        ("severity: high", "severity: high\n{}: x"),  # an unknown key
        ("severity: high", "severity: high\n'{}': x\n'{}': y"),  # twice
        ("severity: high", "severity: 'high\nx: {}"),  # no YAML
        ("severity: high", "severity: *{}"),  # an alias
        ("severity: high", "severity: !{} high"),  # a tag
        ("severity: high", "severity: high#{}"),  # what looks like a comment
        ("severity: high", "severity: high # {}"),  # a comment
        ("commit: 0a1b2c3", "commit: {}"),
        ("id: dns-down\n", "<<<<<<< {}\nid: dns-down\n"),  # a merge conflict
    ],
)
def test_no_error_quotes_it(old: str, new: str) -> None:
    result = loaded(with_text(old, new.replace("{}", TOKEN.secret)))
    assert result.left_out == {"dns-down"}
    assert not leaks(TOKEN.secret, *told(result))


def test_escapes_and_joined_lines_do_not_hide_it() -> None:
    """The text as YAML means it is looked at, too; the place is that of the value."""
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in TOKEN.secret)
    half = len(TOKEN.secret) // 2
    joined = f"{TOKEN.secret[:half]}\\\n  {TOKEN.secret[half:]}"
    for hidden in (escaped, joined):
        result = loaded(with_text("severity: high", f'severity: "{hidden}"'))
        (found,) = result.findings
        assert (found.id, found.place.file, found.place.line) == ("secret", INCIDENT, 6)
        assert found.place.source == ""
    twice = loaded(with_text("severity: high", f'"{escaped}": 1\n"{escaped}": 2'))
    assert {f.id for f in twice.findings} == {"secret"}
    assert not leaks(TOKEN.secret, *told(twice))


def test_a_secret_in_an_example_file_keeps_its_incident_out() -> None:
    files = with_text("fires: ['dial", "fires: [{from: examples/a/b.log}, 'dial")
    result = loaded({**files, "incidents/examples/a/b.log": f"one\n  {TOKEN.text}\n"})
    said = [f"{f.id} {f.place}" for f in result.findings]
    assert said == ["schema incidents/dns-down.yaml:47:22", "secret incidents/examples/a/b.log:2:3"]
    assert not leaks(TOKEN.secret, *told(result))


def test_a_name_of_a_file_is_not_told() -> None:
    result = loaded({f"incidents/{TOKEN.secret}.yaml": "id: x"})
    (found,) = result.findings
    assert (found.id, str(found.place)) == ("secret", "incidents/…:1:1")
    assert result.left_out == frozenset()


def settings(allow: str) -> dict[str, str]:
    text = (SOUND / "collection.yaml").read_text("utf-8")
    return {SETTINGS: f"{text}redaction:\n  allow:\n    - {allow}\n"}


def test_an_allowed_one_needs_a_reason() -> None:
    planted = with_text("severity: high", f"severity: high # {TOKEN.text}")
    entry = f"{{text: {TOKEN.secret}, reason: Of a sandbox that is gone}}"
    assert loaded({**planted, **settings(entry)}).findings == ()
    without = loaded({**planted, **settings(f"{{text: {TOKEN.secret}}}")})
    assert {f.id for f in without.findings} == {"secret"}
    assert not leaks(TOKEN.secret, *told(without))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{reason: none}", "an allowed value needs a text or a pattern"),
        ("{pattern: '(?=a)', reason: lookahead}", "the pattern is no RE2 expression"),
        ("{text: a}", "'reason' is missing in an item of allow"),
    ],
)
def test_an_entry_that_says_nothing_is_refused(entry: str, message: str) -> None:
    (found,) = loaded(settings(entry)).findings
    assert (found.id, found.message) == ("schema", message)
