"""The site's first page: it leads to the reader's language, with and without scripts."""

from collections.abc import Iterator
from typing import NamedTuple

from babel.core import get_global

from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.render.labels import CLOSE, LABELS
from runbook_gen.render.locales import own_name
from runbook_gen.render.policy import headers, policy
from runbook_gen.render.prose import name
from runbook_gen.render.site import environment
from runbook_gen.render.words import words


def _(word: str) -> str:
    return word


PURPOSE = _("Find the incident that you are in, do what worked, and leave the lesson to a machine.")


def language_names(collection: Collection) -> dict[str, str]:
    """Each language of the collection and what its readers call it, the source first."""
    return {code: own_name(code) for code in collection.languages}


def locale(language: str) -> str:
    """The language with the country where most of its readers live: `ko` is `ko_KR`."""
    likely = get_global("likely_subtags").get(language, language).split("_")
    return f"{language}_{likely[-1]}" if len(likely) == 3 else language


PASTE, INCIDENTS = "Paste your log", "Incidents"
"""What the box on the home page and the list are called; their templates say it, too."""
LOST = _("There is no page here. It may have another name now, or the address may be cut off.")


class SiteWords(NamedTuple):
    """What the site generator's own templates say: its settings, in one language.

    `languages` is `code=name` for each, with commas between, `locales` likewise `ko=ko_KR`.
    """

    title: str
    description: str
    languages: str
    locales: str
    to_dark: str
    to_light: str
    close: str
    paste: str
    incidents: str
    lost: str


def site_words(collection: Collection, language: str) -> SiteWords:
    """The words of the generator's settings, safe where no filter of ours guards them."""
    catalogue = words(language)
    names = ",".join(f"{code}={said}" for code, said in language_names(collection).items())
    locales = ",".join(f"{code}={locale(code)}" for code in collection.languages)
    title = name(collection.settings.record.title.within(language))
    purpose, *said = (
        catalogue.get(key, key)
        for key in (PURPOSE, *LABELS["scheme"].values(), CLOSE, PASTE, INCIDENTS, LOST)
    )
    return SiteWords(title, purpose, names, locales, *said)


FRONT = {"index.html": "front.html.j2", "front.css": "front.css.j2", "front.js": "front.js.j2"}


def front(collection: Collection) -> Iterator[Artifact]:
    """`index.html`, the script that chooses by the browser's languages, and what servers send."""
    names = language_names(collection)
    settings = collection.settings.record
    data = {
        "policy": policy(),
        "site": settings.site_url.rstrip("/"),
        "source": collection.languages[0],
        "languages": [
            {
                "code": code,
                "name": name,
                "title": settings.title.within(code),
                "locale": locale(code),
                "purpose": words(code).get(PURPOSE, PURPOSE),
                "home": settings.page_url(code, "index"),
            }
            for code, name in names.items()
        ],
    }
    templates = environment("en")
    for path, template in FRONT.items():
        yield Artifact(path, templates.get_template(template).render(data))
    yield from headers()
