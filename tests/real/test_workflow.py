"""A heredoc that leaves its block: what the readers of YAML say, and that the cure parses."""

from pathlib import Path

import pytest
from programs import Named, Run, Tool, write

INCIDENT = "workflow-heredoc-yaml"
FILE = ".github/workflows/ci-quality-gate.yml"
HEAD = """\
name: CI Quality Gate
on: push
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - name: Validate
        run: |
          cat <<'EOF' > out
"""
TAIL = "      - run: echo done\n"
BODIES = (  # each brings the readers to another complaint
    'import yaml\nprint("ok")\n',
    "server:\n  port: 80\n",
    '{"a": 1}\n',
    '@app.get("/")\ndef f(): pass\n',
    "- a\n- b\n",
    "# only a comment\nx = 1\n",
)
INDENT = " " * 10
PYYAML = f"import yaml; yaml.safe_load(open({FILE!r}, encoding='utf-8'))"
LIBYAML = f"import yaml; yaml.load(open({FILE!r}, encoding='utf-8'), yaml.CSafeLoader)"
RUAMEL = f"import ruamel.yaml as r; r.YAML().load(open({FILE!r}, encoding='utf-8'))"
NODE = """\
const fs = require("fs"), reader = require({package});
const file = {file};
try {{ {call} }} catch (error) {{ console.error({message}); process.exit(1); }}
"""
READERS = [
    "PyYAML",
    "libyaml",
    "ruamel.yaml",
    "yamllint",
    "yamllint parsable",
    "yamllint github",
    "yamllint colored",
    "actionlint",
    "actionlint oneline",
    "actionlint color",
    "prettier",
    "js-yaml",
    "yaml",
]


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, tool: Tool, system: Tool) -> list[str]:
    """The command of one reader of YAML."""
    name, _, style = request.param.partition(" ")
    if name in {"js-yaml", "yaml"}:
        return [system("node", "nodejs"), "-e", _script(name, tool("node", name))]
    if name == "prettier":
        return [tool("node", "prettier"), "--check", FILE]
    if name == "yamllint":
        settings = ["-d", "{extends: relaxed, rules: {line-length: disable}}"]
        return [tool("yaml", name), *settings, *(["-f", style] if style else []), FILE]
    if name == "actionlint":
        return [tool("yaml", name), "-shellcheck=", "-pyflakes=", *([f"-{style}"] if style else [])]
    code = {"PyYAML": PYYAML, "libyaml": LIBYAML, "ruamel.yaml": RUAMEL}[name]
    return [tool("yaml", "python"), "-c", code]


def _script(package: str, program: str) -> str:
    """Read the file as programs do that use the package, and tell of it with the file's name."""
    home = Path(program).parents[1] / package
    text = 'fs.readFileSync(file, "utf8")'
    if package == "js-yaml":
        call, message = f"reader.load({text}, {{filename: file}})", "String(error)"
    else:
        call, message = f"reader.parse({text})", "`${file}: ${error}`"
    return NODE.format(package=repr(str(home)), file=repr(FILE), call=call, message=message)


def test_a_heredoc_that_leaves_its_block(
    tmp_path: Path, run: Run, named: Named, reader: list[str]
) -> None:
    (tmp_path / ".git").mkdir()
    broken, sound = [], []
    for body in BODIES:
        write(tmp_path, {FILE: HEAD + body + "EOF\n" + TAIL})
        broken.append(run(*reader))
        indented = "".join(INDENT + line + "\n" for line in [*body.splitlines(), "EOF"])
        write(tmp_path, {FILE: HEAD + indented + TAIL})
        sound.append(run(*reader))
    assert 0 not in {told.code for told in broken}
    answers = zip(broken, named(*(told.text for told in broken)), strict=True)
    assert "\n".join(told.text for told, names in answers if names != [INCIDENT]) == ""
    assert [told.text for told in sound if told.code != 0] == []
    assert named("".join(told.text for told in sound)) == [[]]


def test_a_broken_manifest_is_something_else(
    tmp_path: Path, run: Run, named: Named, tool: Tool
) -> None:
    write(tmp_path, {"k8s/deployment.yaml": "kind: Deployment\nmetadata\nspec: {}\n"})
    broken = run(tool("yaml", "yamllint"), "-d", "relaxed", "-f", "parsable", "k8s")
    assert broken.code == 1
    assert "syntax error" in broken.text
    assert named(broken.text) == [[]]
