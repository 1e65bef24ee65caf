"""No file of the collection holds a secret.

**Why.** What is merged stays in every clone, and pages and packs carry it further. So a file with a
password, a token or a private key is not read at all: nothing is built of it or kept, and no
message quotes it. Take the secret out and revoke it, since it has been seen; a command reads it
from the environment. What only looks like one is allowed in `collection.yaml`, with the reason.
This gate cannot be switched off.

**Bad**

```yaml
run: curl -H "Authorization: Bearer 4f8Kx…" https://api.example.com # the token itself
```

**Good**

```yaml
run: curl -H "Authorization: Bearer $API_TOKEN" https://api.example.com
```
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from runbook_gen.engine.redaction import Passes, allowance, findings
from runbook_gen.load import decoding, dialect
from runbook_gen.load.source import Source
from runbook_gen.model.collection import Locate
from runbook_gen.model.files import SETTINGS_FILE
from runbook_gen.model.finding import Finding
from runbook_gen.model.place import KEY, Path, Place
from runbook_gen.model.redaction import Redaction

REMEDY = (
    "Take it out, and revoke it. If it opens nothing, allow it with a reason: "
    "'redaction' in collection.yaml."
)


class Gate:
    """Tells the secrets of a file. `allowed` is what the settings let pass."""

    def __init__(self, allowed: Passes | None = None) -> None:
        self._allowed = allowed

    def passes_name(self, file: str, into: list[Finding]) -> bool:
        """Whether a file's name holds no secret; otherwise that is told, without the name."""
        found = findings(file, self._allowed)
        if found:
            folder = file[: found[0].start].rpartition("/")[0]
            into.append(_finding(found[0].kind, Place(f"{folder}/…"), "the name of a file holds"))
        return not found

    def text(self, file: str, text: str) -> Iterator[Finding]:
        """Secrets in a text as it is written."""
        for found in findings(text, self._allowed):
            yield _finding(found.kind, Place(file, found.line, found.column))

    def values(self, reader: dialect.Reader, locate: Locate) -> Iterator[Finding]:
        """Secrets in what the text means (YAML undoes escapes), and in its problems."""
        refused = [(problem.line, problem.column, problem.message) for problem in reader.problems]
        together = [said for *_, said in refused]
        _gather(reader.data, together)
        if not findings("\n".join(together), self._allowed):
            return
        for path, value in _scalars(reader.data, ()):
            for found in findings(value, self._allowed):
                within = None if path[-1:] == (KEY,) else (found.line, found.column)
                yield _finding(found.kind, locate(path, within)._replace(source=""))
        for line, column, said in refused:
            for found in findings(said, self._allowed):
                yield _finding(found.kind, locate(())._replace(line=line, column=column, source=""))


def gate_of(sources: Iterable[Source]) -> Gate:
    """The gate that goes by a collection's settings; where they do not load, nothing passes."""
    for source in sources:
        if source.file.replace("\\", "/").rpartition("/")[2] == SETTINGS_FILE:
            with suppress(decoding.Problem, ValidationError, KeyError, TypeError):
                data = dialect.Reader(decoding.decode(source.data)).data
                return Gate(allowance(Redaction.model_validate(data["redaction"])))
    return Gate()


def _gather(value: Any, into: list[str]) -> None:
    """Every text below a value, keys included: as `_scalars`, without the way, and fast."""
    if isinstance(value, str):
        into.append(value)
    elif isinstance(value, dict):
        into.extend(value)
        for item in value.values():
            _gather(item, into)
    elif isinstance(value, list):
        for item in value:
            _gather(item, into)


def _scalars(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below a value with the way to it, keys included."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key, KEY), key
            yield from _scalars(item, (*path, key))


def _finding(kind: str, place: Place, says: str = "here stands") -> Finding:
    article = "an" if kind[0] in "AaEeIiOo" else "a"
    return Finding("secret", "error", place, f"{says} {article} {kind}", REMEDY)
