"""Pages: what a reader finds on them, and what a stranger's incident cannot put there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pytest
import yaml
from golden import same_as
from markdown_html import elements, tree, words
from render.crowds import incidents as crowd
from selectolax.lexbor import LexborHTMLParser
from sources import DRAFT, REAL, SOUND, collection, examples

from runbook_gen.cli import manual
from runbook_gen.load import load_incident
from runbook_gen.load.source import Source
from runbook_gen.model.artifact import Artifact
from runbook_gen.model.incident import Incident
from runbook_gen.render import front, render
from runbook_gen.render.prose import fence, target
from runbook_gen.render.site import under

GOLDEN = Path(__file__).parent / "golden"
ATTACK = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png)"
    " {: onclick=alert(1) } \"'>}} {% x %} {{ y }} `</code><img src=x onerror=alert(1)>` | a | b"
)
BLOCK = f"```\n</pre>{ATTACK}\n````\n~~~\n# h\n\n!!! note\n    {ATTACK}\n\n--8<-- 'x'\n</svg>"
ADDRESSES = ["https://a.example/x?a=1&b=%22#c", "https://a.example/*_~^|x"]
RUNS = ("script", "iframe", "object", "embed", "img", "style", "link", "base", "form", "meta")


@lru_cache(maxsize=4)
def pages(folder: Path, language: str) -> dict[str, str]:
    return {p.path: p.text for p in render(collection(folder), language, manual.all_pages())}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("page", ["incidents/dns-down.md", "waves.md", "rules.md", "index.md"])
def test_the_sound_pages_are_as_reviewed(language: str, page: str) -> None:
    same_as(GOLDEN / language / page, pages(SOUND, language)[page])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_draft_says_what_it_lacks(language: str) -> None:
    told = {p.path: p.text for p in render(collection(SOUND, DRAFT), language)}
    page = told["incidents/slow-disk.md"]
    same_as(GOLDEN / language / "incidents/slow-disk.md", page)
    assert [h.attributes.get("id") for h in tree(page).css("h2")] == [
        "symptoms", "respond", "verification", "causes", "impact", "timeline", "actions", "notes",
    ]  # fmt: skip
    assert [cell.text() for cell in tree(page).css("#timeline + table td")] == [
        "22:13 KST", "첫 알림 a|b", "22:40", "노드를 비웠다",
    ]  # fmt: skip
    assert "| w1 | 10s |" in _code(tree(page))
    card = [h.attributes.get("id") for h in tree(told["card.md"]).css("h3")]
    assert card[-1] == "card-slow-disk", "what says what to do comes first"


def test_an_incident_with_nothing_to_tick_is_in_no_checklist() -> None:
    text = DRAFT.data.decode()
    bare = text[: text.index("verification:")] + text[text.index("notes:") :]
    told = {
        p.path: p.text for p in render(collection(SOUND, Source(DRAFT.file, bare.encode())), "en")
    }
    assert "slow-disk.md#respond" not in told["checklists.md"]
    assert not tree(told["incidents/slow-disk.md"]).css(".rg-bar")


def test_a_finished_incident_calls_itself_no_draft() -> None:
    for path, text in pages(REAL, "en").items():
        if path.startswith("incidents/"):
            assert "Imported draft" not in text, path
            assert "Draft</span>" not in text, path
            assert "Brought in from" not in text, path


def test_both_languages_have_the_same_pages() -> None:
    assert list(pages(REAL, "ko")) == list(pages(REAL, "en"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_incident_page_shows_everything_that_was_recorded(language: str) -> None:
    for entry in collection(REAL).incidents:
        page = tree(pages(REAL, language)[f"incidents/{entry.record.id}.md"])
        shown = _code(page)
        for _, command in entry.commands:
            assert _plain(command.run) in shown, command.run
            assert _plain(command.output or "") in shown
        seen = words(page.body)
        for action in entry.record.actions:
            assert not action.commit or action.commit in seen
            for change in action.changes:
                for side in (change.before, change.after):
                    assert all(line.strip() in shown for line in (side or "").splitlines())
        for measured in entry.record.measurements:
            assert measured.value in seen


def _code(page: LexborHTMLParser) -> str:
    return _plain("\n".join(code.text() for code in page.css("code")))


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def test_symptoms_come_first_and_then_what_to_do() -> None:
    for path, text in pages(REAL, "en").items():
        if path.startswith("incidents/") and path.endswith(".md") and "index" not in path:
            headings = [h.attributes.get("id") for h in tree(text).css("h2")]
            assert [h for h in headings if h != "verification"][:3] == [
                "symptoms",
                "respond",
                "causes",
            ]
            assert (
                headings.index("respond") + ("verification" in headings)
                == headings.index("causes") - 1
            )


def test_the_card_says_what_to_make_sure_of_first() -> None:
    case = SOUND.parent / "unguarded-destroy" / "good" / "api-slow.yaml"
    text = case.read_text("utf-8").replace("id: api-slow", "id: api-gone")
    whole = collection(SOUND, Source("incidents/api-gone.yaml", text.encode()))
    card = {page.path: page.text for page in render(whole, "en")}["card.md"]
    assert "1.  Delete the pod **Check before:** Another pod runs" in card


def test_anchors_are_the_same_in_every_language() -> None:
    for path, text in pages(REAL, "ko").items():
        if path.startswith("reference/"):
            continue
        other = pages(REAL, "en")[path]
        assert _anchors(text) == _anchors(other), path


def _anchors(text: str) -> list[str | None]:
    return [heading.attributes.get("id") for heading in tree(text).css("h2, h3")]


def hostile(value: object) -> object:
    """An incident as parsed from YAML, with an attack in every text that its model leaves free."""
    if isinstance(value, list):
        return [hostile(item) for item in value]
    if not isinstance(value, dict):
        return value
    changed: dict[object, object] = {}
    for key, inner in value.items():
        if key in ("ko", "en"):
            changed[key] = f"{inner} {ATTACK}"
        elif key in ("text", "output", "before", "after") and isinstance(inner, str):
            changed[key] = f"{inner}\n{BLOCK}"
        elif key == "sources" and isinstance(inner, list) and value.get("kind") != "log":
            changed[key] = [*inner, *ADDRESSES]
        elif key in ("unit", "value") and isinstance(inner, str):
            changed[key] = f"{inner} {ATTACK}"
        elif key == "run":
            changed[key] = f"{inner} # {ATTACK}"
        elif key in ("fires", "silent"):
            changed[key] = [f"{item} {ATTACK}" if isinstance(item, str) else item for item in inner]
        else:
            changed[key] = hostile(inner)
    return changed


@lru_cache(maxsize=2)
def hostile_pages(language: str) -> list[Artifact]:
    sources = []
    for file in sorted(REAL.glob("*.yaml")):
        data = hostile(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))
        sources.append((file.name, yaml.safe_dump(data, allow_unicode=True).encode()))
    from runbook_gen.load import load

    attacked = (Source(f"incidents/{name}", data) for name, data in sources)
    loaded = load([*attacked, *examples(REAL)])
    assert loaded.findings == ()
    assert loaded.collection is not None
    return [*render(loaded.collection, language, manual.all_pages()), *front(loaded.collection)]


def hostile_trees(language: str) -> Iterator[tuple[str, str, LexborHTMLParser]]:
    for path, text in hostile_pages(language):
        if path.endswith(".md"):
            yield path, text, tree(text)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_hostile_collection_puts_nothing_on_a_page(language: str) -> None:
    seen = 0
    for path, text, page in hostile_trees(language):
        seen += text.count("alert(1)")
        for element in elements(page):
            assert element.tag not in RUNS, f"<{element.tag}> in {path}"
            for name, value in element.attributes.items():
                assert not name.startswith("on"), f"{name} in {path}"
                if name in ("href", "src"):
                    assert value is not None
                    assert ":" not in value or value.startswith("https://"), f"{value} in {path}"
    assert seen > 500, "the attacks are on the pages, as text"


def test_a_hostile_document_puts_nothing_on_its_draft() -> None:
    data = yaml.load(DRAFT.data, yaml.BaseLoader)
    data["timeline"][0]["at"] = data["origin"]["file"] = ATTACK
    told = yaml.safe_dump(hostile(data), allow_unicode=True).encode()
    loaded = collection(SOUND, Source(DRAFT.file, told))
    pages = {page.path: page.text for page in render(loaded, "en")}
    text = pages["incidents/slow-disk.md"]
    assert text.count("alert(1)") > 10
    for element in elements(tree(text)):
        assert element.tag not in RUNS
        assert not any(name.startswith("on") for name in element.attributes)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_hostile_title_cannot_leave_the_front_matter(language: str) -> None:
    for path, text, _ in hostile_trees(language):
        front_matter = yaml.safe_load(text.split("---\n")[1])
        assert set(front_matter) <= {"title", "description", "hide", "search"}, path
        assert not set("<>&\"'{}") & set(front_matter["title"]), path


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_hostile_collection_adds_no_heading(language: str) -> None:
    calm = pages(REAL, language)
    for path, text, _ in hostile_trees(language):
        if not path.startswith("reference/"):
            assert _anchors(text) == _anchors(calm[path]), path


def test_the_first_page_knows_every_language() -> None:
    files = {a.path: a.text for a in front(collection(REAL))}
    assert 'href="ko/index.html"' in files["index.html"]
    assert 'href="en/index.html"' in files["index.html"]
    assert '["ko", "en"]' in files["front.js"]


@pytest.mark.parametrize(
    "address",
    [
        "https://a/x)[click](javascript:alert(1)",
        "https://a/){onmouseover=alert(1)}",
        "https://a/ <script>",
        "javascript:alert(1)",
    ],
)
def test_an_address_cannot_leave_its_link(address: str) -> None:
    page = tree(f"[x]({target(address)})\n")
    assert [a.attributes.get("href") for a in page.css("a")] == [str(target(address))]
    assert "{" not in target(address)
    sound = (SOUND / "dns-down.yaml").read_text("utf-8")
    texts = "about: {ko: 가}, text: {ko: 나}, reason: {ko: 다}"
    caveat = f"caveats: [{{{texts}, sources: ['{address}']}}]"
    _, findings = load_incident(Source("x.yaml", f"{sound}\n{caveat}\n".encode()))
    assert any("'sources'" in finding.message for finding in findings)


@pytest.mark.parametrize("escape", ["\\r", "\\0", "\\e[2J", "\\x85", "\\u2028", "\\x07"])
def test_no_escape_brings_a_control_character_in(escape: str) -> None:
    """A lone carriage return would end a code block in the generator's eyes."""
    sound = (SOUND / "dns-down.yaml").read_text("utf-8")
    text = sound.replace("text: '{", f'text: "a{escape}</code></pre><script>" # \'{{')
    entry, findings = load_incident(Source("incidents/dns-down.yaml", text.encode()))
    assert entry is None
    assert any("U+" in finding.message for finding in findings)


def test_a_code_block_is_not_ended_by_any_line_end() -> None:
    for end in ("\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028"):
        page = f"1.  x\n\n    {under(fence(f'a{end}```{end}<script>'))}\n"
        assert not tree(page).css("script")


def test_an_expression_that_is_none_marks_nothing_and_the_page_is_there() -> None:
    sound = collection(SOUND)
    entry = next(e for e in sound.incidents if any(r.kind == "log" for r in e.record.rules))
    said = entry.record.model_dump(mode="json", by_alias=True)
    for rule in said["rules"]:
        rule["expr"] = r"(?:\x" if rule["kind"] == "log" else rule["expr"]
    broken = replace(entry, record=Incident.model_validate(said))
    incidents = tuple(broken if each is entry else each for each in sound.incidents)
    pages = {page.path for page in render(replace(sound, incidents=incidents), "en")}
    assert f"incidents/{entry.record.id}.md" in pages


@lru_cache(maxsize=2)
def thousands(language: str) -> dict[str, str]:
    """The pages of three thousand incidents, each with a rule of its own."""
    few = collection(SOUND)
    entries = []
    for each in crowd(3000, date(2016, 1, 1), 3650):
        rules = tuple(rule.model_copy(update={"id": f"{rule.id}-{each.id}"}) for rule in each.rules)
        record = each.model_copy(update={"rules": rules, "wave": few.cluster.record.waves[0].wave})
        entries.append(replace(few.incidents[0], file=f"{each.id}.yaml", record=record))
    given = replace(few, incidents=tuple(entries))
    return {page.path: page.text for page in render(given, language)}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_home_page_of_thousands_names_the_worst_and_leads_to_all(language: str) -> None:
    home = thousands(language)["index.md"]
    assert len(home) < 200_000
    ways = {a.attributes["href"]: words(a) for a in tree(home).css("a")}
    critical = sum(i.severity == "critical" for i in crowd(3000, date(2016, 1, 1), 3650))
    for choice, count in (("", 3000), ("#sort=-date", 3000), ("#severity=critical", critical)):
        assert str(count) in ways[f"incidents/index.html{choice}"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_rules_of_thousands_are_told_month_by_month(language: str) -> None:
    found = thousands(language)
    ways = [a.attributes["href"] or "" for a in tree(found["rules.md"]).css("td:first-child a")]
    assert len(set(ways)) == 3000
    rows = [a.attributes.get("id") for a in tree(found["rules.md"]).css("td:first-child a")]
    assert rows == [way.partition("#")[2] for way in ways], "old links lead to the row at least"
    for page, of in groupby(sorted(ways), lambda way: way.partition("#")[0]):
        assert len(found[page]) < 100_000
        told = {heading.attributes["id"] for heading in tree(found[page]).css("h2")}
        assert told == {way.partition("#")[2] for way in of}
    own = "dns-lookup-timeout-incident-7"
    assert next(way for way in ways if way.endswith(f"#{own}")) in (
        (a.attributes["href"] or "").removeprefix("../")
        for a in tree(found["incidents/incident-7.md"]).css("a")
    )


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_checklist_has_thousands_of_lines(language: str) -> None:
    for page in ("checklists.md", "waves.md"):
        told = thousands(language)[page]
        assert len(told) < 60_000
        ways = {a.attributes["href"]: words(a) for a in tree(told).css("a")}
        wave = collection(SOUND).cluster.record.waves[0].wave
        assert "3000" in ways[f"incidents/index.html#wave={wave}"]
