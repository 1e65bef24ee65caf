"""cluster.yaml with the waves of a repository: only what must change does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import REAL, SOUND

from runbook_gen.load import load
from runbook_gen.load.source import Source
from runbook_gen.order.cluster_text import Unwritable, rewritten

TEXT = """# The cluster.
id: lab
waves:   # in order
  # first of all
  - wave: 0
    summary: {ko: 처음, en: First}   # short
    apps:
      # the DNS
      - name: coredns
        summary:
          ko: |
            이름

            # 풀이
          en: "Names"
        # needs nothing

      - {name: cni, summary: {ko: 망, en: Net}}
    # end of 0

  - wave: 10
    apps:
    - name: api
      summary: {ko: 주문, en: Orders}
      needs: [coredns]
    summary:
      ko: 나중
      en: Later

# checkpoints follow
checkpoints: []
"""
HOME = {"coredns": 0, "cni": 0, "api": 10}
APPS = st.sampled_from(("coredns", "cni", "api", "grafana", "loki", "tempo"))


def homes(text: str) -> dict[str, int]:
    """Where each application of a text lives, as a plain YAML reader sees it."""
    import yaml

    waves = yaml.safe_load(text)["waves"]
    return {app["name"]: wave["wave"] for wave in waves for app in wave["apps"]}


def test_what_is_right_already_stays() -> None:
    assert rewritten(TEXT, HOME, "ko").text == TEXT
    real = (REAL / "cluster.yaml").read_text("utf-8")
    assert rewritten(real, homes(real), "ko").text == real


def test_an_application_takes_its_lines_along() -> None:
    text = rewritten(TEXT, {**HOME, "coredns": 10}, "ko").text
    block = "".join(line + "\n" for line in TEXT.split("\n")[7:16])
    assert block in TEXT
    assert block not in text  # it stands two columns to the left there
    moved = "".join(line[2:] + "\n" if line else "\n" for line in block.split("\n")[:-1])
    assert text.count(moved) == 1
    assert text.replace(moved, "") == TEXT.replace(block, "")


def test_what_is_new_gets_a_placeholder_in_the_source_language() -> None:
    text = rewritten(TEXT, {**HOME, "grafana": 0, "loki": 5}, "en").text
    assert "      - name: grafana\n        summary:\n          en: TODO\n" in text
    assert "  - wave: 5\n    summary:\n      en: TODO\n    apps:\n      - name: loki\n" in text
    assert text.index("wave: 0") < text.index("wave: 5") < text.index("wave: 10")


def test_an_empty_wave_goes_and_the_rest_stays() -> None:
    text = rewritten(TEXT, {"coredns": 0, "cni": 0}, "ko").text
    cut = TEXT.index("    # end of 0") + len("    # end of 0\n")
    assert text == TEXT[:cut] + TEXT[TEXT.index("\n# checkpoints") :]


def test_line_ends_are_kept_and_new_lines_have_the_same() -> None:
    text = rewritten(TEXT.replace("\n", "\r\n"), {**HOME, "loki": 5}, "ko").text
    assert text.count("\n") == text.count("\r\n")
    assert text.replace("\r\n", "\n") == rewritten(TEXT, {**HOME, "loki": 5}, "ko").text


def test_a_text_without_a_last_line_end() -> None:
    text = TEXT[: TEXT.index("\n\n# checkpoints")]
    assert homes(rewritten(text, {**HOME, "loki": 99, "tempo": 10}, "ko").text)["loki"] == 99


def test_names_and_waves_that_do_not_fit_are_told() -> None:
    written = rewritten(TEXT, {**HOME, "a.b": 1, "far": 20_000}, "ko")
    assert written.text == TEXT
    assert [name for name, _ in written.left_out] == ["a.b", "far"]


@pytest.mark.parametrize("text", ["waves: []\n", "a: 1\n", "waves: [{wave: 0}]\n",
                                  "waves:\n  - {wave: 0, apps: [{name: a}]}\n"])  # fmt: skip
def test_braces_are_not_torn_apart(text: str) -> None:
    with pytest.raises(Unwritable):
        rewritten(text, HOME, "ko")


@given(st.dictionaries(APPS, st.integers(-3, 12), min_size=1))
def test_any_change_gives_what_was_asked_and_comes_back(wanted: dict[str, int]) -> None:
    text = rewritten(TEXT, wanted, "ko").text
    assert homes(text) == wanted
    assert rewritten(text, wanted, "ko").text == text
    assert text.startswith(TEXT[: TEXT.index("  # first")])
    assert text.endswith(TEXT[TEXT.index("\n# checkpoints") :])


@given(st.dictionaries(APPS, st.integers(-3, 12), min_size=1))
def test_what_is_written_loads(wanted: dict[str, int]) -> None:
    sources = [Source(f"incidents/{p.name}", p.read_bytes()) for p in sorted(SOUND.glob("*.yaml"))]
    before = (SOUND / "cluster.yaml").read_text("utf-8")
    data = rewritten(before, wanted, "ko").text.encode()
    changed = [s._replace(data=data) if s.file.endswith("cluster.yaml") else s for s in sources]
    loaded = load(changed)
    assert [f for f in loaded.findings if f.place.file.endswith("cluster.yaml")] == []
