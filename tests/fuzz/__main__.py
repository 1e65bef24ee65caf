"""Fuzz for a while, with seeds that no run had before: `python tests/fuzz 15` takes 15 minutes.

A text that breaks a target, made as short as it goes, is kept in corpus/, where the tests find it.
"""

import sys
import time
import traceback
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from random import SystemRandom

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from fuzz.edits import edited  # noqa: E402
from fuzz.targets import HERE, TARGETS  # noqa: E402
from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402

SLOW = 10.0  # seconds of computing for one text of at most 60,000 characters


class TooSlow(Exception):
    """A target took longer than `SLOW`."""


def fuzz(target: str, examples: int) -> tuple[int, str | None]:
    """Try so many texts; how many were tried, and the shortest that broke it."""
    tried = 0
    last: list[str] = []

    def one(text: str) -> None:
        nonlocal tried
        tried += 1
        last[:] = [text]
        began = time.process_time()
        TARGETS[target](text)
        if time.process_time() - began > SLOW:
            raise TooSlow(target)

    run = settings(
        max_examples=examples, deadline=None, database=None, print_blob=False,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
    )(seed(SystemRandom().getrandbits(64))(given(edited(target))(one)))  # fmt: skip
    try:
        run()
    except Exception:  # whatever a target raises is what is looked for
        traceback.print_exc()
        return tried, last[0]
    return tried, None


def main(minutes: float) -> int:
    """Every target in turn until the time is over; 1 where something broke."""
    end = time.monotonic() + minutes * 60
    counts = dict.fromkeys(TARGETS, 0)
    broken = 0
    # A process for each round: the engine of CEL keeps some memory of each set of rules.
    with get_context("fork").Pool(1, maxtasksperchild=1) as rounds:
        while time.monotonic() < end:
            for target in TARGETS:
                tried, text = rounds.apply(fuzz, (target, 100))
                counts[target] += tried
                if text is not None:
                    broken += 1
                    name = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
                    kept = HERE / "corpus" / target / name
                    kept.write_bytes(text.encode("utf-8", "surrogatepass"))
                    sys.stderr.write(f"kept: {kept.relative_to(HERE)}\n")
    told = ", ".join(f"{target} {count}" for target, count in counts.items())
    sys.stdout.write(f"{told}; {broken} broke something.\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1] if len(sys.argv) > 1 else 1)))
