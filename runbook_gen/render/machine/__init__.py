"""What the published site says to machines: data, feeds, maps, and its pages as plain Markdown.

All of it is made of the collection and of the pages that people read, so it cannot say otherwise
than they do. The public function is `machine`.
"""

from collections.abc import Iterator, Sequence

from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.render.machine import feed, llms, records, sitemap
from runbook_gen.render.machine.markdown import source


def machine(
    collection: Collection, pages: Sequence[Artifact], remember: Remember = anew
) -> Iterator[Artifact]:
    """Every file beside the pages; a page's path begins with its language, as in `ko/waves.md`.

    What scripts read stands among the pages and is none. What was made before may be remembered.
    """
    sources = [source(page, remember) for page in pages if page.path.endswith(".md")]
    yield from records.records(collection, remember)
    for language in collection.languages:
        yield feed.feed(collection, language)
    yield from llms.llms(collection, sources)
    yield from sitemap.sitemap(collection, sources)
    yield from (Artifact(page.path, page.text) for page in sources)
