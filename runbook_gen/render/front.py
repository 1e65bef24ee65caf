"""The site's first page: it leads to the reader's language, with and without scripts."""

from collections.abc import Iterator

from babel import Locale

from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.render.site import environment


def language_names(collection: Collection) -> dict[str, str]:
    """Each language of the collection and what its readers call it, the source first."""
    return {
        code: Locale.parse(code).get_display_name(code) or code for code in collection.languages
    }


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
