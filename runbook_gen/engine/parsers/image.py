"""What a build puts into an image: stage by stage, which file of the tree lands where."""

import re
from collections.abc import Sequence
from typing import Any

from runbook_gen.engine.parsers.build_context import is_pattern, matching
from runbook_gen.model.tree import Tree, resolved

LONGEST = 10_000  # characters of a value with its variables put in: they can double at each line
MOST = 10_000  # files of a stage: stages can double, too
VARIABLE = re.compile(r"\$(?:\{(\w+)(?::?-([^}]{0,300}))?\}|(\w+))")


class Stage:
    """A stage of a build, as far as it is built."""

    def __init__(self, base: str, args: dict[str, str]) -> None:
        self.base, self.args = base, dict(args)
        self.env: dict[str, str] = {}
        self.workdir = "/"
        self.entrypoint: list[str] = []
        self.command: list[str] = []
        self.line = 1
        # Image path by tree path: of a folder, its content; and the folders nobody can see into.
        self.copies: list[tuple[str, str]] = []
        self.opaque: list[str] = []

    def upon(self, base: str) -> "Stage":
        """A stage that begins where this one ends."""
        stage = Stage(base, self.args)
        stage.env, stage.workdir = dict(self.env), self.workdir
        stage.entrypoint, stage.command, stage.line = self.entrypoint, self.command, self.line
        stage.copies, stage.opaque = [*self.copies], [*self.opaque]
        return stage

    def enter(self, folder: str) -> None:
        """Change the working folder."""
        self.workdir = self.absolute(folder)

    def absolute(self, path: str) -> str:
        """A path of the image, from its root."""
        return "/" + (resolved(path, self.workdir.strip("/")) or "")

    def expanded(self, value: str, known: dict[str, str] | None = None) -> str:
        """`value` with the build's variables put in; unknown ones stay; all, if it gets long."""
        given = {**self.args, **self.env} if known is None else known
        if len(value) > LONGEST:
            return value
        found = VARIABLE.sub(lambda match: self.variable(match, given), value)
        return found if len(found) <= LONGEST else value

    @staticmethod
    def variable(match: re.Match[str], known: dict[str, str]) -> str:
        """What a variable stands for."""
        return known.get(match[1] or match[3]) or (match[2] if match[2] is not None else match[0])

    def source(self, path: str) -> list[str]:
        """The tree's paths that may lie at a path of the image, the last copied first."""
        path = self.absolute(path)
        found = []
        for target, source in reversed(self.copies):
            if path == target:
                found.append(source)
            elif path.startswith(target.rstrip("/") + "/"):
                found.append(f"{source}/{path[len(target.rstrip('/')) + 1 :]}".lstrip("/"))
        return found

    def described(self) -> dict[str, Any]:
        """The stage, as rules see it."""
        argv = [*self.entrypoint, *self.command]
        return {
            "from": self.base,
            "workdir": self.workdir,
            "env": self.env,
            "argv": argv,
            "options": _options(argv),
            "copies": [{"source": source, "target": target} for target, source in self.copies],
            "opaque": self.opaque,
        }


def _options(argv: Sequence[str]) -> dict[str, str]:
    options: dict[str, str] = {}
    for word, following in zip(argv, [*argv[1:], ""], strict=False):
        if word.startswith("-"):
            name, equals, value = word.partition("=")
            options[name] = value if equals else "" if following.startswith("-") else following
    return options


class Image:
    """A build: its stages. `context` is the folder of the tree that it copies from, if known."""

    def __init__(self, tree: Tree, context: str | None) -> None:
        self._tree, self._context = tree, context
        self._stages: list[tuple[str | None, Stage]] = []
        self._global = Stage("", {})

    @property
    def final(self) -> Stage:
        """The stage that is being built; in the end, the one that runs."""
        return self._stages[-1][1] if self._stages else self._global

    def begin(self, base: str, name: str | None) -> None:
        """A new stage, on an image or on an earlier stage."""
        earlier = self._stage(base)
        # What an image of a registry holds is unknown, but it is not what this team copies.
        stage = earlier.upon(base) if earlier else Stage(base, self._global.args)
        self._stages.append((name, stage))

    def _stage(self, name: str | None) -> Stage | None:
        named = {known.lower(): stage for known, stage in self._stages if known}
        numbered = {str(number): stage for number, (_, stage) in enumerate(self._stages)}
        return {**numbered, **named}.get((name or "").lower())

    def copy(self, origin: str | None, sources: list[str], target: str) -> None:
        """COPY: from the build context, from an earlier stage, or from elsewhere."""
        stage = self.final
        into = stage.absolute(target)
        many = len(sources) > 1 or target.endswith(("/", "."))
        for source in sources:
            if origin is not None:
                self._from_stage(self._stage(origin), source, into, many)
            elif self._context is None or "://" in source or "$" in source:
                stage.opaque.append(into)
            else:
                self._from_context(source, into, many)

    def _from_context(self, source: str, into: str, many: bool) -> None:
        path = resolved(source.lstrip("/"), self._context or "")
        if path is None:
            return
        for found in matching(self._tree, path) if is_pattern(path) else [path]:
            self._place(found, into, many or found != path)

    def _place(self, path: str, into: str, many: bool) -> None:
        if self._tree.is_file(path) and (many or into == self.final.workdir):
            into = f"{into.rstrip('/')}/{path.rpartition('/')[2]}"
        self.final.copies.append((into, path))

    def _from_stage(self, stage: Stage | None, source: str, into: str, many: bool) -> None:
        """What an earlier stage has below `source`; the rest of it cannot be seen."""
        if stage is None or len(self.final.copies) + len(stage.copies) > MOST:
            self.final.opaque.append(into)
            return
        source = "/" + source.strip("/")
        below = source.rstrip("/") + "/"
        exact = [path for path in stage.source(source) if self._known(path)]
        for path in exact[:1]:
            self._place(path, into, many)
        inner = [(t, s) for t, s in stage.copies if t.startswith(below)]
        self.final.copies += [(f"{into.rstrip('/')}/{t[len(below) :]}", s) for t, s in inner]
        if len(stage.opaque) < MOST:
            self.final.opaque += [
                f"{into.rstrip('/')}/{o[len(below) :]}" for o in stage.opaque if o.startswith(below)
            ]
        if not exact and not inner:
            self.final.opaque.append(into)  # built, downloaded or installed there

    def _known(self, path: str) -> bool:
        return self._tree.is_file(path) or self._tree.is_folder(path)
