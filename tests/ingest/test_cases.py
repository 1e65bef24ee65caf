"""One document of each shape: the incidents that come of it, and what is left over.

`UPDATE_GOLDEN=1` writes `after/` and `left.txt` anew; would a careful person place it so?
"""

from pathlib import Path

import pytest
from golden import same_as
from ingest.reading import draft

from runbook_gen.ingest.yaml_form import yaml_form
from runbook_gen.load import load
from runbook_gen.load.source import Source
from runbook_gen.model.cluster import Cluster
from runbook_gen.model.draft import Draft, Told
from runbook_gen.model.incident import Incident
from runbook_gen.model.record import Record

CASES = Path(__file__).parent / "cases"
SETTINGS = b"title: {ko: x, en: x}\nlanguages: [ko, en]\nsite_url: https://runbooks.example.com\n"


def files(told: Draft) -> dict[str, str]:
    """What is written, by name."""
    cluster = str(told.cluster.record["id"]) if told.cluster else "lab"
    incidents = {f"{each.record['id']}.yaml": _form(each, cluster) for each in told.incidents}
    around = (
        {"cluster.yaml": yaml_form(told.cluster.record, "cluster.schema.json")}
        if told.cluster
        else {}
    )
    return incidents | around


def _form(told: Told, cluster: str) -> str:
    record = {**told.record, "cluster": cluster}
    return yaml_form(record, "incident.schema.json")


def left(told: Draft) -> str:
    """The lines that no incident is made of, and the heading that they stand under."""
    return "".join(
        f"{each.span[0] + 1}-{each.span[1]} under {each.under or 'no heading'}\n{each.text}\n\n"
        for each in told.leftovers
    )


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_a_shape_is_read_as_reviewed(case: Path) -> None:
    told = draft((case / "before.md").read_text("utf-8"), "before.md")
    written = files(told)
    for name, text in written.items():
        same_as(case / "after" / name, text)
    same_as(case / "left.txt", left(told))
    assert sorted(path.name for path in (case / "after").iterdir()) == sorted(written)
    sources = [Source(f"incidents/{name}", text.encode()) for name, text in written.items()]
    findings = load([Source("incidents/collection.yaml", SETTINGS), *sources]).findings
    assert [each for each in findings if "cluster.yaml is missing" not in each.message] == []


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_fields_have_the_order_of_the_model(case: Path) -> None:
    told = draft((case / "before.md").read_text("utf-8"), "before.md")
    for each in told.told:
        model: type[Record] = Cluster if each is told.cluster else Incident
        assert list(each.record) == [name for name in model.model_fields if name in each.record]
