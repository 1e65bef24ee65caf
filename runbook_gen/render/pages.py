"""The site's pages: what each is called, its template, and what it shows."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from runbook_gen.engine.remembering import Remember, anew
from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection, Entry
from runbook_gen.model.incident import Incident
from runbook_gen.model.manual import ManualPage
from runbook_gen.model.support import Support
from runbook_gen.render.author_pages import reference, targets, tutorials
from runbook_gen.render.checklist import incident_list, wave_lists
from runbook_gen.render.drawings.diagram import mermaid
from runbook_gen.render.drawings.drawing import figure
from runbook_gen.render.drawings.overview import overview
from runbook_gen.render.drawings.standing import key
from runbook_gen.render.drawings.waves import waves
from runbook_gen.render.incident_pages import incident_page, incidents, redirects
from runbook_gen.render.labels import SEVERITY_ORDER
from runbook_gen.render.log_rules import log_rules
from runbook_gen.render.marks import excerpt
from runbook_gen.render.older import MARKED, Older, outdated
from runbook_gen.render.rule_pages import rule_pages, rules, ways
from runbook_gen.render.script import scripts
from runbook_gen.render.search import SearchIndex
from runbook_gen.render.site import environment
from runbook_gen.render.succession import successors
from runbook_gen.render.telling import Page, PageMaker, Telling
from runbook_gen.render.urgency import IN_LISTS, IN_TABLES, Some, by_urgency, is_open, worst

NO_TARGETS = Support()
ON_THE_CARD = 4  # incidents: what one printed page has room for


def render(
    collection: Collection,
    language: str,
    manual: Sequence[ManualPage] = (),
    support: Support = NO_TARGETS,
    remember: Remember = anew,
) -> Iterator[Artifact]:
    """Every page of the site in `language`, as Markdown, what its search reads, and the scripts.

    What was made before may be remembered.
    """
    old = outdated(collection, language)
    templates = environment(language)
    homes = rule_pages(collection)
    telling = Telling(collection, language, manual, support, templates, old, homes, remember)
    index = SearchIndex(language, remember)
    for page in chain.from_iterable(make(telling) for make in PAGES):
        artifact = _written(page, telling)
        index.add(artifact)
        yield artifact
    yield index.artifact
    yield from scripts(collection, language, remember)


def render_incident(collection: Collection, language: str, incident: Entry[Incident]) -> Artifact:
    """The page of one incident alone, as `render` makes it."""
    old = outdated(collection, language, (collection.cluster, incident))
    homes, templates = rule_pages(collection), environment(language)
    telling = Telling(collection, language, (), NO_TARGETS, templates, old, homes, anew)
    return _written(incident_page(telling)(incident), telling)


def _written(page: Page, telling: Telling) -> Artifact:
    make = partial(_text, page, telling)
    return Artifact(page.path, telling.remember(page.key, make) if page.key else make())


def _text(page: Page, telling: Telling) -> str:
    template = telling.templates.get_template(page.template)
    source, old = telling.collection.languages[0], telling.outdated
    older = Older(old, source, telling.language) if old and page.template in MARKED else None
    given = {
        "to_incidents": _to_incidents(page.path),
        "to_rule": ways(telling.rule_pages, page.path),
        "older": older,
        "source": source,
    }
    data = page.data() if callable(page.data) else page.data
    return template.render({"own": (), **data}, **given).lstrip()


def _to_incidents(path: str) -> str:
    """The way from a page to the incidents' folder."""
    folder = path.rpartition("/")[0]
    return "" if folder == "incidents" else "../incidents/" if folder else "incidents/"


def _home(telling: Telling) -> Iterator[Page]:
    incidents = by_urgency(_records(telling.collection))
    data = {
        "settings": telling.collection.settings.record,
        "incidents": Some.of(incidents, IN_TABLES),
        "unresolved": Some.of([i for i in incidents if is_open(i)], IN_LISTS),
        "critical": Some.of([i for i in incidents if i.severity == "critical"], IN_LISTS),
        "overview": overview(incidents, IN_TABLES, telling.language, telling.word),
    }
    yield Page("index.md", "index.md.j2", data)
    rules = log_rules(telling.collection, telling.language, telling.remember)
    yield Page("assets/log-rules.js", "log-rules.js.j2", {"data": rules})


def _incident_list(telling: Telling) -> Iterator[Page]:
    data = {"incidents": by_urgency(_records(telling.collection))}
    yield Page("incidents/index.md", "incidents.md.j2", data)


def _waves(telling: Telling) -> Iterator[Page]:
    collection = telling.collection
    drawing = waves(collection, telling.language, telling.word)
    ordered = sorted(collection.cluster.record.waves, key=lambda wave: wave.wave)
    struck: dict[int, list[Incident]] = {wave.wave: [] for wave in ordered}
    for entry in collection.incidents:
        if entry.record.wave in struck:
            struck[entry.record.wave].append(entry.record)
    severities = {incident.severity for each in struck.values() for incident in each}
    data = {
        "waves": ordered,
        "struck": {wave: worst(incidents) for wave, incidents in struck.items()},
        "svg": figure(drawing),
        "mermaid": mermaid(drawing),
        "key": key,
        "severities": [severity for severity in SEVERITY_ORDER if severity in severities],
    }
    yield Page("waves.md", "waves.md.j2", data)


def _cluster(telling: Telling) -> Iterator[Page]:
    collection = telling.collection
    cluster = collection.cluster.record
    data = {"cluster": cluster, "by_id": collection.by_id, "own": [cluster.title]}
    yield Page("cluster.md", "cluster.md.j2", data)


def _checklists(telling: Telling) -> Iterator[Page]:
    collection = telling.collection
    cluster = collection.cluster.record
    current = Some.of(_current(collection), IN_TABLES)
    lists = ((incident, incident_list(collection, incident)) for incident in current.first)
    data = {
        "cluster": cluster,
        "own": [checkpoint.title for checkpoint in cluster.checkpoints],
        "by_id": collection.by_id,
        "incidents": current,
        "respond": [(incident, list) for incident, list in lists if list.steps],
        "waves": wave_lists(collection),
    }
    yield Page("checklists.md", "checklists.md.j2", data)


def _card(telling: Telling) -> Iterator[Page]:
    collection = telling.collection
    first = sorted(
        _current(collection), key=lambda i: (not i.respond, SEVERITY_ORDER.index(i.severity))
    )
    data = {
        "settings": collection.settings.record,
        "worst": first[:ON_THE_CARD],
        "excerpt": next(filter(None, map(excerpt, first)), None),
        "waves": sorted(collection.cluster.record.waves, key=lambda wave: wave.wave),
    }
    yield Page("card.md", "card.md.j2", data)


def _current(collection: Collection) -> list[Incident]:
    """The incidents whose place no other one took, what is worst first."""
    led = successors(collection)
    return [incident for incident in by_urgency(_records(collection)) if incident.id not in led]


def _records(collection: Collection) -> list[Incident]:
    return [entry.record for entry in collection.incidents]


PAGES: tuple[PageMaker, ...] = (
    _home,
    _incident_list,
    incidents,
    redirects,
    _waves,
    _checklists,
    _card,
    _cluster,
    rules,
    reference,
    targets,
    tutorials,
)
