"""How the translations stand, for people at a terminal: a table, then what is left to do."""

from collections.abc import Iterator, Sequence

from runbook_gen.engine.changed_words import summary
from runbook_gen.engine.translation import Standing, Tally, totals
from runbook_gen.report.text import printable

COLUMNS = ("texts", "translated", "outdated", "missing")


def report(tallies: Sequence[Tally], left: Sequence[Standing], source: str) -> str:
    """The table of each language, and a line for each text that is missing or outdated."""
    lines = [*_table(tallies, source)]
    if left:
        lines += ("", *(printable(_line(each, source)) for each in left))
    return "\n".join(lines) + "\n"


def _table(tallies: Sequence[Tally], source: str) -> Iterator[str]:
    """The collection in each language, and below it the files that are not up to date."""
    width = max((len(each.file) for each in tallies), default=0) + 2
    yield f"{'':<{width}}" + "".join(f"{column:>12}" for column in COLUMNS)
    for total in totals(tallies):
        name = f"{total.language} (source)" if total.language == source else total.language
        yield _row(name, total, width)
        own = [each for each in tallies if each.language == total.language]
        unfinished = [each for each in own if each.outdated or each.missing]
        yield from (_row(f"  {printable(each.file)}", each, width) for each in unfinished)
        if total.unrecorded:
            yield f"  {total.unrecorded} of the translated are not recorded yet"


def _row(name: str, each: Tally, width: int) -> str:
    counts = (each.texts, each.translated, each.outdated, each.missing)
    return f"{name:<{width}}" + "".join(f"{count:>12}" for count in counts)


def _line(each: Standing, source: str) -> str:
    end = (each.language,) if each.state == "outdated" else ()
    place = each.entry.locate((*each.path, *end))
    where = f"{place}: {each.language} {each.state}"
    if each.state == "missing":
        return where
    return f"{where}: {summary(each.before, each.text.root[source])}"
