"""Dockerfiles: what the last stage starts, where, and which files it finds there.

The value is `{instructions, final}`. `instructions` are `{name, value, line}`. `final` is the last
stage: `from`, `workdir`, `env`, `argv` (what the container starts), `options` (those of `argv`, by
name), `copies` (`{source, target}`) and `opaque` (folders whose content cannot be seen from here:
copied from other images, or from a build context that is not in the tree). With `COPY . .` alone,
the Dockerfile's own folder is taken for the build context; `perhaps` are the copies that there are
if it is one above.
"""

import json
import re
import shlex
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

from runbook_gen.engine.parsers.build_context import Copy, contexts
from runbook_gen.engine.parsers.image import Image
from runbook_gen.engine.parsers.kubernetes_yaml import Places, Position
from runbook_gen.engine.parsers.parsed import Document
from runbook_gen.model.tree import Tree

NAME = re.compile(r"(?:^|[./_-])(?:dockerfile|containerfile)(?:$|[._-])", re.IGNORECASE)
HEREDOC = re.compile(r"(?:^|\s)\d*<<-?(['\"]?)([A-Za-z_]\w*)\1(?=[\s>|&;)]|$)")


def readable(path: str) -> bool:
    """Whether a file is named as Dockerfiles are."""
    return bool(NAME.search(path.rpartition("/")[2]))


def parse(path: str, text: str, tree: Tree) -> list[Document]:
    """See `Parser`."""
    instructions = list(_instructions(text))
    copies = [_copy(i["value"]) for i in instructions if i["name"] in ("COPY", "ADD")]
    likeliest, *above = contexts(path, tree, copies) or (None,)
    final = _built(instructions, Image(tree, likeliest)).final
    others = (_built(instructions, Image(tree, context)).final for context in above)
    perhaps = [copy for other in others for copy in other.described()["copies"]]
    value = {"instructions": instructions, "final": {**final.described(), "perhaps": perhaps}}
    return [Document(path, text, value, partial(_places, text, value, final.line))]


def _instructions(text: str) -> Iterator[dict[str, Any]]:
    """Instructions with their lines, without comments and the bodies of here-documents."""
    from dockerfile_parse import DockerfileParser

    terminators: list[str] = []
    for found in DockerfileParser(fileobj=BytesIO(text.encode("utf-8", "replace"))).structure:
        if found["instruction"] == "COMMENT":
            continue
        if terminators:
            if found["content"].strip() == terminators[0]:
                terminators.pop(0)
            continue
        if found["instruction"] in ("RUN", "COPY", "ADD"):
            terminators = [match[2] for match in HEREDOC.finditer(found["value"])]
        yield {
            "name": found["instruction"],
            "value": found["value"],
            "line": found["startline"] + 1,
        }


def _built(instructions: list[dict[str, Any]], image: Image) -> Image:
    """Follow the instructions, stage by stage."""
    for instruction in instructions:
        step = STEPS.get(instruction["name"])
        if step:
            step(image, image.final.expanded(instruction["value"]), instruction)
    return image


def _from(image: Image, value: str, _: dict[str, Any]) -> None:
    words = [word for word in value.split() if not word.startswith("--")]
    name = words[2] if len(words) > 2 and words[1].lower() == "as" else None
    image.begin(words[0] if words else "", name)


def _workdir(image: Image, value: str, _: dict[str, Any]) -> None:
    image.final.enter(value.strip("\"'"))


def _env(image: Image, value: str, instruction: dict[str, Any]) -> None:
    words = _words(value)
    if words and "=" not in words[0]:
        words = [f"{words[0]}={value.split(None, 1)[1] if ' ' in value else ''}"]
    pairs = dict(word.partition("=")[::2] for word in words if "=" in word)
    known = image.final.env if instruction["name"] == "ENV" else image.final.args
    known.update(pairs)


def _copied(image: Image, value: str, _: dict[str, Any]) -> None:
    flags, sources, target = _copy(value)
    if target:
        image.copy(flags.get("--from"), sources, target)


def _command(image: Image, _: str, instruction: dict[str, Any]) -> None:
    value = instruction["value"]
    try:
        argv = json.loads(value)
    except (ValueError, RecursionError):
        argv = None
    if not isinstance(argv, list):  # the shell form: a shell puts the variables in
        argv = _words(image.final.expanded(value, image.final.env))
    argv = [str(word) for word in argv]
    if instruction["name"] == "ENTRYPOINT":
        image.final.entrypoint, image.final.command = argv, []
    else:
        image.final.command = argv
    image.final.line = instruction["line"]


STEPS = {
    "FROM": _from,
    "WORKDIR": _workdir,
    "ENV": _env,
    "ARG": _env,
    "COPY": _copied,
    "ADD": _copied,
    "CMD": _command,
    "ENTRYPOINT": _command,
}


def _copy(value: str) -> Copy:
    flags: dict[str, str] = {}
    while match := re.match(r"(--[\w-]+)(?:=(\S*))?\s+", value):
        flags[match[1]] = match[2] or ""
        value = value[match.end() :]
    try:
        words = json.loads(value) if value.lstrip().startswith("[") else _words(value)
    except (ValueError, RecursionError):
        words = _words(value)
    words = [str(word) for word in words]
    return flags, [w for w in words[:-1] if not w.startswith("<<")], words[-1] if words else ""


def _words(value: str) -> list[str]:
    try:
        return shlex.split(value)
    except ValueError:
        return value.split()


def _places(text: str, value: dict[str, Any], line: int) -> Places:
    """Where instructions stand, and the words of what is started."""
    found: Places = {("final",): Position(line, 1)}
    for index, instruction in enumerate(value["instructions"]):
        found[("instructions", index)] = Position(instruction["line"], 1)
    lines = text.split("\n")
    for index, word in enumerate(value["final"]["argv"]):
        for number in range(line, min(line + 50, len(lines)) + 1):
            if (column := lines[number - 1].find(word)) >= 0:
                found[("final", "argv", index)] = Position(number, column + 1)
                break
    return found
