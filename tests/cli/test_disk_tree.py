"""Folders of the disk, as hostile as they come: nothing hangs, leads out, or is lost in silence."""

import json
import os
import shutil
import subprocess
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runbook_gen.cli.disk_tree import MAX_BYTES, DiskTree

Scan = Callable[..., subprocess.CompletedProcess[bytes]]
OBJECT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: 1}\n"


def reasons(tree: DiskTree) -> dict[str, str]:
    return {unread.file: unread.reason for unread in tree.unread}


def test_paths_are_sorted_and_what_tools_keep_is_left_out(tmp_path: Path) -> None:
    for name in ("b/a", "a", ".git/x", "node_modules/x", "c/.venv/x", ".hidden/x", "x.yaml/in"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(DiskTree(tmp_path).paths()) == [".hidden/x", "a", "b/a", "x.yaml/in"]


def test_gitignore_means_what_git_means_by_it(tmp_path: Path) -> None:
    """Judged by git itself."""
    ignores = {
        ".gitignore": "*.log\n!keep.log\n/top\nmade/\nbuild\na/**/z\n# c\n"
        "\\#odd\nsp\\ ace\n*.tmp \n",
        "sub/.gitignore": "!again.log\ninner\n/own\n",
        "sub/deep/.gitignore": "*\n!*.md\n",
    }
    files = ["x.log", "keep.log", "top", "sub/top", "made/x", "sub/made/x", "build", "sub/build/x"]
    files += ["a/z", "a/b/z", "a/b/c/z", "#odd", "sp ace", "x.tmp", "sub/again.log", "sub/inner"]
    files += ["sub/own", "sub/x/own", "sub/deep/a", "sub/deep/a.md", "made.txt", "sub/x/inner/y"]
    for name, text in {**dict.fromkeys(files, ""), **ignores}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    command = ["git", "ls-files", "-oz", "--exclude-standard"]
    listed = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    assert list(DiskTree(tmp_path).paths()) == sorted(listed.stdout.split("\0")[:-1])


@pytest.mark.parametrize("text", [b"\xff\n*.log\n", b"\xef\xbb\xbf*.log\n", b"[\n!\n\\\n*.log\n"])
def test_an_odd_gitignore_does_not_break_a_tree(tmp_path: Path, text: bytes) -> None:
    (tmp_path / ".gitignore").write_bytes(text)
    (tmp_path / "a.yaml").write_text("a: 1")
    assert "a.yaml" in list(DiskTree(tmp_path).paths())


def test_links_are_followed_to_the_tree_only(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "in").mkdir(parents=True)
    (root / "in" / "a.yaml").write_text("a: 1")
    (tmp_path / "secret.yaml").write_text("s: 1")
    for name, target in {
        "loop": ".",
        "self": "self",
        "out.yaml": "../secret.yaml",
        "outdir": "..",
        "abs": "/etc",
        "ok.yaml": "in/a.yaml",
        "okdir": "in",
        "gone": "nowhere",
    }.items():
        (root / name).symlink_to(target)
    (tmp_path / "root-not").mkdir()
    (tmp_path / "root-not" / "a.yaml").write_text("s: 1")
    (root / "sibling").symlink_to("../root-not")
    tree = DiskTree(root)
    assert list(tree.paths()) == ["in/a.yaml"]
    assert (
        tree.text("ok.yaml") == tree.text("okdir/a.yaml") == tree.text("loop/in/a.yaml") == "a: 1"
    )
    assert tree.is_file("ok.yaml")
    assert tree.is_folder("okdir")
    assert tree.is_folder("")
    for path in ("out.yaml", "outdir/secret.yaml", "abs/passwd", "self", "gone", "sibling/a.yaml"):
        assert tree.text(path) is None, path
        assert not tree.is_file(path), path
    for path in ("outdir", "abs", "..", "../root-not", "sibling"):
        assert not tree.is_folder(path), path
    assert tree.text("../secret.yaml") is None


def test_only_plain_files_are_read_and_none_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.yaml")
    (tmp_path / "dir.yaml").mkdir()
    tree = DiskTree(tmp_path)
    assert list(tree.paths()) == []
    assert tree.text("fifo.yaml") is None
    assert tree.text("dir.yaml") is None


def test_a_file_that_becomes_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1")
    tree = DiskTree(tmp_path)
    assert list(tree.paths()) == ["a.yaml"]
    (tmp_path / "a.yaml").unlink()
    os.mkfifo(tmp_path / "a.yaml")
    assert tree.text("a.yaml") is None


def test_what_cannot_be_read_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").write_text("a: 1")
    (tmp_path / "latin.yaml").write_bytes(b"a: 1\nb: \xff\n")
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(2**30)
    with (tmp_path / "just.yaml").open("wb") as file:
        file.truncate(MAX_BYTES)
    (tmp_path / os.fsdecode(b"name\xff.yaml")).write_text("a: 1")
    tree = DiskTree(tmp_path)
    paths = list(tree.paths())
    (tmp_path / "gone.yaml").unlink()
    texts = {path: tree.text(path) for path in (*paths, *paths)}
    assert texts.pop("just.yaml") == "\0" * MAX_BYTES
    assert set(texts.values()) == {None}
    assert reasons(tree) == {
        "gone.yaml": "not read: No such file or directory",
        "latin.yaml": "not read: it is not UTF-8",
        "large.yaml": "not read: larger than 8 MB",
        "name?.yaml": "not read: its name is not UTF-8",
    }
    assert len(tree.unread) == 4
    assert next(u.line for u in tree.unread if u.file == "latin.yaml") == 2


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder that everybody may enter; root becomes nobody, whom permissions bind."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    root = os.geteuid() == 0
    yield folder
    if root:
        os.seteuid(0)
    subprocess.run(["chmod", "-R", "u+rwx", str(folder)], check=True)
    shutil.rmtree(folder)


def test_what_may_not_be_read_is_said(as_nobody: Path) -> None:
    for name in ("closed/a.yaml", "open.yaml", "shut.yaml"):
        (as_nobody / name).parent.mkdir(exist_ok=True)
        (as_nobody / name).write_text("a: 1")
    (as_nobody / "shut.yaml").chmod(0)
    (as_nobody / "closed").chmod(0)
    if os.geteuid() == 0:
        os.seteuid(65534)
    tree = DiskTree(as_nobody)
    assert list(tree.paths()) == ["open.yaml", "shut.yaml"]
    assert [tree.text(path) for path in tree.paths()] == ["a: 1", None]
    assert reasons(tree) == dict.fromkeys(("closed", "shut.yaml"), "not read: Permission denied")


def test_line_ends_and_marks_are_those_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert DiskTree(tmp_path).text("a.yaml") == "a: 1\nb: 2\n"


NAMES = ["new\nline: x.yaml", "sp ace.yaml", "a:1:2.yaml", "::error::x.yaml", "한글.yaml", "-.yaml"]
NAMES += ["--format.yaml", "e\x1b[2J.yaml", "%0A.yaml", "'\".yaml", "x.yaml/in.yaml", "*.yaml"]


def test_a_hostile_repository_is_scanned_to_its_end(scan: Scan) -> None:
    for name in NAMES:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(OBJECT)
    head = OBJECT.partition("metadata")[0]
    odd = {
        "deep.yaml": head + "a: " + "[" * 100_000,
        "bomb.yaml": head + "a: &a [x,x,x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n"
            for n in range(12)
        ),
        "twice.yaml": head + "spec: {replicas: 2}\nspec: {replicas: 1}\n",
        "huge.yaml": head + f"spec: {{replicas: {'9' * 5000}}}\n",
        "nul.yaml": head + "a: \0\n",
        "half.json": '{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":"\\ud800"}}',
        "nan.json": '{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":NaN}}',
        "Dockerfile": "FROM a\n",
        "Dockerfile.empty": "",
        "kustomization.yaml": "resources: [1, {a: b}, ../../../etc/passwd, '']\n",
        ".github/workflows/ci.yml": "a: [",
    }  # fmt: skip
    for name, text in odd.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)
    Path(os.fsdecode(b"name\xff.yaml")).write_text(OBJECT)
    Path("binary.yaml").write_bytes(bytes(range(256)) * 1000)
    Path("loop").symlink_to(".")
    os.mkfifo("fifo.yaml")
    done = scan("--format", "json", ".")
    assert done.returncode == 1
    rows = json.loads(done.stdout)["findings"]
    assert {r["file"] for r in rows if r["rule"] == "one-replica"} == {*NAMES, "twice.yaml"}
    assert {r["file"] for r in rows if r["rule"] == "broken-workflow"} == {
        ".github/workflows/ci.yml"
    }
    said = done.stderr.decode().splitlines()
    assert all(line.startswith("runbook-gen: ") for line in said)
    for name in (
        "deep.yaml",
        "bomb.yaml",
        "nul.yaml",
        "name?.yaml",
        "binary.yaml",
        "kustomization.yaml",
    ):
        assert len([line for line in said if f"{name}:" in line]) == 1, (name, said)
    for form in ("text", "sarif", "github"):
        assert scan("--format", form, ".").returncode == 1


def test_memory_stays_flat_beside_a_large_file(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(2**30)
    tracemalloc.start()
    assert DiskTree(tmp_path).text("large.yaml") is None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * MAX_BYTES
