"""`translations`: the list, the ledger, and catalogues out and in."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run

SOURCE, WORDS = "응답에 5초가 걸린다", "Answers take five seconds"
PLACE = "incidents/api-slow.yaml:9:36"


@pytest.fixture
def accepted(project: Path, runbook: Run) -> Path:
    """The sound collection, with things as they are in its ledger."""
    assert runbook("translations", "accept").code == 0
    return project


@pytest.fixture
def drifted(accepted: Path) -> Path:
    """The same, where a source text has changed since."""
    change(accepted, "5초가", "9초가")
    return accepted


def change(project: Path, old: str, new: str) -> None:
    file = project / "incidents" / "api-slow.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def files(project: Path) -> dict[str, bytes]:
    found = (p for p in (project / "incidents").rglob("*") if p.is_file())
    return {p.relative_to(project).as_posix(): p.read_bytes() for p in found}


def test_without_a_ledger_it_says_how_to_begin(project: Path, runbook: Run) -> None:
    done = runbook("translations")
    assert (done.code, done.out.split()[:4]) == (0, ["texts", "translated", "outdated", "missing"])
    assert "translations accept" in done.err
    assert runbook("check").out == "No findings.\n"


def test_the_ledger_is_written_once(accepted: Path, runbook: Run) -> None:
    before = files(accepted)
    assert [name for name in before if ".translations" in name] != []
    done = runbook("translations", "accept")
    assert (done.code, done.out, files(accepted)) == (0, "", before)
    assert runbook("check", "--strict").code == 0
    assert runbook("translations").err == ""


def test_a_changed_source_makes_its_translation_outdated(drifted: Path, runbook: Run) -> None:
    done = runbook("translations")
    assert done.code == 1
    assert f"{PLACE}: en outdated: '5초가' became '9초가'\n" in done.out
    found = runbook("check")
    assert found.code == 0, "a correction need not wait for its translation"
    assert f"translations accept {PLACE}'. [note: outdated-translation]" in found.out


def test_the_list_as_json(drifted: Path, runbook: Run) -> None:
    change(drifted, ", en: Read the log", "")
    told = json.loads(runbook("translations", "--format", "json").out)
    assert (told["version"], told["source"]) == (1, "ko")
    english = told["languages"][1]
    assert {k: english[k] for k in ("language", "outdated", "missing")} == {
        "language": "en",
        "outdated": 1,
        "missing": 1,
    }
    assert {each["file"] for each in english["files"]} >= {"incidents/api-slow.yaml"}
    assert told["texts"][0] == {
        "file": "incidents/api-slow.yaml",
        "line": 9,
        "column": 36,
        "path": ["symptoms", 0, "summary"],
        "language": "en",
        "state": "outdated",
        "before": SOURCE,
        "now": "응답에 9초가 걸린다",
    }
    assert [each["state"] for each in told["texts"]] == ["outdated", "missing"]
    only = json.loads(runbook("translations", "--language", "ko", "--format", "json").out)
    assert (only["texts"], len(only["languages"])) == ([], 1)


def test_recording_accepts_nothing_that_is_outdated(drifted: Path, runbook: Run) -> None:
    change(drifted, "Not known yet", "Nobody knows yet")
    assert "unrecorded-translation" in runbook("check").out
    assert runbook("translations", "record").code == 1
    assert "unrecorded-translation" not in runbook("check").out
    assert "outdated-translation" in runbook("check").out


@pytest.mark.parametrize("name", ["incidents/api-slow.yaml", PLACE[:-3], PLACE])
def test_one_translation_is_accepted(drifted: Path, runbook: Run, name: str) -> None:
    assert runbook("translations", "accept", name).code == 0
    assert runbook("check", "--strict").code == 0


def test_what_is_not_outdated_cannot_be_accepted(drifted: Path, runbook: Run) -> None:
    done = runbook("translations", "accept", "incidents/api-slow.yaml:2")
    assert (done.code, done.out) == (2, "")
    assert "no outdated translation is at" in done.err


def test_a_translation_that_is_brought_up_to_date_is_recorded(drifted: Path, runbook: Run) -> None:
    change(drifted, WORDS, "Answers take nine seconds")
    assert runbook("translations").code == 0
    assert runbook("translations", "record").code == 0
    change(drifted, "9초가", "12초가")
    assert "'9초가' became '12초가'" in runbook("translations").out


def test_an_incident_that_is_gone_leaves_no_ledger(accepted: Path, runbook: Run) -> None:
    (accepted / "incidents" / "api-slow.yaml").unlink()
    assert "incidents/.translations/api-slow.jsonl\n" in runbook("translations", "record").out
    assert not (accepted / "incidents" / ".translations" / "api-slow.jsonl").exists()


def test_a_renamed_incident_keeps_its_ledger(drifted: Path, runbook: Run) -> None:
    (drifted / "incidents" / "api-slow.yaml").rename(drifted / "incidents" / "late.yaml")
    assert "incidents/late.yaml:9:36: en outdated" in runbook("translations").out


def test_a_remembered_verdict_knows_the_ledger(drifted: Path, runbook: Run) -> None:
    assert "outdated-translation" in runbook("check").out
    assert "outdated-translation" in runbook("check").out
    runbook("translations", "accept")
    assert runbook("check").out == "No findings.\n"


def test_a_broken_ledger_is_named(accepted: Path, runbook: Run) -> None:
    file = accepted / "incidents" / ".translations" / "api-slow.jsonl"
    file.write_bytes(b"{\n" + file.read_bytes())
    assert "incidents/.translations/api-slow.jsonl:1:1: this is no line" in runbook("check").out
    done = runbook("translations", "record")
    assert (done.code, done.out) == (2, "")


def test_out_and_in_again_changes_nothing(accepted: Path, runbook: Run) -> None:
    before = files(accepted)
    assert runbook("translations", "export", "--language", "en", "-o", "en.po").code == 0
    assert (accepted / "en.po").read_text("utf-8") == runbook("translations", "export").out
    done = runbook("translations", "import", "en.po")
    assert (done.code, done.out, files(accepted)) == (0, "", before)


def test_a_translation_comes_in_text_by_text(drifted: Path, runbook: Run) -> None:
    runbook("translations", "export", "-o", "en.po")
    told = (drifted / "en.po").read_text("utf-8")
    told = told.replace("#, fuzzy\n", "").replace(WORDS, "Nine: # seconds")
    (drifted / "en.po").write_text(told, "utf-8")
    before = files(drifted)
    shown = runbook("translations", "import", "en.po", "--diff")
    assert shown.code == 1
    assert [line for line in shown.out.split("\n") if line[:1] in "+-"][2:4] == [
        "-  - summary: {ko: 응답에 9초가 걸린다, en: Answers take five seconds}",
        '+  - summary: {ko: 응답에 9초가 걸린다, en: "Nine: # seconds"}',
    ]
    assert files(drifted) == before
    done = runbook("translations", "import", "en.po")
    names = ["incidents/api-slow.yaml", "incidents/.translations/api-slow.jsonl"]
    assert (done.code, done.out.split()) == (0, names)
    changed = {name for name, data in files(drifted).items() if data != before.get(name)}
    assert changed == set(names)
    assert runbook("check", "--strict").code == 0


def test_a_translator_who_keeps_the_words_accepts_them(drifted: Path, runbook: Run) -> None:
    runbook("translations", "export", "-o", "en.po")
    told = (drifted / "en.po").read_text("utf-8").replace("#, fuzzy\n", "")
    (drifted / "en.po").write_text(told, "utf-8")
    assert runbook("translations", "import", "en.po").code == 0
    assert runbook("translations").code == 0


def test_a_translation_of_words_that_are_gone_is_refused_and_the_rest_comes_in(
    accepted: Path, runbook: Run
) -> None:
    runbook("translations", "export", "-o", "en.po")
    file = accepted / "en.po"
    told = file.read_text("utf-8").replace(WORDS, "Five").replace("Not known yet", "Nobody knows")
    file.write_text(told, "utf-8")
    change(accepted, "5초가", "9초가")
    done = runbook("translations", "import", "en.po")
    assert done.code == 1
    assert "incidents/api-slow.yaml:9:19: the source text has changed" in done.out
    assert "texts changed: 1, in files: 1, fuzzy and left out: 0, refused: 1." in done.err
    text = (accepted / "incidents" / "api-slow.yaml").read_text("utf-8")
    assert "Nobody knows" in text
    assert WORDS in text


def test_a_new_language_comes_in(accepted: Path, runbook: Run) -> None:
    settings = accepted / "incidents" / "collection.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[ko, en]", "[ko, en, ja]"), "utf-8")
    asked = runbook("translations", "export")
    assert (asked.code, "--language en or ja" in asked.err) == (2, True)
    runbook("translations", "export", "--language", "ja", "-o", "ja.po")
    file = accepted / "ja.po"
    told = file.read_text("utf-8")
    file.write_text(
        told.replace('msgstr ""\n\n', 'msgstr "訳"\n\n').replace('msgstr ""', 'msgstr ""')
    )
    assert runbook("translations", "import", "ja.po").code == 0
    assert json.loads(runbook("translations", "--format", "json").out)["texts"] == []
    assert "ja: 訳" in (accepted / "incidents" / "api-slow.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "--language", "ko"), "none that texts are translated to"),
        (("export", "--language", "../x"), "none that texts are translated to"),
        (("import", "missing.po"), "missing.po: No such file"),
        (("import", "bad.po"), "no PO catalogue"),
        (("import", "de.po"), "'de' is none"),
        (("--language", "ja"), "has no 'ja'"),
    ],
)
def test_what_cannot_be_done_is_said(
    project: Path, runbook: Run, words: tuple[str, ...], said: str
) -> None:
    (project / "bad.po").write_bytes(b'msgid "a\n')
    (project / "de.po").write_text('msgid ""\nmsgstr "Language: de\\n"\n', "utf-8")
    done = runbook("translations", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_link_in_the_ledger_is_not_followed(accepted: Path, runbook: Run) -> None:
    secret = accepted / "secret"
    secret.write_text("{\n")
    (accepted / "incidents" / ".translations" / "x.jsonl").symlink_to(secret)
    found = runbook("check")
    assert "incidents/.translations/x.jsonl:1:1: this is a symbolic link" in found.out
