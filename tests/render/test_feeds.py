"""What the site says to machines: valid, the same as the pages, and safe whatever was written."""

import json
import re
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_html import tree, words
from render.test_pages import hostile
from sources import DRAFT, REAL, SOUND, collection, examples

from runbook_gen.cli import manual
from runbook_gen.engine.markdown import parser
from runbook_gen.load import load
from runbook_gen.load.source import Source
from runbook_gen.model.artifact import Artifact
from runbook_gen.model.collection import Collection
from runbook_gen.model.incident import Incident
from runbook_gen.render import front, machine, render
from runbook_gen.render.machine.feed import newest_day, plain_words, tag
from runbook_gen.render.machine.markdown import plain_markdown, source
from runbook_gen.render.succession import successors

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGES = ("ko", "en")


def pages(of: Collection) -> list[Artifact]:
    return [
        Artifact(f"{language}/{page.path}", page.text)
        for language in of.languages
        for page in render(of, language, manual.all_pages())
        if page.path.endswith(".md")
    ]


def made(of: Collection) -> dict[str, str]:
    return {file.path: file.text for file in machine(of, pages(of))}


@lru_cache(maxsize=1)
def real() -> dict[str, str]:
    return made(collection(REAL))


def test_an_entry_is_as_new_as_the_newest_day_that_its_file_knows() -> None:
    incident = next(e.record for e in collection(SOUND, DRAFT).incidents if e.record.timeline)
    assert newest_day(incident) == incident.occurred

    def later(*times: str) -> date:
        moments = [incident.timeline[0].model_copy(update={"at": at}) for at in times]
        return newest_day(incident.model_copy(update={"timeline": tuple(moments)}))

    assert later("2030-01-02 09:10 KST", "2029-12-31", "10:00") == date(2030, 1, 2)
    assert later("2001-01-01", "2030-02-30", "before 2031-01-01") == incident.occurred


def test_every_record_reads_back_as_the_incident_that_went_in() -> None:
    for entry in collection(REAL).incidents:
        told = json.loads(real()[f"incidents/{entry.record.id}.json"])
        assert told["version"] == 1
        assert Incident.model_validate(told["incident"]) == entry.record


def test_the_record_of_a_draft_says_what_was_guessed_and_where_it_came_from() -> None:
    files = made(collection(SOUND, DRAFT))
    told = json.loads(files["incidents/slow-disk.json"])
    judge = jsonschema.Draft202012Validator(json.loads(files["incident.schema.json"]))
    judge.validate(told)
    assert told["incident"]["assumed"] == ["severity", "components"]
    assert told["incident"]["origin"]["lines"] == "30-38, 41-50"
    listed = {line["id"]: line for line in json.loads(files["incidents.json"])["incidents"]}
    assert listed["slow-disk"]["assumed"] == ["severity", "components"]
    assert listed["dns-down"]["assumed"] == []
    plain = files["en/incidents/slow-disk.md"]
    assert "**Imported draft: not reviewed yet**" in plain
    assert "Brought in from `old/notes.md:30-38, 41-50`" in plain


def test_the_index_and_the_records_keep_their_schemas() -> None:
    records = [name for name in real() if name.startswith("incidents/")]
    for kind, names in (("incidents", ["incidents.json"]), ("incident", records)):
        schema = json.loads(real()[f"{kind}.schema.json"])
        assert schema["$id"] == f"urn:runbook-gen:{kind}:1"
        jsonschema.Draft202012Validator.check_schema(schema)
        judge = jsonschema.Draft202012Validator(schema)
        for name in names:
            judge.validate(json.loads(real()[name]))
        assert not judge.is_valid({"version": 2})


def test_the_index_names_every_incident_once() -> None:
    listed = json.loads(real()["incidents.json"])["incidents"]
    assert sorted(row["id"] for row in listed) == sorted(collection(REAL).by_id)
    days = [row["occurred"] for row in listed]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_valid_atom(language: str) -> None:
    """RFC 4287, §4.1: what a feed and an entry must have, and how often."""
    root = Xml.fromstring(real()[f"{language}/feed.xml"])
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 10
    ids = [part.findtext(f"{ATOM}id") for part in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"tag:[a-z.]+,\d{4}:\S+", id or "") for id in ids)
    for part in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
            assert part.findtext(f"{ATOM}{name}")
        moment = part.findtext(f"{ATOM}updated") or ""
        assert datetime.fromisoformat(moment).tzinfo is not None
        for link in part.findall(f"{ATOM}link"):
            assert urlsplit(link.attrib["href"]).scheme == "https"
    assert [link.attrib["rel"] for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    newest = max(entry.findtext(f"{ATOM}updated") or "" for entry in entries)
    assert root.findtext(f"{ATOM}updated") == newest


def test_a_feed_s_ids_do_not_follow_the_protocol_or_a_slash() -> None:
    same = {tag(url, "ko/x") for url in ("https://a.example/r", "http://a.example:8080/r/")}
    assert same == {"tag:a.example,2025:/r/ko/x"}


def test_the_sitemap_has_every_page_with_its_other_languages() -> None:
    name = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = Xml.fromstring(real()["sitemap.xml"]).findall("s:url", name)
    site = collection(REAL).settings.record.site_url
    expected = {f"{site}/{p.path[:-3]}.html" for p in pages(collection(REAL))}
    assert {url.findtext("s:loc", None, name) for url in urls} == expected
    for url in urls:
        others = {x.attrib["hreflang"]: x.attrib["href"] for x in url.findall("x:link", name)}
        assert list(others) == ["ko", "en"]
        assert url.findtext("s:loc", None, name) in others.values()
    assert real()["robots.txt"].endswith(f"Sitemap: {site}/sitemap.xml\n")


def test_llms_txt_is_in_the_form_that_its_readers_expect() -> None:
    """llmstxt.org: a title, a summary in a quote, then sections that hold lists of links."""
    for path in ("llms.txt", "ko/llms.txt", "en/llms.txt"):
        lines = real()[path].splitlines()
        assert lines[0].startswith("# ")
        assert lines[2].startswith("> ")
        after = lines[next(i for i, line in enumerate(lines) if line.startswith("## ")) :]
        assert all(re.match(r"## .|- \[.+\]\(https://.+\)|$", line) for line in after)
    assert real()["llms.txt"] == real()["en/llms.txt"] != real()["ko/llms.txt"]
    assert "&#" not in real()["llms.txt"]


@pytest.mark.parametrize("page", pages(collection(SOUND)), ids=lambda page: page.path)
def test_the_markdown_says_what_the_page_says(page: Artifact) -> None:
    """Read by the site's own generator, both have the same headings, code and links."""
    shown, plain = tree(page.text), tree(source(page).text)
    for kind in ("h1, h2, h3", "pre code"):
        assert [words(e) for e in plain.css(kind)] == [words(e) for e in shown.css(kind)], kind
    links = [a.attributes["href"] for a in shown.css("a[href$='.md']:not(.headerlink)")]
    assert [a.attributes["href"] for a in plain.css("a[href$='.md']:not(.headerlink)")] == links


def test_plain_markdown_has_no_trace_of_a_theme() -> None:
    for path, text in real().items():
        if path.endswith(".md"):
            outside = re.sub(r"(?ms)^ *(`{3,})[^`\n]*\n.*?^ *\1 *$", "", text)
            outside = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", outside)
            trace = re.search(r"</?\w|\{[:#]|&#|^ *(!!!|\?\?\?)|rg-|markdown=", outside, re.M)
            assert trace is None, f"{path}: {outside[trace.start() :][:80]!r}" if trace else ""


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ('<p class="rg-badges"><span>a</span><span>b</span></p>', "a · b"),
        ('1.  <span class="rg-badge x">sure</span> So.', "1.  *sure* So."),
        ("# A {#top}\n\n[← B](x.md){ .rg-back }", "# A\n\n[← B](x.md)"),
        ('??? quote "T"\n\n    a\n\n    !!! note "U"\n\n        b\n\nc',
         "**T**\n\na\n\n**U**\n\nb\n\nc"),
        ('-   x\n\n    !!! warning "W"\n\n        y\n\n    z',
         "-   x\n\n    **W**\n\n    y\n\n    z"),
        ("a &#60;b&#62; &#123;c&#125; 1&#46; x", "a \\<b\\> {c} 1\\. x"),
        ("`<b>{#x}` and `` ` <i> ``", "`<b>{#x}` and `` ` <i> ``"),
        ("```text\n!!! note\n<b> {#x} &#60;\n```", "```text\n!!! note\n<b> {#x} &#60;\n```"),
        ("a<svg><title>`</title></svg>b<button>copy</button> `<svg>` c `</svg>`",
         "ab `<svg>` c `</svg>`"),
        ("a<br>b", "a b"),
    ],
)  # fmt: skip
def test_a_page_s_markup_becomes_plain(body: str, plain: str) -> None:
    assert plain_markdown(body) == f"{plain}\n"


def test_a_hostile_collection_is_quoted_everywhere() -> None:
    sources = []
    for file in REAL.glob("*.yaml"):
        data = hostile(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))
        text = yaml.safe_dump(data, allow_unicode=True)
        sources.append(Source(f"incidents/{file.name}", text.encode()))
    attacked = load([*sources, *examples(REAL)]).collection
    assert attacked is not None
    files = made(attacked)
    for path, text in files.items():
        if path.endswith(".xml"):
            Xml.fromstring(text)
        elif path.endswith(".json"):
            json.loads(text)
        else:
            page = tree(text)
            assert not page.css("script, iframe, img, object, [onclick], [onerror]"), path
    assert sum(text.count("alert(1)") for text in files.values()) > 500


def superseded(folder: Path = SOUND) -> Collection:
    """The sound collection, and a newer incident that supersedes one of it."""
    old = (folder / "api-slow.yaml").read_text("utf-8")
    new = old.replace("id: api-slow", "id: api-slower")
    new += "  - {id: api-slow, as: supersedes}\n"
    old = re.sub("(?m)^status: .*$", "status: superseded", old)
    texts = {p.name: p.read_text("utf-8") for p in folder.glob("*.yaml")}
    texts |= {"api-slow.yaml": old, "api-slower.yaml": new}
    loaded = load(Source(f"incidents/{n}", t.encode()) for n, t in sorted(texts.items()))
    assert loaded.findings == ()
    assert loaded.collection is not None
    return loaded.collection


def test_a_superseded_address_leads_to_its_successor() -> None:
    loaded = superseded()
    assert successors(loaded) == {"api-slow": "api-slower"}
    told = {page.path: page.text for page in pages(loaded)}
    assert 'redirect: "api-slower.html"' in told["ko/incidents/api-slow.md"]
    assert "(api-slow.record.md)" in told["en/incidents/api-slow.md"]
    assert "(api-slower.md)" in told["en/incidents/api-slow.record.md"]
    assert "(api-slow.record.md)" in told["en/incidents/api-slower.md"]
    files = made(loaded)
    rows = {row["id"]: row for row in json.loads(files["incidents.json"])["incidents"]}
    assert rows["api-slow"]["superseded_by"] == "api-slower"
    assert "/incidents/api-slow.html" not in files["sitemap.xml"]
    assert "/incidents/api-slow.record.html" in files["sitemap.xml"]
    assert "incidents/api-slow<" not in files["ko/feed.xml"]
    assert "/incidents/api-slow.md" not in files["llms.txt"]


def test_the_front_page_names_every_language_for_machines() -> None:
    index = {file.path: file.text for file in front(collection(REAL))}["index.html"]
    for language in LANGUAGES:
        assert f'hreflang="{language}" href="https://runbooks.example.com/{language}/' in index
    assert 'property="og:locale:alternate" content="en_US"' in index


@given(st.text(max_size=40) | st.text(alphabet="ab *_`[]<>&\\!~#(){}|:/-+.\n가", max_size=30))
def test_plain_words_are_those_that_commonmark_reads(text: str) -> None:
    line = " ".join(text.split())
    tokens = parser().parseInline(line)[0].children or []
    assert plain_words(text) == "".join(token.content for token in tokens)
