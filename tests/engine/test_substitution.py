"""Placeholders become quoted variables, wherever they stand; Bash itself is the judge."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook_gen.engine.substitution import with_variables

HOSTILE = "a b'; touch pwned; \"$(touch pwned)`touch pwned`*"


@pytest.mark.parametrize(
    ("script", "filled"),
    [
        ("echo <X>", 'echo "${V}"'),
        ("echo a=<X>,<X>", 'echo a="${V}","${V}"'),
        ('echo "a <X>"', 'echo "a ${V}"'),
        ("echo 'a <X> b'", "echo 'a '\"${V}\"' b'"),
        ("echo $'a\\t<X>'", "echo $'a\\t'\"${V}\"$''"),
        ('echo "$(echo <X>)"', 'echo "$(echo "${V}")"'),
        ("# <X>\necho 가 <X>", '# <X>\necho 가 "${V}"'),
        ("cat <<E\n<X>\nE", "cat <<E\n${V}\nE"),
        ("cat <<'E'\n<X>\nE", None),
        ("echo '", None),
        ("echo nothing", "echo nothing"),
    ],
)
def test_each_place_has_its_form(script: str, filled: str | None) -> None:
    assert with_variables(script, {"X": "V"}) == filled


@pytest.mark.parametrize(
    "script",
    ["printf %s <X>", 'printf %s "<X>"', "printf %s ''<X>''", "printf %s '<X>'",
     'printf %s "$(printf %s <X>)"', "printf %s $'<X>'", "for i in <X>; do printf %s \"$i\"; done"],
)  # fmt: skip
def test_no_value_is_code(script: str, tmp_path: object) -> None:
    """The value comes out as it went in."""
    filled = with_variables(script, {"X": "V"})
    assert filled is not None
    done = subprocess.run(
        ["bash", "-c", filled], env={"V": HOSTILE, "PATH": "/usr/bin:/bin"}, cwd=str(tmp_path),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == HOSTILE


@given(st.text("<X>'\"$(){}|&;\n #\\aE`=", max_size=40))
def test_what_is_no_placeholder_stays(script: str) -> None:
    filled = with_variables(script, {"X": "V"})
    if filled is not None and "<X>" not in script:
        assert filled == script
