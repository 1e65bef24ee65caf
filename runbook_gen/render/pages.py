"""The site's pages: what each is called, its template, and what it shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.model.incident import Incident
from runbook_gen.model.manual import ManualPage
from runbook_gen.model.support import Support
from runbook_gen.render import reference
from runbook_gen.render.cascade import cascade
from runbook_gen.render.checklist import incident_list, wave_lists
from runbook_gen.render.diagram import mermaid, svg
from runbook_gen.render.labels import SAID_SIGNS, SEVERITY_ORDER, STATUS_ORDER
from runbook_gen.render.marks import Marker, excerpt
from runbook_gen.render.search import search_index
from runbook_gen.render.site import environment
from runbook_gen.render.succession import record_page, successors
from runbook_gen.render.tutorials import TUTORIALS, first_incident
from runbook_gen.render.waves import waves


class Telling(NamedTuple):
    """What a page is made from: a collection, told in one language."""

    collection: Collection
    language: str
    manual: Sequence[ManualPage]
    support: Support
    templates: Environment

    def word(self, key: str) -> str:
        """The language's word for `key`."""
        return str(self.templates.globals["_"](key))  # type: ignore[operator]


class Page(NamedTuple):
    """A page to be written: its path below the language's folder, and what its template gets."""

    path: str
    template: str
    data: Mapping[str, Any]


NO_TARGETS = Support()
ON_THE_CARD = 4  # incidents: what one printed page has room for
PageMaker = Callable[[Telling], Iterator[Page]]


def render(
    collection: Collection,
    language: str,
    manual: Sequence[ManualPage] = (),
    support: Support = NO_TARGETS,
) -> Iterator[Artifact]:
    """Every page of the site in `language`, as Markdown, and what its search reads.

    Raises:
        LookupError: there are no words for the language.
    """
    telling = Telling(collection, language, manual, support, environment(language))
    pages = [_written(page, telling) for make in PAGES for page in make(telling)]
    yield from pages
    yield search_index(pages, language)


def _written(page: Page, telling: Telling) -> Artifact:
    template = telling.templates.get_template(page.template)
    text = template.render(page.data, to_incidents=_to_incidents(page.path))
    return Artifact(page.path, text.lstrip())


def _to_incidents(path: str) -> str:
    """The way from a page to the incidents' folder."""
    folder = path.rpartition("/")[0]
    return "" if folder == "incidents" else "../incidents/" if folder else "incidents/"


def _home(telling: Telling) -> Iterator[Page]:
    incidents = _by_urgency(telling.collection)
    data = {
        "settings": telling.collection.settings.record,
        "incidents": incidents,
        "unresolved": [i for i in incidents if i.status in ("open", "mitigated")],
        "critical": [i for i in incidents if i.severity == "critical"],
    }
    yield Page("index.md", "index.md.j2", data)


def _incident_list(telling: Telling) -> Iterator[Page]:
    data = {"incidents": _by_urgency(telling.collection)}
    yield Page("incidents/index.md", "incidents.md.j2", data)


def _incidents(telling: Telling) -> Iterator[Page]:
    collection, word = telling.collection, telling.word
    titles = (word("How the causes led to the impact"), word("Cause"), word("Effect"))
    keepers = {item.id: f"../checklists.md#{_area(collection, item.id)}"
               for item in collection.checklist_items}  # fmt: skip
    keepers |= {rule.id: f"../rules.md#{rule.id}" for _, rule in collection.rules}
    led = successors(collection)
    for entry in collection.incidents:
        incident = entry.record
        drawing = cascade(incident, telling.language, titles)
        checklist = incident_list(collection, incident)
        known = [id for lesson in incident.lessons for id in lesson.enforced_by]
        known += [item.step for item in checklist.prevent]
        data = {
            "incident": incident,
            "checklist": checklist,
            "marks": Marker(incident),
            "by_id": collection.by_id,
            "successors": led,
            "keeper_links": {id: Markup(keepers.get(id, "#lessons")) for id in known},
            "cascade_svg": svg(drawing),
            "cascade_mermaid": mermaid(drawing),
        }
        yield Page(f"incidents/{record_page(incident.id, led)}.md", "incident.md.j2", data)


def _redirects(telling: Telling) -> Iterator[Page]:
    by_id = telling.collection.by_id
    for old, new in successors(telling.collection).items():
        data = {"incident": by_id[old], "successor": by_id[new]}
        yield Page(f"incidents/{old}.md", "moved.md.j2", data)


def _area(collection: Collection, item_id: str) -> str:
    """The checkpoint that holds a checklist item."""
    checkpoints = collection.cluster.record.checkpoints
    return next(c.id for c in checkpoints for item in c.items if item.id == item_id)


def _waves(telling: Telling) -> Iterator[Page]:
    collection, word = telling.collection, telling.word
    title = word("Waves, what they deploy, and the incidents that struck them")
    drawing = waves(collection, telling.language, title, word("Wave"))
    ordered = sorted(collection.cluster.record.waves, key=lambda wave: wave.wave)
    struck: dict[int, list[Incident]] = {wave.wave: [] for wave in ordered}
    for entry in collection.incidents:
        if entry.record.wave in struck:
            struck[entry.record.wave].append(entry.record)
    data = {"waves": ordered, "struck": struck, "svg": svg(drawing), "mermaid": mermaid(drawing)}
    yield Page("waves.md", "waves.md.j2", data)


def _cluster(telling: Telling) -> Iterator[Page]:
    collection = telling.collection
    data = {"cluster": collection.cluster.record, "by_id": collection.by_id}
    yield Page("cluster.md", "cluster.md.j2", data)


def _checklists(telling: Telling) -> Iterator[Page]:
    collection = telling.collection
    data = {
        "cluster": collection.cluster.record,
        "by_id": collection.by_id,
        "incidents": [(i, incident_list(collection, i)) for i in _by_urgency(collection)],
        "waves": wave_lists(collection),
    }
    yield Page("checklists.md", "checklists.md.j2", data)


def _card(telling: Telling) -> Iterator[Page]:
    collection = telling.collection
    worst = sorted(_by_urgency(collection), key=lambda i: SEVERITY_ORDER.index(i.severity))
    data = {
        "settings": collection.settings.record,
        "worst": worst[:ON_THE_CARD],
        "excerpt": next(filter(None, map(excerpt, worst)), None),
        "waves": sorted(collection.cluster.record.waves, key=lambda wave: wave.wave),
    }
    yield Page("card.md", "card.md.j2", data)


def _rules(telling: Telling) -> Iterator[Page]:
    yield Page("rules.md", "rules.md.j2", {"rules": telling.collection.rules})


def _reference(telling: Telling) -> Iterator[Page]:
    yield Page("reference/index.md", "reference.md.j2", {})
    yield Page("reference/fields.md", "fields.md.j2", {"parts": reference.parts()})
    yield Page("reference/checks.md", "checks.md.j2", {"manual": telling.manual})


def _targets(telling: Telling) -> Iterator[Page]:
    support, rules = telling.support, telling.collection.rules
    numbers = {reason: number for number, reason in enumerate(support.reasons, 1)}
    shared = {"support": support, "rules": rules, "numbers": numbers, "signs_said": SAID_SIGNS}
    yield Page("reference/targets.md", "targets.md.j2", shared)
    for target in support.targets:
        page = {**shared, "target": target}
        yield Page(f"reference/target-{target.id}.md", "target.md.j2", page)


def _tutorials(telling: Telling) -> Iterator[Page]:
    data = {
        "incident": first_incident(telling.collection),
        "targets": telling.support.targets,
        "metric": any(rule.kind == "metric" for _, rule in telling.collection.rules),
    }
    for name in TUTORIALS:
        yield Page(f"tutorials/{name}.md", f"tutorial-{name}.md.j2", data)


def _by_urgency(collection: Collection) -> list[Incident]:
    """What is worst and least solved first; then the latest."""
    incidents = [entry.record for entry in collection.incidents]
    return sorted(
        incidents,
        key=lambda i: (
            STATUS_ORDER.index(i.status),
            SEVERITY_ORDER.index(i.severity),
            -i.occurred.toordinal(),
            i.id,
        ),
    )


PAGES: tuple[PageMaker, ...] = (
    _home,
    _incident_list,
    _incidents,
    _redirects,
    _waves,
    _checklists,
    _card,
    _cluster,
    _rules,
    _reference,
    _targets,
    _tutorials,
)
