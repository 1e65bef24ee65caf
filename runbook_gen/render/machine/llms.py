"""`llms.txt`: the site's contents for a language model, with links to pages in Markdown."""

from collections.abc import Iterator, Sequence

from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.render.machine.feed import NAME as FEED
from runbook_gen.render.machine.markdown import Source, plain_markdown
from runbook_gen.render.site import environment


def llms(collection: Collection, pages: Sequence[Source]) -> Iterator[Artifact]:
    """One in each language; the one at the root is in English, if the site has it."""
    languages = collection.languages
    texts = {language: _text(collection, language, pages) for language in languages}
    for language, text in texts.items():
        yield Artifact(f"{language}/llms.txt", text)
    yield Artifact("llms.txt", texts["en" if "en" in texts else languages[0]])


def _text(collection: Collection, language: str, pages: Sequence[Source]) -> str:
    own = [page for page in pages if page.language == language and not page.redirects]
    incidents = [p for p in own if p.name.startswith("incidents/") and "description" in p.meta]
    data = {
        "settings": collection.settings.record,
        "site": collection.settings.record.site_url.rstrip("/"),
        "languages": collection.languages,
        "incidents": incidents,
        "others": [page for page in own if page not in incidents],
        "feed": FEED,
    }
    template = environment(language).get_template("llms.txt.j2")
    return plain_markdown(template.render(data, to_incidents=""))
