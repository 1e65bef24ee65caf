"""The site's first page: it leads to the reader's language, with and without scripts."""

from collections.abc import Iterator
from typing import NamedTuple

from babel import Locale

from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.render.labels import LABELS
from runbook_gen.render.prose import name
from runbook_gen.render.site import environment
from runbook_gen.render.words import words


def language_names(collection: Collection) -> dict[str, str]:
    """Each language of the collection and what its readers call it, the source first."""
    return {
        code: Locale.parse(code).get_display_name(code) or code for code in collection.languages
    }


class SiteWords(NamedTuple):
    """What the site generator's own templates say: its settings, in one language.

    `languages` is `code=name` for each, with commas between.
    """

    title: str
    languages: str
    to_dark: str
    to_light: str


def site_words(collection: Collection, language: str) -> SiteWords:
    """The words of the generator's settings, safe where no filter of ours guards them."""
    catalogue = words(language)
    dark, light = (catalogue.get(key, key) for key in LABELS["scheme"].values())
    names = ",".join(f"{code}={said}" for code, said in language_names(collection).items())
    return SiteWords(name(collection.settings.record.title.within(language)), names, dark, light)


def front(collection: Collection) -> Iterator[Artifact]:
    """`index.html` and the script that chooses by the browser's languages."""
    names = language_names(collection)
    title = collection.settings.record.title
    data = {
        "source": collection.languages[0],
        "languages": [
            {"code": code, "name": name, "title": title.within(code)}
            for code, name in names.items()
        ],
    }
    templates = environment("en")
    yield Artifact("index.html", templates.get_template("front.html.j2").render(data))
    yield Artifact("front.js", templates.get_template("front.js.j2").render(data))
