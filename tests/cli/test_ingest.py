"""`ingest`: where it writes, what it keeps of a person's edits, and what it refuses."""

import json
import os
import shutil
from pathlib import Path

import pytest
from cli.conftest import Run
from invented import invented
from jsonschema import validate

from runbook_gen.cli import ingest, parallel
from runbook_gen.load import load_incident
from runbook_gen.load.source import Source

TEXT = """# Notes

## Problem: Kafka broker will not start

### Symptom

`No space left on device`

### Cause

The log retention was never set.

### Fix

Set `log.retention.hours=72`.

## Phone numbers

Ask the wiki.
"""
SAME = "# Problem: it fails\n\n## Cause\n\n{}\n\n## Fix\n\nRestart it.\n"
LINES = {
    "type": "array", "prefixItems": [{"type": "integer", "minimum": 1}] * 2,
    "minItems": 2, "maxItems": 2,
}  # fmt: skip
FILE = {
    "type": "object", "additionalProperties": False,
    "required": ["id", "title", "file", "state", "assumed", "fields", "alike", "difference"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
        "file": {"type": "string"},
        "state": {"enum": ["new", "unchanged", "updated", "merged", "edited", "conflict"]},
        "assumed": {"type": "array", "items": {"type": "string"}},
        "fields": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "integer", "minimum": 1}},
        },
        "alike": {"type": "array", "items": {
            "type": "object", "additionalProperties": False,
            "required": ["id", "as", "score", "shared"],
            "properties": {
                "id": {"type": "string"}, "as": {"enum": ["duplicate", "related"]},
                "score": {"type": "number", "minimum": 0, "maximum": 1},
                "shared": {"type": "array", "items": {"type": "string"}},
            },
        }},
        "difference": {"type": "string"},
    },
}  # fmt: skip
NUMBER = {"type": "integer", "minimum": 0}
SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["version", "documents"],
    "properties": {
        "version": {"const": 1},
        "documents": {"type": "array", "items": {
            "type": "object", "additionalProperties": False,
            "required": ["file", "lines", "incidents", "cluster", "leftovers"],
            "properties": {
                "file": {"type": "string"},
                "lines": {
                    "type": "object", "additionalProperties": False,
                    "properties": dict.fromkeys(["said", "placed", "notes", "left"], NUMBER),
                },
                "incidents": {"type": "array", "items": FILE},
                "cluster": {"anyOf": [{"type": "null"}, FILE]},
                "leftovers": {"type": "array", "items": {
                    "type": "object", "additionalProperties": False,
                    "required": ["lines", "under", "text"],
                    "properties": {
                        "lines": LINES, "under": {"type": "string"}, "text": {"type": "string"},
                    },
                }},
            },
        }},
    },
}  # fmt: skip
"""Version 1 of the report in JSON: what others may rely on."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the user stands, with one document."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.md").write_text(TEXT, "utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file()}  # fmt: skip


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_document_becomes_an_incident_that_loads(here: Path, runbook: Run) -> None:
    done = runbook("ingest", "notes.md", "--out", "out")
    assert (done.code, done.err) == (0, "")
    assert "notes.md  1" in done.out
    assert "notes.md:1: # Notes" in done.out
    file = here / "out" / "kafka-broker-will-not-start.yaml"
    entry, findings = load_incident(Source("incidents/x.yaml", file.read_bytes()))
    assert findings == ()
    assert entry
    assert entry.record.origin
    assert entry.record.origin.file == "notes.md"
    assert entry.record.cluster == "default"


def test_the_collection_is_the_default(project: Path, runbook: Run) -> None:
    (project / "notes.md").write_text(TEXT, "utf-8")
    assert runbook("ingest", "notes.md").code == 0
    file = project / "incidents" / "kafka-broker-will-not-start.yaml"
    assert f"cluster: {collection_cluster(project)}" in file.read_text("utf-8")
    assert runbook("check", "--no-cache").code in (0, 1)


def collection_cluster(project: Path) -> str:
    lines = (project / "incidents" / "cluster.yaml").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("id: ")).removeprefix("id: ")


def test_without_a_collection_it_asks_where(here: Path, runbook: Run) -> None:
    done = runbook("ingest", "notes.md")
    assert done.code == 2
    assert "Say where to write: --out DIR" in done.err


def test_a_folder_stands_for_its_markdown(here: Path, runbook: Run) -> None:
    for name in ("docs/a.md", "docs/deep/b.markdown", "docs/.hidden/c.md", "docs/d.txt"):
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SAME.format(name), "utf-8")
    told = json.loads(
        runbook("ingest", "docs", "docs/a.md", "--out", "out", "--report", "json").out
    )
    assert [each["file"] for each in told["documents"]] == ["docs/a.md", "docs/deep/b.markdown"]


def test_the_report_in_json_has_its_schema(here: Path, runbook: Run) -> None:
    told = json.loads(runbook("ingest", "notes.md", "--out", "out", "--report", "json").out)
    validate(told, SCHEMA)
    (document,) = told["documents"]
    assert document["lines"] == {"said": 10, "placed": 7, "notes": 0, "left": 3}
    assert document["incidents"][0]["fields"]["title"] == [3]
    assert [left["lines"] for left in document["leftovers"]] == [[1, 1], [17, 17], [19, 19]]
    assert document["leftovers"][2] == {
        "lines": [19, 19], "under": "Phone numbers", "text": "Ask the wiki.",
    }  # fmt: skip


def test_a_dry_run_writes_nothing(here: Path, runbook: Run) -> None:
    before = files(here)
    done = runbook("ingest", "notes.md", "--out", "out", "--dry-run")
    assert done.code == 0
    assert "new       out/kafka-broker-will-not-start.yaml" in done.out
    assert "nothing was written" in done.err
    assert files(here) == before


def test_the_cluster_may_be_named(here: Path, runbook: Run) -> None:
    runbook("ingest", "notes.md", "--out", "out", "--cluster", "lab-2")
    assert "cluster: lab-2\n" in (here / "out/kafka-broker-will-not-start.yaml").read_text("utf-8")


# Words of a user's own.


def test_own_words_are_understood(here: Path, runbook: Run) -> None:
    (here / "own.md").write_text("# Disk\n\n## Anzeichen\n\na\n\n## Ursache\n\nb\n", "utf-8")
    words = "fields: {symptoms: [Anzeichen], causes: [Ursache]}\n"
    assert "No incident was found" in runbook("ingest", "own.md", "--out", "out").out
    (here / "words.yaml").write_text(words, "utf-8")
    done = runbook("ingest", "own.md", "--out", "out", "--vocabulary", "words.yaml")
    assert "new       out/disk.yaml" in done.out
    (here / "more").mkdir()
    (here / "more" / ".vocabulary.yaml").write_text(words, "utf-8")
    assert "new       more/disk.yaml" in runbook("ingest", "own.md", "--out", "more").out


@pytest.mark.parametrize(
    ("words", "place", "told"),
    [
        ("fields: [", "words.yaml:2:1:", "not valid YAML"),
        ("[" * 50_000, "words.yaml:1:", "nested deeper than 40 levels"),
        ("\nfilds: {}\n", "words.yaml:2:", "'filds' is unknown. Known are: fields"),
        ("fields:\n  symptons: [a]\n", "words.yaml:2:", "'symptons' is none of the fields"),
        ("fields:\n  causes: a\n", "words.yaml:2:", "'causes' must be a list of words"),
        ("fillers: {a: b}\n", "words.yaml:1:", "'fillers' must be a list of words"),
        ("- a\n", "words.yaml:1:", "a vocabulary holds words under these names"),
        ("unit_names: [a]\n", "words.yaml:1:", "must map words"),
    ],
)
def test_a_bad_vocabulary_is_named_with_its_place(
    here: Path, runbook: Run, words: str, place: str, told: str
) -> None:
    (here / "words.yaml").write_text(words, "utf-8")
    done = runbook("ingest", "notes.md", "--out", "out", "--vocabulary", "words.yaml")
    assert done.code == 2
    assert place in done.err
    assert told in done.err
    assert not (here / "out").exists()


def test_a_vocabulary_that_is_no_text_or_not_there(here: Path, runbook: Run) -> None:
    (here / "words.yaml").write_bytes(b"fields:\n  \xff: a\n")
    done = runbook("ingest", "notes.md", "--out", "out", "--vocabulary", "words.yaml")
    assert (done.code, "words.yaml:2:3: this is not UTF-8" in done.err) == (2, True)
    done = runbook("ingest", "notes.md", "--out", "out", "--vocabulary", "none.yaml")
    assert (done.code, "none.yaml: there is no such file" in done.err) == (2, True)
    (here / "words.yaml").write_bytes(b"")
    assert runbook("ingest", "notes.md", "--out", "out", "--vocabulary", "words.yaml").code == 0


# A second run.


def test_a_second_run_changes_nothing(here: Path, runbook: Run) -> None:
    runbook("ingest", "notes.md", "--out", "out")
    before = files(here)
    done = runbook("ingest", "notes.md", "--out", "out")
    assert (done.code, "0 written, 1 as they were" in done.out) == (0, True)
    assert files(here) == before


def test_a_changed_document_changes_its_file(here: Path, runbook: Run) -> None:
    runbook("ingest", "notes.md", "--out", "out")
    edit(here / "notes.md", "hours=72", "hours=48")
    done = runbook("ingest", "notes.md", "--out", "out")
    assert (done.code, "updated   out/kafka-broker" in done.out) == (0, True)
    assert "hours=48" in (here / "out/kafka-broker-will-not-start.yaml").read_text("utf-8")


def edited(here: Path, runbook: Run, *, base: bool = True) -> Path:
    """A file that a person has edited, and a document that has changed, too."""
    runbook("ingest", "notes.md", "--out", "out")
    file = here / "out" / "kafka-broker-will-not-start.yaml"
    edit(file, "severity: medium", "severity: high")
    edit(here / "notes.md", "hours=72", "hours=48")
    if not base:
        shutil.rmtree(here / "out" / ".ingest")
    return file


def test_edits_are_never_overwritten(here: Path, runbook: Run) -> None:
    file = edited(here, runbook)
    before = files(here / "out")
    done = runbook("ingest", "notes.md", "--out", "out")
    assert done.code == 1
    assert "edited    out/kafka-broker" in done.out
    for line in ("-severity: medium", "+severity: high", "+++ your edits", "+++ the document"):
        assert line in done.out
    assert "+      en: Set `log.retention.hours=48`." in done.out
    assert files(here / "out") == before
    edit(file, "severity: high", "severity: medium")
    assert runbook("ingest", "notes.md", "--out", "out").code == 0


def test_merge_joins_both(here: Path, runbook: Run) -> None:
    file = edited(here, runbook)
    done = runbook("ingest", "notes.md", "--out", "out", "--merge")
    assert (done.code, "merged    out/kafka-broker" in done.out) == (0, True)
    text = file.read_text("utf-8")
    assert "severity: high" in text
    assert "hours=48" in text
    again = runbook("ingest", "notes.md", "--out", "out", "--merge")
    assert (again.code, "unchanged out/kafka-broker" in again.out) == (0, True)
    assert file.read_text("utf-8") == text


def test_a_conflict_leaves_the_file(here: Path, runbook: Run) -> None:
    file = edited(here, runbook)
    edit(file, "hours=72", "hours=24")
    before = files(here / "out")
    done = runbook("ingest", "notes.md", "--out", "out", "--merge")
    assert (done.code, "conflict  out/kafka-broker" in done.out) == (1, True)
    assert "hours=24" in done.out
    assert "hours=48" in done.out
    assert files(here / "out") == before


def test_without_the_last_import_edits_are_still_safe(here: Path, runbook: Run) -> None:
    file = edited(here, runbook, base=False)
    before = file.read_bytes()
    for merge in ([], ["--merge"]):
        done = runbook("ingest", "notes.md", "--out", "out", *merge)
        assert done.code == 1
        assert "--- your file" in done.out
        assert file.read_bytes() == before


# What it refuses.


def test_a_document_that_is_no_text(here: Path, runbook: Run) -> None:
    (here / "old.md").write_bytes("# 제목\n\n## 증상".encode("cp949"))
    done = runbook("ingest", "notes.md", "old.md", "--out", "out")
    assert done.code == 2
    assert "old.md:1:3: this is not UTF-8. Convert the file first" in done.err
    assert not (here / "out").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(here: Path, runbook: Run, encoding: str) -> None:
    (here / "notes.md").write_bytes(TEXT.encode(encoding))
    done = runbook("ingest", "notes.md", "--out", "out")
    assert "new       out/kafka-broker-will-not-start.yaml" in done.out


def test_paths_that_are_not_there(here: Path, runbook: Run) -> None:
    (here / "empty").mkdir()
    for path, told in (("none.md", "there is no such file"), ("empty", "there is no Markdown")):
        done = runbook("ingest", path, "--out", "out")
        assert (done.code, told in done.err) == (2, True)
    done = runbook("ingest", "notes.md", "--out", "notes.md")
    assert (done.code, "notes.md is a file. Name a folder." in done.err) == (2, True)
    done = runbook("ingest", "notes.md", "--out", "notes.md/deep")
    assert (done.code, "runbook-gen: " in done.err) == (2, True)


def test_a_file_that_cannot_be_written(here: Path, runbook: Run) -> None:
    runbook("ingest", "notes.md", "--out", "out")
    (file,) = [path.name for path in (here / "out").glob("*.yaml")]
    (here / "taken" / file).mkdir(parents=True)
    done = runbook("ingest", "notes.md", "--out", "taken")
    assert (done.code, file in done.err, "Traceback" in done.err) == (2, True, False)
    assert list((here / "taken" / file).iterdir()) == []


# Ids and names.


def ids(here: Path) -> dict[str, str]:
    """The id of each document's incident."""
    found = {}
    for path in (here / "out").glob("*.yaml"):
        entry, findings = load_incident(Source("incidents/x.yaml", path.read_bytes()))
        assert findings == ()
        assert entry
        assert entry.record.origin
        assert entry.record.id == path.stem
        found[entry.record.origin.file] = entry.record.id
    return found


def test_ids_never_clash_and_stay(here: Path, runbook: Run) -> None:
    for name in ("b.md", "c.md"):
        (here / name).write_text(SAME.format(name), "utf-8")
    runbook("ingest", "b.md", "c.md", "--out", "out")
    assert ids(here) == {"b.md": "it-fails", "c.md": "it-fails-2"}
    before = files(here / "out")
    assert runbook("ingest", "c.md", "b.md", "--out", "out").code == 0
    assert files(here / "out") == before
    (here / "a.md").write_text(SAME.format("a.md"), "utf-8")
    assert runbook("ingest", "a.md", "b.md", "c.md", "--out", "out").code == 0
    assert ids(here) == {"a.md": "it-fails-3", "b.md": "it-fails", "c.md": "it-fails-2"}
    shutil.rmtree(here / "out" / ".ingest")
    runbook("ingest", "c.md", "a.md", "b.md", "--out", "out")
    assert ids(here) == {"a.md": "it-fails-3", "b.md": "it-fails", "c.md": "it-fails-2"}


def test_documents_of_one_name_from_elsewhere_have_ids_of_their_own(
    here: Path, runbook: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paths = [tmp_path_factory.mktemp("far") / "a.md" for _ in range(2)]
    for number, path in enumerate(paths):
        path.write_text(SAME.format(f"cause {number}"), "utf-8")
    for _ in range(2):
        assert runbook("ingest", *map(str, paths), "--out", "out").code == 0
        texts = [(here / "out" / f"{name}.yaml").read_text("utf-8")
                 for name in ("it-fails", "it-fails-2")]  # fmt: skip
        assert ["cause 0" in texts[0], "cause 1" in texts[1]] == [True, True]


@pytest.mark.parametrize("title", ["con", "NUL", "com1", "cluster", "Collection", "index"])
def test_no_id_is_a_name_that_a_system_or_a_collection_keeps(
    here: Path, runbook: Run, title: str
) -> None:
    (here / "a.md").write_text(SAME.replace("it fails", title).format("x"), "utf-8")
    assert runbook("ingest", "a.md", "--out", "out").code == 0
    (file,) = (here / "out").glob("*.yaml")
    assert file.stem not in {"con", "nul", "com1", "cluster", "collection", "index"}
    assert load_incident(Source("incidents/x.yaml", file.read_bytes()))[1] == ()


@pytest.mark.parametrize(
    "name", ["a b.md", "장애 기록.md", "a..md", "a\nb.md", "-x.md", "$(x).md", "'\".md", "%2e.md"]
)
def test_files_may_be_called_anything(here: Path, runbook: Run, name: str) -> None:
    (here / "docs").mkdir()
    (here / "docs" / name).write_text(SAME.format("x"), "utf-8")
    done = runbook("ingest", "docs", "--out", "out")
    assert done.code == 0, done.err
    assert ids(here) == {f"docs/{name}".replace("\n", "�"): "it-fails"}
    assert files(here / "out").keys() == {"it-fails.yaml", ".ingest/it-fails.yaml"}


@pytest.mark.skipif(os.name != "posix", reason="names are bytes only there")
def test_a_name_that_is_no_text(here: Path, runbook: Run) -> None:
    (here / "docs").mkdir()
    (here / "docs" / os.fsdecode(b"\xff.md")).write_text(SAME.format("x"), "utf-8")
    assert runbook("ingest", "docs", "--out", "out").code == 0
    assert ids(here) == {"docs/?.md": "it-fails"}


def test_no_path_of_this_machine_is_kept(
    here: Path, runbook: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    far = tmp_path_factory.mktemp("far")
    (far / "a.md").write_text(SAME.format("x"), "utf-8")
    (here / "sub").mkdir()
    for path in (far / "a.md", Path("sub/../notes.md"), here / "notes.md"):
        assert runbook("ingest", str(path), "--out", "out").code == 0
    assert ids(here).keys() == {"a.md", "notes.md"}
    assert not any(str(here).encode() in data or str(far).encode() in data
                   for data in files(here / "out").values())  # fmt: skip


# What is there already.

RETOLD = """# Incident: Argo CD cannot pull Helm charts from ghcr.io

## Symptom

`failed to fetch chart`: `dial tcp: lookup ghcr.io: i/o timeout` in `argocd-repo-server`

## Cause

The NetworkPolicy `argocd-repo-server-network-policy` has no egress for DNS and port 443.

## Fix

Allow egress to kube-dns and 443.
"""


def test_the_same_incident_told_again_is_proposed(here: Path, runbook: Run) -> None:
    (here / "retold.md").write_text(RETOLD, "utf-8")
    (here / "shorter.md").write_text(RETOLD.replace("`failed to fetch chart`: ", ""), "utf-8")
    first = runbook("ingest", "retold.md", "notes.md", "--out", "out")
    assert "same incident" not in first.out
    done = runbook("ingest", "shorter.md", "--out", "out", "--report", "json")
    (alike,) = json.loads(done.out)["documents"][0]["incidents"][0]["alike"]
    assert (alike["id"], alike["as"]) == (
        "argo-cd-cannot-pull-helm-charts-from-ghcr-io",
        "duplicate",
    )
    assert alike["score"] > 0.4
    assert "argocd-repo-server-network-policy" in alike["shared"]


def test_what_was_only_guessed_makes_nothing_alike(here: Path, runbook: Run) -> None:
    (here / "a.md").write_text(SAME.format("The disk was full."), "utf-8")
    runbook("ingest", "notes.md", "a.md", "--out", "out")
    done = runbook("ingest", "a.md", "notes.md", "--out", "out")
    assert "likeness" not in done.out


def test_several_processes_write_what_one_writes(
    here: Path, runbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = Path(__file__).parents[1] / "ingest" / "cases"
    for number, case in enumerate([*sorted(cases.iterdir())] * 2):  # two of them tell of a cluster
        (here / f"{number:02}.md").write_text((case / "before.md").read_text("utf-8"), "utf-8")
    runs = []
    for processors, worth in ((1, 10**9), (3, 0)):
        monkeypatch.setattr(parallel, "_processors", lambda count=processors: count)
        monkeypatch.setattr(ingest, "WORTH_SHARING", worth)
        done = runbook("ingest", ".", "--out", "out")
        runs.append((done, files(here / "out")))
        shutil.rmtree(here / "out")
    assert len(runs[0][1]) > 40
    assert runs[0] == runs[1]


def test_a_secret_is_told_by_several_processes_as_by_one(
    here: Path, runbook: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, secret in zip(("a.md", "b.md", "c.md"), invented(3), strict=True):
        (here / name).write_text(secret.text, "utf-8")
    monkeypatch.setattr(parallel, "_processors", lambda: 2)
    monkeypatch.setattr(ingest, "WORTH_SHARING", 0)
    done = runbook("ingest", "a.md", "b.md", "c.md", "--out", "out")
    assert done.code == 2
    assert "a.md:1:" in done.err
    assert "b.md" not in done.err
    assert not (here / "out").exists()
