"""Dockerfiles: what is started, where, and which file of the tree lies there."""

from typing import Any

import pytest
from documents import faults, file_rule
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.parsers import dockerfile
from runbook_gen.engine.parsers.parsed import Document
from runbook_gen.model.tree import MemoryTree

FILES = {
    "svc/app/main.py": "",
    "svc/app/api.py": "",
    "svc/run.sh": "",
    "svc/requirements.txt": "",
    "lib/common/x.py": "",
}


def read(text: str, path: str = "svc/Dockerfile") -> Document:
    (document,) = dockerfile.parse(path, text, MemoryTree({**FILES, path: text}))
    return document


def final(text: str, path: str = "svc/Dockerfile") -> dict[str, Any]:
    found = read(text, path).value["final"]
    assert isinstance(found, dict)
    return found


def copies(text: str, path: str = "svc/Dockerfile") -> dict[str, str]:
    """Where in the image, and what of the tree."""
    return {c["target"]: c["source"] for c in final("FROM a\n" + text, path)["copies"]}


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ('CMD ["a", "b c"]', ["a", "b c"]),
        ("CMD a 'b c' \\\n  # remark\n  d", ["a", "b c", "d"]),
        ("CMD a 'b", ["a", "'b"]),
        ("CMD [a, b]", ["[a,", "b]"]),
        ('CMD ["a", 1, null]', ["a", "1", "None"]),
        ('ENTRYPOINT ["a"]\nCMD ["b"]', ["a", "b"]),
        ('CMD ["b"]\nENTRYPOINT ["a"]', ["a"]),
        ('CMD ["a"]\nCMD ["b"]', ["b"]),
        ("ENV PORT=80\nCMD a $PORT ${PORT} ${HOST:-h} $WHO", ["a", "80", "80", "h", "$WHO"]),
        ('ENV PORT=80\nCMD ["a", "$PORT"]', ["a", "$PORT"]),
        ("ARG PORT=80\nCMD a $PORT", ["a", "$PORT"]),
        ("ENV PORT 80 81\nCMD a \"$PORT\"", ["a", "80 81"]),
        ("cmd a", ["a"]),
        ("CMD", []),
        ("CMD []", []),
        ("CMD {}", ["{}"]),
        ("ONBUILD CMD a", []),
        ("RUN echo '<<EOF'\nCMD a", ["a"]),
        ("RUN echo $((1<<2))\nCMD a", ["a"]),
        ("RUN <<-'EOF' bash\n\tCMD no\n\tEOF\nCMD a", ["a"]),
        ("RUN <<EOF\nCMD no\nEOF\nCMD a", ["a"]),
        ("RUN cat <<-'A' <<B\nCMD no\nA\nCMD no\nB\nCMD a", ["a"]),
        ("FROM b\nFROM a", []),
        ('CMD ["a"]\nFROM b', []),
        ("HEALTHCHECK CMD curl x\nCMD a", ["a"]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_started(text: str, argv: list[str]) -> None:
    assert final("FROM a\n" + text)["argv"] == argv
    assert final(f"FROM a\n{text}\n".replace("\n", "\r\n"))["argv"] == argv


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("", "/"),
        ("WORKDIR /a\nWORKDIR b/../c", "/a/c"),
        ("WORKDIR ../..", "/"),
        ("WORKDIR 'a b'", "/a b"),
        ("ENV D=/srv\nWORKDIR $D/app", "/srv/app"),
        ("ARG D=/srv\nWORKDIR ${D}", "/srv"),
        ("WORKDIR ${D:-/x}", "/x"),
        ("ENV A B C\nWORKDIR /$A", "/B C"),
    ],
)
def test_the_working_folder(text: str, folder: str) -> None:
    assert final(f"FROM a\n{text}")["workdir"] == folder


def test_a_stage_goes_on_where_another_ends() -> None:
    text = (
        "ARG V=3\nFROM --platform=linux/amd64 py:$V AS base\nENV A=1\nWORKDIR /app\n"
        'COPY app .\nCMD ["x"]\nFROM other\nFROM base\nWORKDIR sub\n'
    )
    found = final(text)
    assert (found["from"], found["workdir"], found["argv"]) == ("base", "/app/sub", ["x"])
    assert found["env"] == {"A": "1"}
    assert found["copies"] == [{"source": "svc/app", "target": "/app"}]
    assert final("ARG V=3\nFROM py:$V")["from"] == "py:3"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("COPY app /srv", {"/srv": "svc/app"}),
        ("COPY app/ /srv/", {"/srv": "svc/app"}),
        ("WORKDIR /w\nCOPY run.sh .", {"/w/run.sh": "svc/run.sh"}),
        ("COPY run.sh /bin/start", {"/bin/start": "svc/run.sh"}),
        ("COPY run.sh requirements.txt /w/", {"/w/run.sh": "svc/run.sh",
                                             "/w/requirements.txt": "svc/requirements.txt"}),
        ('COPY ["run.sh", "/a b/"]', {"/a b/run.sh": "svc/run.sh"}),
        ("COPY app/*.py /w/", {"/w/api.py": "svc/app/api.py", "/w/main.py": "svc/app/main.py"}),
        ("COPY --chown=1:1 --chmod=755 run.sh /w/", {"/w/run.sh": "svc/run.sh"}),
        ("ADD . /w", {"/w": "svc"}),
        ("ENV D=/w\nCOPY app ${D}/x", {"/w/x": "svc/app"}),
        ("COPY svc/app /w", {"/w": "svc/app"}),
        ("COPY lib/common svc/run.sh /w/", {"/w": "lib/common", "/w/run.sh": "svc/run.sh"}),
        ("COPY nowhere /w", {}),
        ("COPY ../../../etc /w", {}),
        ("COPY run.sh", {}),
        ("COPY", {}),
        ("COPY <<EOF /w/x\nCOPY app /no\nEOF", {}),
        ("COPY app /a\nFROM b\nCOPY run.sh /b/", {"/b/run.sh": "svc/run.sh"}),
        ("COPY app /a\nFROM b\nCOPY --from=0 /a /b", {"/b": "svc/app"}),
        ("COPY app /a/c\nFROM b\nCOPY --from=0 /a /b", {"/b/c": "svc/app"}),
        ("COPY app /a\nFROM b\nCOPY --from=0 /a/main.py /b/", {"/b/main.py": "svc/app/main.py"}),
    ],
)  # fmt: skip
def test_what_lies_where(text: str, found: dict[str, str]) -> None:
    assert copies(text) == found


@pytest.mark.parametrize(
    ("text", "opaque"),
    [
        ("COPY --from=nginx /x /w", ["/w"]),
        ("RUN make\nFROM b\nCOPY --from=0 /built /w", ["/w"]),
        ("ADD https://example.com/x /w", ["/w"]),
        ("COPY $WHAT /w", ["/w"]),
        ("COPY nowhere /w", ["/w"]),
        ("COPY app /w", []),
    ],
)
def test_what_cannot_be_seen_is_said(text: str, opaque: list[str]) -> None:
    assert final("FROM a\n" + text)["opaque"] == opaque


@pytest.mark.parametrize(
    ("text", "found", "perhaps"),
    [
        ("COPY . /w", {"/w": "svc"}, {"/w": ""}),
        ("COPY ./ /w\nADD * /x/", {"/w": "svc", "/x/run.sh": "svc/run.sh"}, {"/w": ""}),
        ("COPY . /b\nFROM b\nCOPY --from=0 /b/app /c", {"/c": "svc/app"}, {}),
        ("COPY run.sh /w/\nCOPY . /w", {"/w/run.sh": "svc/run.sh", "/w": "svc"}, None),
        ("COPY lib .\nCOPY . /w", {"/": "lib", "/w": ""}, None),
        ("RUN true", {}, None),
    ],
)
def test_where_only_the_whole_context_is_copied_it_may_lie_above(
    text: str, found: dict[str, str], perhaps: dict[str, str] | None
) -> None:
    said = final("FROM a\n" + text)
    assert found.items() <= {c["target"]: c["source"] for c in said["copies"]}.items()
    above = {c["target"]: c["source"] for c in said["perhaps"]}
    assert above == {} if perhaps is None else perhaps.items() <= above.items()


def test_options_are_known_by_name() -> None:
    found = final("FROM a\nCMD g --bind=:80 -w 4 --reload --app-dir src m:app")
    assert found["options"] == {"--bind": ":80", "-w": "4", "--reload": "", "--app-dir": "src"}


def test_a_word_of_what_is_started_has_its_place() -> None:
    document = read('FROM a\n\nCMD ["uvicorn", \\\n     "main:app"]\n')
    assert document.locate(("final", "argv", 0))[:2] == (3, 7)
    assert document.locate(("final", "argv", 1))[:2] == (4, 7)
    assert document.locate(("instructions", 1))[:2] == (3, 1)


def test_a_finding_stands_at_the_word() -> None:
    rule = file_rule("'nowhere' in object.final.argv", parser="dockerfile", culprits="['nowhere']")
    text = "FROM a\n# nowhere\nCMD run \\\n  nowhere\n"
    assert faults({"Dockerfile": text}, rule) == [("Dockerfile", 4, 3)]


def test_copied_names_the_file_that_lands_there() -> None:
    found = "[copied('main.py'), copied('/srv/none.py'), copied('/')]"
    text = "FROM a\nWORKDIR /srv\nCOPY app .\n"
    rule = file_rule(f"{found} == ['/svc/app/main.py', '', '']", "Dockerfile", "dockerfile")
    assert len(faults({**FILES, "svc/Dockerfile": text}, rule)) == 1


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("Dockerfile", True),
        ("a/Dockerfile.prod", True),
        ("api.dockerfile", True),
        ("Containerfile", True),
        ("docker/Dockerfile-dev", True),
        ("Dockerfiles.md", False),
        ("Dockerfile/readme", False),
    ],
)
def test_names(path: str, is_one: bool) -> None:
    assert dockerfile.readable(path) is is_one


WORDS = st.sampled_from([
    "FROM a", "FROM", "FROM 0", "FROM b AS 0", "ARG", "ARG A=$A", "ENV", "ENV A", "ENV A=${A}$B",
    "ENV A $A$A", "WORKDIR", "WORKDIR ..", "WORKDIR $A", "COPY", "COPY . .", "COPY [", "COPY * /",
    "COPY [a-", 'COPY ["."', "COPY --from=0 / /", "COPY --from= a b", "COPY --from=c / .",
    "COPY --x", "ADD .. ../..", "CMD", "CMD [", "CMD []", "CMD {}", "CMD '", "CMD [[1]]",
    "ENTRYPOINT $A", "RUN <<E", "E", "\\", "#", "# escape=`", "ONBUILD CMD x", "\0", "SHELL []",
])  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=20), max_size=12).map("\n".join))
def test_no_dockerfile_breaks_it(text: str) -> None:
    document = read(text)
    for way in document.places():
        assert 1 <= document.locate(way).line <= text.count("\n") + 2
    assert document.value["final"]["workdir"].startswith("/")


@pytest.mark.parametrize(
    "line",
    ["CMD " + "[" * 100_000, "COPY " + "[" * 100_000, "CMD [" + "1" * 10_000 + "]",
     "\n".join(["ENV A=$A$A$A$A x"] * 30), "FROM a AS s0\nCOPY app /a\n" + "".join(
         f"FROM s{n} AS s{n + 1}\nCOPY --from=s{n} / /a\nCOPY --from=s{n} /x /y\n"
         for n in range(40))],
    ids=["deep", "deep copy", "long number", "doubling", "copies of copies"],
)  # fmt: skip
def test_what_was_written_to_hurt_does_not(line: str) -> None:
    read(f"FROM a\nENV A=xxxxxxxxxx\nCOPY app /a\n{line}\n")
