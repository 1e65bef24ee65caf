"""Examples that lie in files beside the incidents: `from: examples/…` becomes what it names."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from runbook_gen.load.decoding import position
from runbook_gen.load.secret import REMEDY, Gate
from runbook_gen.load.source import Source
from runbook_gen.model.files import EXAMPLES, SETTINGS_FILE
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import Path

KEY = "from"


class Missing(NamedTuple):
    """A `from:` that cannot be followed: where it stands, why, and what to do."""

    path: Path
    message: str
    remedy: str = f"Put it below {EXAMPLES}/, or write the example out."


class Attachments:
    """The files of a collection's folder of examples, by their path in the collection.

    What `gate` finds in them is added to `findings`, and no incident is given such a file.
    """

    def __init__(self, sources: Sequence[Source], gate: Gate, findings: list[Finding]) -> None:
        names = [source.file.replace("\\", "/") for source in sources]
        settings = (n for n in names if n.rpartition("/")[2] == SETTINGS_FILE)
        root = min(settings, key=len, default="incidents/").rpartition("/")[0]
        self._prefix = f"{root}/{EXAMPLES}/".lstrip("/")
        cut = len(self._prefix) - len(EXAMPLES) - 1
        self._files = {
            name[cut:]: source.data
            for name, source in zip(names, sources, strict=True)
            if name.startswith(self._prefix)
        }
        self._withheld: set[str] = set()
        for name, data in self._files.items():
            text = data.decode("utf-8-sig", "replace")
            if secrets := list(gate.text(self._prefix[: -len(EXAMPLES) - 1] + name, text)):
                findings += secrets
                self._withheld.add(name)

    def has(self, source: Source) -> bool:
        """Whether a file lies in the folder of examples."""
        return source.file.replace("\\", "/").startswith(self._prefix)

    def follow(self, data: dict[str, Any]) -> Iterator[Missing]:
        """Put the files' texts where `data`, an incident, names them; yields what cannot be."""
        rules = data.get("rules")
        for number, rule in enumerate(rules if isinstance(rules, list) else ()):
            examples = rule.get("examples") if isinstance(rule, dict) else None
            for wanted, cases in examples.items() if isinstance(examples, dict) else ():
                whole = self._text if rule.get("kind") == "log" else self._tree
                for index, case in enumerate(cases if isinstance(cases, list) else ()):
                    path = ("rules", number, "examples", wanted, index)
                    yield from self._follow(cases, index, path, whole)
                    if isinstance(case, dict):
                        for name in case:
                            yield from self._follow(case, name, (*path, name), self._text)

    def _follow(self, holder: Any, key: str | int, path: Path, read: Any) -> Iterator[Missing]:
        named = holder[key]
        if not (isinstance(named, dict) and set(named) == {KEY} and isinstance(named[KEY], str)):
            return
        name = named[KEY].rstrip("/")
        if any(file == name or file.startswith(f"{name}/") for file in self._withheld):
            yield Missing((*path, KEY), f"'{name}' is not read, since it holds a secret", REMEDY)
            return
        try:
            holder[key] = read(name)
        except ValueError as error:
            yield Missing((*path, KEY), str(error))

    def _text(self, name: str) -> str:
        if name not in self._files:
            raise ValueError(f"there is no file '{name}' beside the incidents")
        data = self._files[name]
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line, _ = position(data[: error.start].decode("utf-8", "replace"))
            raise ValueError(f"'{name}' is not UTF-8 (line {line})") from None

    def _tree(self, name: str) -> dict[str, str]:
        if name in self._files:
            return {name.rpartition("/")[2]: self._text(name)}
        below = [file for file in self._files if file.startswith(f"{name}/")]
        if not below:
            raise ValueError(f"there is no folder '{name}' beside the incidents")
        return {file[len(name) + 1 :]: self._text(file) for file in sorted(below)}
