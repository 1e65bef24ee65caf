"""Files as rules see them: Helm values wherever they stand, Dockerfiles, lists, sources."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.parsers import PARSERS, Document
from runbook_gen.model.tree import MemoryTree

APPLICATION = """\
apiVersion: argoproj.io/v1alpha1
kind: Application
spec:
  source:
    helm:
      values: |
        image:
          repository: bitnami/redis
      parameters:
        - {name: metrics.image.tag, value: "1"}
      valuesObject: {replicas: 2}
"""


def parsed(parser: str, path: str, text: str, **more: str) -> list[Document]:
    return PARSERS[parser].parse(path, text, MemoryTree({path: text, **more}))


def test_values_inside_an_application_point_into_the_file() -> None:
    documents = parsed("values", "app.yaml", APPLICATION)
    values = {str(document.value): document for document in documents}
    text = values["{'image': {'repository': 'bitnami/redis'}}"]
    assert text.locate(("image", "repository"))[:2] == (8, 23)
    assert [at[:2] for at in text.find("bitnami/redis")] == [(8, 23)]
    assert "{'metrics': {'image': {'tag': '1'}}}" in values
    assert values["{'replicas': 2}"].locate(("replicas",))[:2] == (11, 32)


def test_values_in_quotes_point_to_their_beginning() -> None:
    text = 'apiVersion: a/v1\nkind: HelmRelease\nspec:\n  values: "a: x\\nb: x\\n"\n'
    (document,) = parsed("values", "x.yaml", text)
    assert document.value == {"a": "x", "b": "x"}
    assert document.locate(("b",))[:2] == (4, 11)


@pytest.mark.parametrize(("name", "count"), [("values-prod.yaml", 1), ("deploy.yaml", 0)])
def test_a_values_file_is_known_by_its_name(name: str, count: int) -> None:
    assert len(parsed("values", name, "a: 1\n")) == count


def test_the_items_of_a_list_are_objects_with_their_places() -> None:
    text = (
        "kind: NetworkPolicyList\napiVersion: networking.k8s.io/v1\nitems:\n- metadata: {name: a}\n"
    )
    (item,) = parsed("yaml", "-", text)
    assert item.value["kind"] == "NetworkPolicy"
    assert item.locate(("metadata", "name"))[:2] == (4, 20)


def final(dockerfile: str, **tree: str) -> Any:
    (document,) = PARSERS["dockerfile"].parse(
        "app/Dockerfile", dockerfile, MemoryTree({"app/Dockerfile": dockerfile, **tree})
    )
    return document.value["final"]


def test_what_a_dockerfile_starts_and_finds() -> None:
    text = (
        "ARG PY=3.12\nFROM python:${PY} AS build\nWORKDIR /src\nCOPY app ./app\n"
        "FROM python:3.12\nENV MODULE=app.main\nWORKDIR srv\n"
        "COPY --from=build --chown=a:b /src /srv\nRUN <<EOF\nCMD no\nEOF\n"
        "CMD exec uvicorn ${MODULE}:app --app-dir=src --port ${PORT:-80}\n"
    )
    last = final(text, **{"app/app/main.py": ""})
    assert last["workdir"] == "/srv"
    assert last["argv"][:3] == ["exec", "uvicorn", "app.main:app"]
    assert last["options"] == {"--app-dir": "src", "--port": "80"}
    assert last["copies"] == [{"source": "app/app", "target": "/srv/app"}]
    assert last["opaque"] == []


def test_what_cannot_be_seen_is_opaque() -> None:
    last = final("FROM a\nCOPY missing /x\nCOPY --from=other /y /z\n")
    assert last["opaque"] == ["/x", "/z"]


def test_a_context_above_the_dockerfile_is_found() -> None:
    last = final("FROM a\nWORKDIR /w\nCOPY lib/x.py .\n", **{"lib/x.py": ""})
    assert last["copies"] == [{"source": "lib/x.py", "target": "/w/x.py"}]


@given(st.text(st.sampled_from("FROM COPYRUN\"[]<>\\$:{}\n=#' ab/.*"), max_size=120))
def test_no_dockerfile_is_too_odd(text: str) -> None:
    PARSERS["dockerfile"].parse("Dockerfile", text, MemoryTree({"a.py": ""}))
