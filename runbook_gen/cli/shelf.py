"""The folder that an import writes to: which ids are taken, what was written before, and edits.

Beside the incidents, in `.ingest/`, lies what the last import wrote. So a later one can tell a
person's changes from those of the document, and join them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from runbook_gen.cli import project, vocabularies, writing
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.threeway import Joined, difference, join
from runbook_gen.engine.likeness import RELATED, SAME, Corpus, texts
from runbook_gen.engine.redaction import Passes, allowance, findings
from runbook_gen.ingest import Components, Reading, Vocabulary, ingest
from runbook_gen.ingest.naming import unused
from runbook_gen.ingest.yaml_form import yaml_form
from runbook_gen.load.dialect import Reader
from runbook_gen.model.draft import Alike, Draft, Told, Written
from runbook_gen.model.files import CLUSTER_FILE, NO_INCIDENTS, SETTINGS_FILE

BASES = ".ingest"
WORDS = ".vocabulary.yaml"
NO_NAME = "incident"
INCIDENT_SCHEMA = "../docs/schema/incident.schema.json"
CLUSTER_SCHEMA = "../docs/schema/cluster.schema.json"


class Shelf(NamedTuple):
    """A folder of incidents, and how documents are read for it."""

    folder: Path
    reading: Reading
    ids: set[str]
    known: Mapping[tuple[str, str], list[str]]
    """The ids that a document's titles were given before, in order; each is given again once."""
    corpus: Corpus
    allowed: Passes | None
    """What may stand in a document although it looks like a secret."""

    @classmethod
    def at(cls, folder: Path, cluster: str | None, vocabulary: Sequence[Path]) -> "Shelf":
        """The folder as it is; it need not be there yet.

        Raises:
            CannotRun: it is a file, or a vocabulary cannot be read.
        """
        if folder.exists() and not folder.is_dir():
            raise CannotRun(f"{folder} is a file. Name a folder.")
        settings = _plain(folder / SETTINGS_FILE)
        own = folder / WORDS
        words = [
            *map(vocabularies.packaged, ("en", "ko")),
            *map(vocabularies.words, [*([own] if own.is_file() else []), *vocabulary]),
        ]
        languages = tuple(settings.get("languages", ())) or ("ko", "en")
        allowed = settings.get("components", ())
        place = cluster or _plain(folder / CLUSTER_FILE).get("id") or ""
        reading = Reading(
            Vocabulary(*words),
            Components(vocabularies.packaged("components"), allowed),
            languages,
            place,
        )
        written = {path.stem: _text(path) or "" for path in sorted(folder.glob("*.yaml"))}
        records = {name: _values(text) for name, text in written.items()}
        incidents = {name: r for name, r in records.items() if "symptoms" in r}
        corpus = Corpus({name: texts(record) for name, record in incidents.items()})
        ids = {*records, *NO_INCIDENTS}
        return cls(
            folder, reading, ids, _known(folder, written, records), corpus, _allowed(settings)
        )

    def read(self, name: str, text: str) -> Draft:
        """What a document gives.

        Raises:
            CannotRun: it holds a secret; what it is, is never told.
        """
        if secrets := findings(text, self.allowed):
            places = "\n".join(f"{name}:{s.line}:{s.column}: a secret ({s.kind})." for s in secrets)
            raise CannotRun(
                f"nothing was brought in, since a document holds a secret:\n{places}\n"
                "Take it out there, and revoke it: whoever has the document has it. What is none "
                "goes to 'redaction: {allow: …}' in collection.yaml, with the reason."
            )
        return ingest(name, text, self.reading)

    def named(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """The drafts, each incident with the id that it had or a free one, and its cluster.

        That is the one that a draft tells of, where none was named before.
        """
        told = (draft.cluster.record["id"] for draft in drafts if draft.cluster)
        cluster = self.reading.cluster or next(told, "default")
        for draft in drafts:
            ids = (self._id(draft.file, each.record) for each in draft.incidents)
            pairs = zip(draft.incidents, ids, strict=True)
            yield draft._replace(
                incidents=[
                    each._replace(record={**each.record, "id": name, "cluster": cluster})
                    for each, name in pairs
                ]
            )

    def _id(self, file: str, record: Mapping[str, Any]) -> str:
        # Taken once: two documents of one name have not one incident.
        before = self.known.get((file, next(iter(record["title"].values()))))
        chosen = before.pop(0) if before else unused(record["id"], self.ids, NO_NAME)
        self.ids.add(chosen)
        return chosen

    def keep(self, draft: Draft, *, merge: bool, write: bool) -> list[Written]:
        """Write what a document gave, but for files that a person has edited."""
        return list(self._written(draft, merge=merge, write=write))

    def _written(self, draft: Draft, *, merge: bool, write: bool) -> Iterator[Written]:
        folder = Path(project.shown(self.folder))
        for told in draft.told:
            around = told is draft.cluster
            file = CLUSTER_FILE if around else f"{told.record['id']}.yaml"
            text = yaml_form(told.record, CLUSTER_SCHEMA if around else INCIDENT_SCHEMA)
            path, base = self.folder / file, self.folder / BASES / file
            joined = join(_text(base), _text(path), text, merge=merge)
            if write:
                self._keep(path, base, text, joined)
            alike = () if around else self._alike(told)
            left = joined.text is None
            shown = difference(_text(base), _text(path) or "", text) if left else ""
            yield Written((folder / file).as_posix(), joined.state, shown, alike)

    def _keep(self, path: Path, base: Path, text: str, joined: Joined) -> None:
        if joined.text is not None:
            writing.write_text(path, joined.text)
            writing.write_text(base, text)

    def _alike(self, told: Told) -> tuple[Alike, ...]:
        """The incident that is there already and most like it, if any is."""
        near = self.corpus.nearest(texts(told.record), but=str(told.record["id"]))
        if near is None or near[1].score < RELATED:
            return ()
        score = near[1].score
        return (Alike(near[0], round(score, 2), near[1].shared, score >= SAME),)


def _allowed(settings: Mapping[str, Any]) -> Passes | None:
    if "redaction" not in settings:
        return None
    from pydantic import ValidationError

    from runbook_gen.model.redaction import Redaction

    try:
        return allowance(Redaction.model_validate(settings["redaction"]))
    except ValidationError:
        return None  # `check` says so; nothing is let through meanwhile.


def _plain(path: Path) -> dict[str, Any]:
    """A YAML file's values as texts; {} where it is none."""
    return _values(_text(path) or "")


def _values(text: str) -> dict[str, Any]:
    read = Reader(text).data
    return read if isinstance(read, dict) else {}


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _known(
    folder: Path, written: Mapping[str, str], records: Mapping[str, dict[str, Any]]
) -> dict[tuple[str, str], list[str]]:
    """Which ids the last imports gave to the titles of which documents.

    What they wrote tells it best; where that was not kept, the files themselves do.
    """
    kept = {path.stem: _text(path) or "" for path in sorted((folder / BASES).glob("*.yaml"))}
    # Most files are as they were written: they are read already.
    bases = {name: _values(text) for name, text in kept.items() if text != written.get(name)}
    known: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for name, record in {**records, **bases}.items():
        match record:
            case {"title": {**title}, "origin": {"file": str(file), "lines": str(lines)}} if title:
                first = lines.partition("-")[0].partition(",")[0]
                place = int(first) if first.isdecimal() else 0
                known[file, str(next(iter(title.values())))].append((place, name))
    return {key: [name for _, name in sorted(ids)] for key, ids in known.items()}
