"""Where a check spends its time: run as a process of its own, with a collection's folder.

The functions of the stages are wrapped with a clock, and the real command runs, in one process.
The stages go to standard error as JSON, in milliseconds.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Clock:
    """Adds up the time of each stage; of stages inside each other, the outer one counts."""

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self.stages: dict[str, float] = defaultdict(float)
        self._running = False

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside to the stage `name`."""
        if self._running:
            yield
            return
        self._running = True
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] += time.perf_counter() - start
            self._running = False

    def wrap(self, owner: Any, function: str, stage: str) -> None:
        """Count every call of `owner.function` to `stage`; what it yields is made at once."""
        inner: Callable[..., Any] = getattr(owner, function)

        def timed(*args: Any, **options: Any) -> Any:
            with self.stage(stage):
                result = inner(*args, **options)
                return iter(list(result)) if isinstance(result, Iterator) else result

        setattr(owner, function, timed)

    def milliseconds(self) -> dict[str, float]:
        """Every stage, and the rest of the time since the start."""
        rest = time.perf_counter() - self.start - sum(self.stages.values())
        return {name: spent * 1000 for name, spent in (*self.stages.items(), ("the rest", rest))}


def main() -> None:
    """Check the collection that the argument names."""
    clock = Clock()
    with clock.stage("import"):
        import runbook_gen.load
        import runbook_gen.report  # noqa: F401
        from runbook_gen import check
        from runbook_gen.cli import kept_pieces, listing, main, parallel, pieces, reporting, verdict
        from runbook_gen.load import decoding, dialect, secret
        from runbook_gen.model.cluster import Cluster
        from runbook_gen.model.finding import Finding
        from runbook_gen.model.incident import Incident
        from runbook_gen.model.settings import Settings

    inner = pieces.alone

    def alone(review: check.Review) -> Iterator[Finding]:
        """The same with texts and commands that were walked to, so that no check pays for it."""
        with clock.stage("walk to texts and commands"):
            for entry in review.collection.entries:
                _ = entry.texts, entry.commands
        return inner(review)

    with clock.stage("build the models"):
        for model in (Incident, Cluster, Settings):
            model.model_rebuild()
    pieces.alone = alone
    parallel._processors = lambda: 1
    clock.wrap(listing.Files, "contents", "read")
    clock.wrap(decoding, "decode", "parse")
    clock.wrap(dialect.Reader, "__init__", "parse")
    for model in (Incident, Cluster, Settings):
        clock.wrap(model, "model_validate", "validate")
    for each in check.CHECKS:
        clock.wrap(each, "check", f"check `{check.check_id(each)}`")
    for each in check.JOINT:
        clock.wrap(each, "join", "compare incidents")
    clock.wrap(pieces, "facts", "gather what incidents say of others")
    clock.wrap(dialect, "place", "find the places of findings")
    clock.wrap(dialect, "places", "find the places of findings")
    clock.wrap(secret.Gate, "text", "look for secrets")
    clock.wrap(secret.Gate, "values", "look for secrets")
    clock.wrap(kept_pieces, "keep", "keep what was found")
    clock.wrap(verdict, "remember", "keep what was found")
    clock.wrap(reporting, "show", "report")
    main.main(["check", "--no-cache", "--collection", sys.argv[1]])
    sys.stderr.write(json.dumps(clock.milliseconds()))


if __name__ == "__main__":
    main()
