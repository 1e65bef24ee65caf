"""What a change means: fields, findings, neighbours, translations, verdict."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import SOUND, collection

from runbook_gen.check import Review, check
from runbook_gen.load import load
from runbook_gen.load.source import Source
from runbook_gen.model.collection import Collection
from runbook_gen.model.finding import Finding
from runbook_gen.model.ledger import Ledger, Pair, digest
from runbook_gen.model.place import Place
from runbook_gen.model.review import FieldChange, RecordChange
from runbook_gen.review import changed_lines, new, review
from runbook_gen.review.fields import changed_fields

DNS = (SOUND / "dns-down.yaml").read_text("utf-8")
API = (SOUND / "api-slow.yaml").read_text("utf-8")


def sound(**texts: str) -> Collection:
    """The sound collection, with other texts of its files."""
    files = {path.stem: path.read_text("utf-8") for path in SOUND.glob("*.yaml")}
    files |= {name.replace("_", "-"): text for name, text in texts.items()}
    sources = [Source(f"incidents/{n}.yaml", t.encode()) for n, t in sorted(files.items()) if t]
    loaded = load(sources)
    assert loaded.collection is not None
    return loaded.collection


def records(now: Collection, was: Collection | None = None) -> dict[str, RecordChange]:
    told = review(was or collection(SOUND), now, (), (), None)
    return {record.file.rpartition("/")[2]: record for record in told.records}


def changes(was: Any, now: Any) -> list[tuple[Any, ...]]:
    return [tuple(change) for change in changed_fields(was, now)]


def test_values_lists_and_what_comes_and_goes() -> None:
    assert changes({"a": "1", "b": ["x"]}, {"a": "2", "b": ["x", "y"]}) == [
        (("a",), "1", "2"),
        (("b",), "x", "x, y"),
    ]
    assert changes({"a": {"ko": "ㄱ"}, "c": True}, {"b": 3}) == [
        (("b",), None, "3"),
        (("a",), "ko: ㄱ", None),
        (("c",), "true", None),
    ]
    assert changes({"a": []}, {}) == []


def test_an_item_put_in_between_leaves_the_others() -> None:
    items = [{"text": "one"}, {"text": "two"}, {"text": "three"}]
    [change] = changes({"l": items}, {"l": [items[0], {"text": "new", "n": ["1"]}, *items[1:]]})
    assert change == (("l", 1), None, "text: new\nn: 1")
    [change] = changes({"l": items}, {"l": items[1:]})
    assert change == (("l", 0), "text: one", None)


def test_items_with_names_are_known_by_them() -> None:
    was = [{"id": "a", "v": "1"}, {"id": "b", "v": "2"}]
    now = [{"id": "b", "v": "3"}, {"id": "a", "v": "1"}]
    assert changes(was, now) == [((0, "v"), "2", "3")]


json = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "a", "b", "name"]), inner, max_size=4)
    ),
)


@given(json, json)
def test_whatever_differs_is_told_and_nothing_else(was: Any, now: Any) -> None:
    assert list(changed_fields(was, was)) == []
    for change in changed_fields(was, now):
        assert isinstance(change, FieldChange)
        assert change.was != change.now


lines = st.lists(st.sampled_from(["a", "b", "", "  c"]), max_size=12)


@given(lines, lines)
def test_lines_that_did_not_change_are_as_they_were(was: list[str], now: list[str]) -> None:
    touched = changed_lines("\n".join(was).encode(), "\n".join(now).encode())
    if was == now:
        assert touched == frozenset()
    kept = iter("\n".join(was).split("\n"))
    said = "\n".join(now).splitlines()
    rest = [line for number, line in enumerate(said, 1) if number not in touched]
    assert all(line in kept for line in rest)  # in this order


def test_a_finding_is_new_by_what_it_says() -> None:
    def finding(line: int, message: str = "m", file: str = "f") -> Finding:
        return Finding("x", "error", Place(file, line), message, "r")

    moved = list(new([finding(9)], [finding(3)], {"f": frozenset({1})}))
    assert moved == []
    assert list(new([finding(9)], [finding(3)], {"f": frozenset({9})})) == [finding(9)]
    assert list(new([finding(1, "other")], [finding(1)], {})) == [finding(1, "other")]
    assert list(new([finding(1), finding(2)], [finding(1)], {})) == [finding(2)]
    assert list(new([finding(1, file="g")], [finding(1)], {})) == [finding(1, file="g")]


def test_what_a_rename_breaks_elsewhere_is_new() -> None:
    broken = sound(dns_down=DNS.replace("id: dns-lookup-timeout", "id: other"))
    found = list(new(check(Review(broken, date.today())), check(Review(sound(), date.today())), {}))
    assert {f.place.file for f in found} == {"incidents/cluster.yaml", "incidents/dns-down.yaml"}


def test_a_text_whose_source_alone_changed_is_older_in_the_others() -> None:
    now = sound(api_slow=API.replace("API 응답이 느려짐", "API가 느려짐"))
    [record] = records(now).values()
    assert [(t.path, t.language, t.state) for t in record.texts] == [(("title",), "en", "older")]
    both = sound(api_slow=API.replace("API 응답이 느려짐, en: The", "API가 느려짐, en: An"))
    assert next(iter(records(both).values())).texts == ()
    translated = sound(api_slow=API.replace("The API answers slowly", "Slow answers"))
    assert next(iter(records(translated).values())).texts == ()


def test_what_the_ledger_knows_to_be_older_is_told_where_a_file_changes() -> None:
    now = sound(api_slow=API.replace("severity: low", "severity: high"))
    made = Pair("API가 예전에 느렸음", "en", digest("The API answers slowly"))
    [record] = records(replace(now, ledger=Ledger([made]))).values()
    assert [(t.path, t.language, t.state) for t in record.texts] == [(("title",), "en", "older")]


@pytest.mark.parametrize(("linked", "level"), [("", "look"), ("  - {id: dns-down, as: see-also}\n", "sound")])  # fmt: skip  # noqa: E501
def test_a_new_incident_that_is_told_already(linked: str, level: str) -> None:
    text = DNS[: DNS.index("rules:")].replace("id: dns-down", "id: dns-dead")
    text = text.replace(
        "  - {id: api-slow, as: causes}\n", linked or "  - {id: api-slow, as: causes}\n"
    )
    told = review(collection(SOUND), sound(dns_dead=text), (), (), None)
    [record] = told.records
    [neighbour] = record.near
    assert (neighbour.alike.id, neighbour.alike.same) == ("dns-down", True)
    assert neighbour.linked == bool(linked)
    assert told.verdict.level == level


def test_a_renamed_file_is_the_same_incident() -> None:
    was, now = sound(), sound(dns_down="", dns_dead=DNS)
    assert records(now, was) == {}


def test_a_copy_and_a_namesake_of_the_cluster_are_new() -> None:
    assert {r.state for r in records(sound(dns_copy=DNS)).values()} == {"added"}
    namesake = sound(lab=API.replace("id: api-slow", "id: lab"))
    assert {f: r.state for f, r in records(namesake).items()} == {"lab.yaml": "added"}


def test_removed_settings_and_destroying() -> None:
    settings = (SOUND / "collection.yaml").read_text("utf-8")
    destroying = API.replace("{run: kubectl logs deploy/api}", "{run: rm -r x, effect: destroys}")
    now = sound(collection=settings + "checks: {commit-form: off}\n", api_slow=destroying)
    told = review(sound(), now, (), (), None)
    assert told.verdict.level == "look"
    assert [r.destroys for r in told.records] == [(), ("rm -r x",)]
    gone = sound(dns_down="")
    assert {r.file: r.state for r in review(sound(), gone, (), (), None).records} == {
        "incidents/dns-down.yaml": "removed"
    }


def test_first_and_last(tmp_path: Path) -> None:
    assert {r.state for r in review(None, sound(), (), (), None).records} >= {"added"}
    nothing = review(sound(), None, (), (), None)
    assert nothing.verdict.level == "mend"
