"""Packs as a user meets them: exported, archived, verified, compared; and others' targets."""

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml
from programs import plain
from sources import SOUND

PACKAGE = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "somebodys-targets"
version = "1.0"
[project.entry-points."runbook_gen.exporters"]
pager = "somebodys.pager"
[tool.hatch.build.targets.wheel]
packages = ["somebodys"]
"""
TARGET = '''\
"""Pager: one line a rule.

**Takes** every rule.

**Loses** nothing.

**Install**

    one
    two
    three

**Verified** by nobody.
"""
from runbook_gen.model.artifact import Artifact

PROVEN_BY = ""


def export(rules):
    yield Artifact("packs/pager/rules.txt", "".join(f"{rule.id}\\n" for _, rule in rules.rules))
'''


class User:
    """Somebody at a terminal, in a folder of their own with the small sound collection."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.environment = folder, plain(folder)
        shutil.copytree(SOUND, folder / "incidents")

    def __call__(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "runbook_gen.cli.main", *words], cwd=self.folder, text=True,
            env=self.environment | environment, capture_output=True, timeout=60, check=False,
        )  # fmt: skip

    def set(self, **settings: str) -> None:
        """Change the collection's settings."""
        file = self.folder / "incidents" / "collection.yaml"
        text = "".join(f"{name}: {value}\n" for name, value in settings.items())
        old = [line for line in file.read_text("utf-8").splitlines(keepends=True)
               if line.partition(":")[0] not in settings]  # fmt: skip
        file.write_text("".join(old) + text, "utf-8")

    def soften(self) -> None:
        """Let the incident's rule be less urgent."""
        file = self.folder / "incidents" / "dns-down.yaml"
        text = file.read_text("utf-8")
        severity = yaml.safe_load(text)["rules"][0]["severity"]
        head, rules = text.split("rules:")
        file.write_text(f"{head}rules:{rules.replace(severity, 'info', 1)}", "utf-8")

    def git(self, *words: str) -> None:
        """Run git on the folder."""
        who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", *who, *words], cwd=self.folder, check=True, capture_output=True)


@pytest.fixture
def user(tmp_path: Path) -> User:
    return User(tmp_path)


def test_the_archive_is_the_same_byte_for_byte(user: User) -> None:
    archives = []
    for out, when in (("a", "0"), ("b", "0"), ("c", "1763300000")):
        assert user("export", "--out", out, SOURCE_DATE_EPOCH=when).returncode == 0
        archives.append(user.folder / out / "runbook-rules-0.1.0.tar.gz")
    first, second, later = (archive.read_bytes() for archive in archives)
    assert first == second != later
    with tarfile.open(archives[2]) as tar:
        assert {entry.mtime for entry in tar} == {1763300000}
        names = tar.getnames()
    assert names == sorted(names)
    assert "runbook-rules-0.1.0/SHA256SUMS" in names
    assert user("export", "--out", "d", SOURCE_DATE_EPOCH="soon").returncode == 2


def test_a_pack_is_verified_as_a_folder_and_as_an_archive(user: User) -> None:
    user("export", "--out", "pack")
    archive = "pack/runbook-rules-0.1.0.tar.gz"
    assert user("verify", "pack").returncode == user("verify", archive).returncode == 0
    sums = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=user.folder / "pack"
    )
    assert sums.returncode == 0
    (user.folder / "pack" / "rules.json").write_text("{}")
    done = user("verify", "pack", "--format", "json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["faults"]) == 2
    assert user("verify", archive).returncode == 0
    for nothing in ("nowhere", "incidents/dns-down.yaml"):
        refused = user("verify", nothing)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith("runbook-gen: ")


def test_an_archive_cut_off_is_told(user: User) -> None:
    user("export", "--out", "pack")
    archive = user.folder / "pack" / "runbook-rules-0.1.0.tar.gz"
    for size in (0, 10, 400):
        (user.folder / "cut.tar.gz").write_bytes(archive.read_bytes()[:size])
        done = user("verify", "cut.tar.gz")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_export_refuses_a_version_that_did_not_rise(user: User) -> None:
    assert user("export").returncode == 0
    assert user("export").returncode == 0  # nothing changed, nothing to raise
    user.soften()
    before = (user.folder / "dist/rules/SHA256SUMS").read_bytes()
    refused = user("export")
    assert refused.returncode == 2
    assert "set pack_version in collection.yaml to 0.2.0 or higher" in refused.stderr
    assert (user.folder / "dist/rules/SHA256SUMS").read_bytes() == before
    user.set(pack_version="0.2.0")
    assert user("export").returncode == 0
    names = sorted(path.name for path in (user.folder / "dist/rules").glob("*.gz"))
    assert names == ["runbook-rules-0.2.0.tar.gz"]
    user.set(pack_version="0.1.9")
    assert "0.2.0 or higher" in user("export").stderr


def test_what_changed_between_packs_and_revisions(user: User) -> None:
    user.git("init", "-q")
    user.git("add", "-A")
    user.git("commit", "-qm", "x")
    user("export", "--out", "old")
    assert user("diff", "old").stdout == "Nothing changed.\n"
    user.soften()
    user.set(pack_version="0.2.0")
    user("export", "--out", "new")
    said = [
        user("diff", *sides)
        for sides in (("old", "new"), ("HEAD",), ("old", "new/runbook-rules-0.2.0.tar.gz"))
    ]
    assert {done.returncode for done in said} == {1}
    assert {done.stdout for done in said} == {
        "looser    dns-lookup-timeout  (dns-down)\n"
        "          severity: warning → info\n"
        "\n"
        "A minor change: 0.1.0 → 0.2.0.\n"
    }
    report = json.loads(user("diff", "old", "new", "--format", "json").stdout)
    assert report["release"] == {
        "old": "0.1.0", "new": "0.2.0", "step": "minor", "needed": "0.2.0", "rises": True,
    }  # fmt: skip
    table = user("diff", "old", "new", "--format", "markdown").stdout
    assert "| `dns-lookup-timeout` | looser | minor | severity: warning → info |" in table
    assert user("diff", "nowhere").returncode == 2


def test_only_what_was_asked_for(user: User) -> None:
    user("export", "--out", "all")
    assert user("export", "--out", "one", "--target", "rules-json").returncode == 0
    assert not (user.folder / "one/packs/prometheus").exists()
    report = json.loads((user.folder / "one/rules.json").read_text("utf-8"))
    assert len(report["rules"]) == 1
    user("export", "--out", "stable", "--only", "stable")
    assert json.loads((user.folder / "stable/rules.json").read_text("utf-8"))["rules"] == []
    user("export", "--out", "urgent", "--severity", "critical")
    assert json.loads((user.folder / "urgent/rules.json").read_text("utf-8"))["rules"] == []
    assert "there is no target 'nagios'" in user("export", "--target", "nagios").stderr


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where somebody's package is installed."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "somebodys").mkdir()
    (folder / "somebodys" / "__init__.py").touch()
    (folder / "somebodys" / "pager.py").write_text(TARGET)
    (folder / "pyproject.toml").write_text(PACKAGE)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    alone = ["--no-index", "--no-deps", "--no-build-isolation", "--target", str(folder / "into")]
    subprocess.run([*pip, *alone, str(folder)], check=True)
    return folder / "into"


def test_an_installed_package_adds_a_target(user: User, others: Path) -> None:
    done = user("export", "--out", "pack", PYTHONPATH=str(others))
    assert done.returncode == 0, done.stderr
    assert "pager" in done.stdout.splitlines()[0].split()
    assert (user.folder / "pack/packs/pager/rules.txt").read_text() == "dns-lookup-timeout\n"
    manifest = json.loads((user.folder / "pack/manifest.json").read_text("utf-8"))
    assert manifest["rules"][0]["targets"]["pager"] == "exported"
    readme = (user.folder / "pack/packs/pager/README.md").read_text("utf-8")
    assert "Not run against the real tool" in readme


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_of_the_sort\n", "does not load: ModuleNotFoundError"),
        ("PROVEN_BY = ''\n", "is no exporter: it lacks export"),
        (
            TARGET.replace("yield Artifact", "raise ValueError('no'); yield Artifact"),
            "fails: ValueError: no",
        ),
        (TARGET.replace("packs/pager/", "../"), "may not write '../rules.txt'"),
        (TARGET.replace("packs/pager/rules.txt", "SHA256SUMS"), "may not write 'SHA256SUMS'"),
    ],
)
def test_a_broken_target_fails_loudly_with_its_name(
    user: User, others: Path, tmp_path: Path, code: str, said: str
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(others, broken)
    (broken / "somebodys" / "pager.py").write_text(code)
    done = user("export", "--out", "pack", PYTHONPATH=str(broken))
    assert done.returncode == 2
    assert "target pager" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (user.folder / "pack").exists()
