"""What a section says before its first part, or in the place of parts."""

import re

from runbook_gen.ingest.codes import is_output, is_shell
from runbook_gen.ingest.entry import Entry
from runbook_gen.ingest.fields import CURES
from runbook_gen.ingest.placing import actions, observations
from runbook_gen.ingest.points import Part, Point, of_body, of_parts
from runbook_gen.ingest.section import META

ANSWER = re.compile(r"\W{0,2}(?:A|Answer|답변|답)[.:)]\W{0,2}\s+")


SAYS_NO_MORE = META | {None, "outside"}
"""What a part may be that tells nothing of what was seen, done or learnt."""


def open_with(entry: Entry) -> None:
    """Take the opening for what was seen; without any fields, also for what to do about it."""
    case = entry.case
    fields = {part.field for part in case.walk() if part is not case}
    found = of_body(case) + ([] if fields - SAYS_NO_MORE else of_parts(case))
    seen, done = (found, []) if fields & CURES else _apart(entry, found)
    if done and not seen and case.parts and not _asks(entry):
        seen, done = done[: len(of_body(case))], done[len(of_body(case)) :]
    if seen:
        observations.symptoms(entry, Part(case, seen))
    why = [point for point in done if not _acts(point) and entry.words.explains(point.words)]
    if why:
        observations.causes(entry, Part(case, why))
    if steps := [point for point in done if point not in why]:
        actions.respond(entry, Part(case, steps))


def _apart(entry: Entry, found: list[Point]) -> tuple[list[Point], list[Point]]:
    """Where no field says so: logs and what stands before the first command were seen."""
    asked = _asks(entry) or not found
    for point in found:
        if answer := ANSWER.match(point.words):
            point.words = point.words[answer.end() :]
            asked = True
    first = next((n for n, point in enumerate(found) if _acts(point)), len(found))
    logs = next((n for n, point in enumerate(found) if _shows(point)), -1)
    at = max(logs + 1, 0 if asked else min(1, first))
    if first == len(found) and not asked:
        at = max(at, 1)
    return found[:at], found[at:]


def _asks(entry: Entry) -> bool:
    return entry.case.title.rstrip().endswith(("?", "까", "요"))


def _acts(point: Point) -> bool:
    return any(block.kind == "code" and is_shell(block) for block in point.blocks)


def _shows(point: Point) -> bool:
    return any(block.kind == "code" and is_output(block) for block in point.blocks) and not _acts(
        point
    )
