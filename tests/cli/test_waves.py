"""`waves`: formats, standard input, before and after, writing cluster.yaml, hostile folders."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from order.repositories import SEED, application, thing, wave
from sources import REAL, SOUND

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*words: str, stdin: str = "", collection: Path | None = None) -> Done:
        more = ["--collection", str(collection)] if collection else []
        done = subprocess.run(
            [sys.executable, "-m", "runbook_gen.cli.main", "waves", *words, *more],
            cwd=tmp_path,
            input=stdin.encode(),
            capture_output=True,
            timeout=120,
        )
        texts = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in texts[1], texts[1]
        return subprocess.CompletedProcess(done.args, done.returncode, *texts)

    return call


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEED, tmp_path / "gitops"))


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "incidents"))


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def test_the_seed_is_told_and_nothing_is_wrong(seed: Path, run: Run) -> None:
    done = run(str(seed), collection=REAL)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "No findings.")
    assert "  -2  yes      root-app" in done.stdout
    assert "   0  default  infrastructure" in done.stdout
    assert "65-rabbitmq.yaml.disabled: disabled." in done.stderr


def test_every_format(seed: Path, run: Run) -> None:
    (seed / "argocd" / "argocd-cm.yaml").unlink()
    told = json.loads(run(str(seed), "--format", "json").stdout)
    assert [w["wave"] for w in told["waves"]] == [-2, -1, 0, 20, 40, 60, 70, 80]
    assert [f["id"] for f in told["findings"]] == ["wave-without-health-check"]
    assert told["waves"][0]["apps"][0]["file"] == "gitops/argocd/root-app.yaml"
    sarif = json.loads(run(str(seed), "--format", "sarif").stdout)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "wave-without-health-check"
    github = run(str(seed), "--format", "github")
    assert (github.returncode, github.stdout.count("::warning file=gitops/argocd/apps/80-")) == (
        1,
        1,
    )
    drawn = run(str(seed), "--format", "mermaid")
    assert drawn.stdout.startswith('flowchart TB\n  subgraph b0["Wave -2"]\n    n0["root-app"]')
    assert "wave-without-health-check" in drawn.stderr
    root = ET.fromstring(run(str(seed), "--format", "svg").stdout)
    labels = {"".join(t.itertext()) for t in root.iter(f"{SVG}text")}
    assert {"Wave -2", "Wave 80", "alb-controller", "api-services"} <= labels


def test_rendered_manifests_come_through_standard_input(run: Run) -> None:
    text = thing("a", wave(3), kind="Secret") + "---\n" + thing("b", wave("-1", "'"))
    told = json.loads(run("-", "--format", "json", stdin=text).stdout)
    (sync,) = told["syncs"]
    assert [(t["wave"], t["name"], t["line"]) for t in sync["tasks"]] == [
        (-1, "b", 13),
        (3, "a", 6),
    ]
    drawn = run("-", "--format", "mermaid", stdin=text).stdout
    assert drawn.index("Wave -1") < drawn.index("ConfigMap/b") < drawn.index("Wave 3")
    assert run("-", stdin="a: [").returncode == 2


def test_before_and_after(seed: Path, tmp_path: Path, run: Run) -> None:
    new = Path(shutil.copytree(seed, tmp_path / "new"))
    apps = new / "argocd" / "apps"
    alb = apps / "20-alb-controller.yaml"
    alb.write_text(alb.read_text("utf-8").replace('"20"', '"-1"'), "utf-8")
    (apps / "40-monitoring.yaml").rename(apps / "40-monitoring.yaml.disabled")
    put(apps, {"90-loki.yaml": application("loki", "k8s/loki", wave(90))})
    done = run(str(seed), str(new))
    assert done.stdout.splitlines()[:4] == [
        "application     before  after",
        "alb-controller      20     -1",
        "loki                 -     90",
        "monitoring          40      -",
    ]
    told = json.loads(run(str(seed), str(new), "--format", "json").stdout)
    assert {"app": "monitoring", "before": 40, "after": None} in told["moves"]
    root = ET.fromstring(run(str(seed), str(new), "--format", "svg").stdout)
    assert len(root.findall(f"{SVG}svg")) == 2
    moved = [g for g in root.iter(f"{SVG}g") if "rg-moved" in g.get("class", "")]
    assert len(moved) == 4  # alb-controller twice, monitoring before, loki after
    drawn = run(str(seed), str(new), "--format", "mermaid").stdout
    assert drawn.count("flowchart TB") == 2
    assert drawn.startswith("%% Before\n")


def test_write_changes_the_waves_only_and_tells_what_it_took(
    lab: Path, tmp_path: Path, run: Run
) -> None:
    cluster = lab / "cluster.yaml"
    before = cluster.read_bytes()
    apps = {
        "coredns.yaml": application("coredns", "x", wave(-5)),
        "loki.yaml": application("loki", "y", wave(3)),
    }
    gitops = put(tmp_path / "gitops", apps)
    shown = run(str(gitops), "--diff")
    assert (shown.returncode, cluster.read_bytes()) == (1, before)
    assert "+  - wave: -5" in shown.stdout
    done = run(str(gitops), "--write")
    for line in ("coredns moves from wave 0 to wave -5", "loki is added to wave 3",
                 "api is removed from wave 10", "cluster.yaml is written"):  # fmt: skip
        assert line in done.stderr
    text = cluster.read_text("utf-8")
    assert text.split("waves:")[0].encode() == before.split(b"waves:")[0]
    assert text[text.index("checkpoints:") :].encode() == before[before.index(b"checkpoints:") :]
    assert "{name: coredns, summary: {ko: 클러스터의 DNS" in text
    check = subprocess.run(
        [sys.executable, "-m", "runbook_gen.cli.main", "check", "--format", "json"],
        cwd=tmp_path, capture_output=True, timeout=120,
    )  # fmt: skip
    ids = {f["id"] for f in json.loads(check.stdout)["findings"] if "cluster" in f["file"]}
    assert {"missing-translation", "placeholder-prose"} <= ids
    again = run(str(gitops), "--write", "--diff")
    assert (again.stdout, "is up to date" in again.stderr) == ("", True)


def test_what_cannot_be_done_is_said(lab: Path, tmp_path: Path, run: Run) -> None:
    before = (lab / "cluster.yaml").read_bytes()
    for words, said in (
        (("nowhere",), "nowhere is not a folder"),
        (("a", "b", "c"), "more than two folders"),
        ((".", ".", "--write"), "take one DIR"),
        ((str(tmp_path), "--write"), "no Application is in this repository"),
        ((str(lab), "--language", "xx", "--format", "svg"), "no 'xx'"),
    ):
        done = run(*words)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert (lab / "cluster.yaml").read_bytes() == before


def test_files_that_cannot_be_read_are_named_and_the_rest_is_told(tmp_path: Path, run: Run) -> None:
    folder = put(tmp_path / "g", {"a.yaml": thing("a", wave(1)), "tab.yaml": "a:\n\tb: 1\n"})
    (folder / "huge.yaml").write_bytes(b"a: 1\n" * 1_700_000)
    (folder / "latin.yaml").write_bytes(b"a: \xff\n")
    told = json.loads(run(str(folder), "--format", "json").stdout)
    unread = [f["file"] for f in told["findings"]]
    assert unread == ["g/huge.yaml", "g/latin.yaml", "g/tab.yaml"]
    assert told["syncs"][0]["tasks"][0]["wave"] == 1


def test_paths_are_seen_from_the_top_of_the_repository(tmp_path: Path, run: Run) -> None:
    files = {
        "argocd/app.yaml": application("app", "k8s/app"),
        "k8s/app/a.yaml": thing("a", wave(7)),
        "elsewhere/app.yaml": application("other", "k8s/app", wave(1)),
        "elsewhere/tab.yaml": "a:\n\tb: 1\n",
        "elsewhere/old.yaml.disabled": "",
    }
    top = put(tmp_path / "repo", files)
    subprocess.run(["git", "init", "-q", str(top)], check=True)
    told = json.loads(run(str(top / "argocd"), "--format", "json").stdout)
    assert [(s["app"], s["tasks"][0]["wave"]) for s in told["syncs"]] == [("app", 7)]
    assert [app["file"] for w in told["waves"] for app in w["apps"]] == ["repo/argocd/app.yaml"]
    assert (told["findings"], told["passed"]) == ([], [])


def test_explain_knows_the_checks() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "runbook_gen.cli.main", "explain", "crd-after-object"],
        capture_output=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.startswith(b"crd-after-object (error)")
