"""A rule that is to be proven, and where it stands."""

from typing import NamedTuple

from runbook_gen.model.collection import Entry
from runbook_gen.model.incident import Incident
from runbook_gen.model.place import Path, Place
from runbook_gen.model.proof import Case, Trial
from runbook_gen.model.rule import Rule


class Subject(NamedTuple):
    """A rule, and the file that it stands in."""

    entry: Entry[Incident]
    number: int
    rule: Rule

    @property
    def incident(self) -> Incident:
        """The incident that the rule prevents."""
        return self.entry.record

    def case(self, trial: Trial, name: str, fault: str, way: Path = (), tried: int = 1) -> Case:
        """The rule, tried: `fault` says what it did wrong, if anything; `way` leads there."""
        place = Place(self.entry.file)
        if fault:  # a place costs reading the file anew
            place = self.entry.locate(("rules", self.number, *way))
        return Case(self.rule.id, trial, name, "failed" if fault else "passed", tried, place, fault)

    def crossing(self, other: str, tried: int, hits: list[str]) -> Case:
        """The rule on the examples of another incident; a hit must be declared."""
        fault = ""
        if hits and other not in self.rule.also_matches:
            more = f" and {len(hits) - 1} more" if len(hits) > 1 else ""
            fault = (
                f"the rule fires on {hits[0]}{more} of {other}: narrow it, or declare "
                f"'also_matches: [{other}]'"
            )
        return self.case("other incidents", f"silent on {other}", fault, ("expr",), tried)
