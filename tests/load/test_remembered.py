"""What a sound incident says is remembered; what loads is the same as without a memory."""

from collections.abc import Callable
from pathlib import Path

from sources import REAL

from runbook_gen.cli.project import Project
from runbook_gen.load import load
from runbook_gen.load.collection import Loaded
from runbook_gen.load.source import Source
from runbook_gen.model.collection import Collection

SOURCES = [Source(*content) for content in Project(REAL).contents()]


class Memory(dict[str, str]):
    """A memory that counts what it had to make."""

    made = 0

    def __call__(self, told: Callable[[], str], make: Callable[[], str]) -> str:
        if (key := told()) not in self:
            self.made += 1
            self[key] = make()
        return self[key]


def incidents(loaded: Loaded) -> Collection:
    assert loaded.collection
    return loaded.collection


def told(loaded: Loaded) -> object:
    """All that a collection says, where, and what was wrong."""
    entries = incidents(loaded).incidents
    known = [(e.file, e.record, [e.locate(path) for path, _ in e.texts[:5]]) for e in entries]
    return known, loaded.findings, loaded.left_out


def changed(name: str, old: bytes, new: bytes) -> list[Source]:
    """The sources, in one of which something else stands."""
    [at] = [n for n, source in enumerate(SOURCES) if source.file.endswith(name)]
    data = SOURCES[at].data
    assert old in data
    return [*SOURCES[:at], SOURCES[at]._replace(data=data.replace(old, new, 1)), *SOURCES[at + 1 :]]


def test_what_is_remembered_loads_alike() -> None:
    memory = Memory()
    first, again = load(SOURCES, memory), load(SOURCES, memory)
    assert told(first) == told(again) == told(load(SOURCES))
    assert memory.made == len(incidents(first).incidents) > 5


def test_after_an_edit_one_incident_is_read_anew() -> None:
    memory = Memory()
    load(SOURCES, memory)
    before = memory.made
    edited = changed("/ghcr-image-pull-denied.yaml", b"severity: high", b"severity: low")
    assert told(load(edited, memory)) == told(load(edited))
    assert memory.made == before + 1


def test_what_is_not_sound_is_told_each_time() -> None:
    memory = Memory()
    for old, new in ((b"severity: high", b"severity: loud"), (b"severity: high", b"severity: [")):
        broken = changed("/ghcr-image-pull-denied.yaml", old, new)
        first, again = load(broken, memory), load(broken, memory)
        assert told(first) == told(again) == told(load(broken))
        assert first.findings
        assert first.left_out == {"ghcr-image-pull-denied"}


def test_what_all_share_is_part_of_the_key() -> None:
    memory = Memory()
    load(SOURCES, memory)
    file = next(s for s in SOURCES if "/examples/alb-" in s.file and s.data)
    other = changed(file.file, file.data, b"# another example\n")
    assert told(load(other, memory)) == told(load(other))
    assert told(load(other)) != told(load(SOURCES))
    gone = [source for source in SOURCES if source is not file]
    assert told(load(gone, memory)) == told(load(gone))


def test_one_file_under_two_names_is_two_incidents() -> None:
    memory = Memory()
    [one] = [s for s in SOURCES if s.file.endswith("/ghcr-image-pull-denied.yaml")]
    twice = [*SOURCES, one._replace(file=str(Path(one.file).with_name("other.yaml")))]
    assert told(load(twice, memory)) == told(load(twice))
