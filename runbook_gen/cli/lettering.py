"""The letters of a site: what its pages and the generator's theme show, cut out of its faces."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from runbook_gen.cli import generators, parallel
from runbook_gen.engine.remembering import Remember, anew

if TYPE_CHECKING:
    from runbook_gen.model.artifact import Artifact
    from runbook_gen.model.collection import Collection
    from runbook_gen.render.letters import Kept


def lettering(
    collection: "Collection", pages: Iterable["Artifact"], before: Path, remember: Remember = anew
) -> Iterator[tuple[str, bytes]]:
    """The files by their paths; `before` is the last site, whose pieces are kept where they fit.

    What letters a page has may be remembered.
    """
    from runbook_gen.render import letters, site_words

    shown: dict[str, set[str]] = {language: set() for language in collection.languages}
    home = {language: generators.theme_words(language) for language in collection.languages}
    for page in pages:
        language, _, name = page.path.partition("/")
        shown[language].update(remember(partial(_key, page), partial(_once, page.text)))
        if name == "index.md":
            home[language] += page.text

    def cut(language: str) -> list[tuple[str, bytes]]:
        words = "".join(map(str, site_words(collection, language)))
        made = letters(home[language] + words, shown[language], _in(before / language))
        return [(f"{language}/{path}", data) for path, data in made]

    yield from chain.from_iterable(parallel.each(cut, collection.languages))


def _key(page: "Artifact") -> str:
    return f"letters\0{page.text}"


def _once(text: str) -> str:
    return "".join(sorted(set(text)))


def _in(folder: Path) -> "Kept":
    def kept(name: str) -> bytes | None:
        file = folder / name
        return file.read_bytes() if file.is_file() and not file.is_symlink() else None

    return kept
