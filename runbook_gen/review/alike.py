"""Incidents that are much like a new one: perhaps the same outage, told twice."""

from collections.abc import Iterator

from runbook_gen.engine.likeness import RELATED, SAME, Corpus, texts
from runbook_gen.model.collection import Collection
from runbook_gen.model.draft import Alike
from runbook_gen.model.incident import Incident
from runbook_gen.model.review import Neighbour


class Neighbourhood:
    """The incidents of a collection, to find the nearest of one."""

    def __init__(self, collection: Collection) -> None:
        """Read every incident."""
        self._said = {
            entry.record.id: tuple(texts(entry.record.model_dump(mode="json", by_alias=True)))
            for entry in collection.incidents
        }
        self._corpus = Corpus(self._said)

    def of(self, incident: Incident) -> Iterator[Neighbour]:
        """The incident that is most like this one, if any is."""
        near = self._corpus.nearest(self._said[incident.id], but=incident.id)
        if near and near[1].score >= RELATED:
            name, likeness = near
            alike = Alike(name, round(likeness.score, 2), likeness.shared, likeness.score >= SAME)
            yield Neighbour(alike, any(related.id == name for related in incident.related))
