"""Paste your log: the browser says what `runbook-gen match` says, and nothing hangs the page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import SCHEMES, Scheme
from hypothesis import given, settings
from hypothesis import strategies as st
from match.test_match import FIRING, FRAMES, SIGNATURES
from match.test_texts import COLLECTION, IDS, texts
from playwright.sync_api import Browser, Page
from site_watch import watched
from sources import ROOT

from runbook_gen.engine.logtext import PIECE, unescaped, words
from runbook_gen.engine.signature import Signatures
from runbook_gen.match import known, rank
from runbook_gen.model.hit import Hit, LogLine
from runbook_gen.render.log_rules import log_rules

ENGINE = ROOT / "runbook_gen" / "render" / "theme" / "assets" / "js" / "logtext.js"
WRAPPED = """starting
│ Error: deleting EC2 VPC (vpc-1): operation error EC2: DeleteVpc,
│ api error DependencyViolation: The vpc 'vpc-1' has dependencies and
│ cannot be deleted.
done"""
JUDGE = """([texts, rules]) => texts.map((text) => {
    const all = runbookLog.prepared(text);
    const found = rules.flatMap(({ regex }, rule) =>
        [...runbookLog.hits(regex, all)].filter(Boolean).map((hit) => ({ ...hit, rule })));
    const ranks = runbookLog.rank(found, rules);
    return [
        found.map((hit) => [rules[hit.rule].incident, rules[hit.rule].id, hit.line]),
        ranks.map((r) => [r.incident, r.exact ? "exact" : "heuristic", r.rules.size, r.lines.size]),
    ];
})"""


@pytest.fixture
def engine(browser: Browser) -> Iterator[Page]:
    """A page that holds nothing but the engine."""
    page = browser.new_page()
    page.add_script_tag(content=ENGINE.read_text("utf-8"))
    yield page
    page.close()


RULES = known(COLLECTION.rules)
TOGETHER = Signatures([rule.expr for rule in RULES])  # as `match` has them, compiled once


def told(text: str) -> list[list[list[object]]]:
    """What Python says of a text: its hits, and what they add up to."""
    lines = [LogLine("log", number, line) for number, line in enumerate(text.split("\n"), 1)]
    hits = [
        Hit(RULES[n].incident, RULES[n].id, "log", line.number, line.text, RULES[n].confidence)
        for n, line in TOGETHER.hits(lines)
    ]
    ranks = [[r.incident, r.confidence, r.rules, r.lines] for r in rank(hits)]
    return [sorted([h.incident, h.rule, h.line] for h in hits), ranks]


def test_it_says_what_match_says_of_every_text(engine: Page) -> None:
    """All examples of all log rules, firing ones in every frame, and what strangers wrote."""
    silent = [text for _, rule in SIGNATURES for text in rule.examples.silent]
    framed = [frame(text) for _, text in FIRING for frame in FRAMES.values()]
    written = [item["text"] for name in (*IDS, "look-alikes") for item in texts(name)]
    escaped = ['{"m":"security; file \\u000a is not in or below"}', "x\x1b]0;t\x07\x85 y"]
    everything = [*silent, *framed, *written, *escaped]
    judged = engine.evaluate(JUDGE, [everything, log_rules(COLLECTION, "en")["rules"]])
    wrong = [
        (text, want, got)
        for text, (hits, ranks) in zip(everything, judged, strict=True)
        if (got := [sorted(hits), ranks]) != (want := told(text))
    ]
    assert wrong == []
    assert len(everything) > 1500
    assert sum(len(hits) for hits, _ in judged) > 1000


def test_words_are_the_same_in_both(engine: Page) -> None:
    """Frames, colours, escapes and what counts as a space or a letter."""
    parts = ["> ", "│", "|", " ", "\t", "\x1b[31m", "\x1b]0;x\x07", "2025-11-16T05:11:20.1Z ", "٣",
             "stdout F ", "[pod/api-7/é_] ", "api-1 | ", "Nov  6 05:11:20 nöde kubelet[12]: ",
             "##[error]", "&gt; ", "words", "\\\\n", "\\\"", "\\ud83d", "\\ude00", "\\u00e9",
             "\x85", "\u3000", "\ufeff", "\x1c", "\u200b", "한", "🔥"]  # fmt: skip
    lines: list[str] = []

    @given(st.lists(st.sampled_from(parts), max_size=7).map("".join))
    @settings(max_examples=1500, database=None)
    def collect(line: str) -> None:
        lines.append(line)

    collect()
    said = engine.evaluate(
        "lines => lines.map((l) => [runbookLog.words(l), runbookLog.unescaped(l)])", lines
    )
    wrong = [
        (line, got)
        for line, got in zip(lines, said, strict=True)
        if got != [words(line), unescaped(line)]
    ]
    assert wrong == []


def test_nothing_of_a_very_long_line_is_missed(engine: Page) -> None:
    text = "a한" * PIECE + FIRING[0][1].replace("\n", " ") + "b" * PIECE
    judged = engine.evaluate(JUDGE, [[text], log_rules(COLLECTION, "en")["rules"]])
    assert FIRING[0][0] in [hit[0] for hit in judged[0][0]]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("language", "count", "line"),
    [("ko", "알려진 사례 1건", "2번째 줄"), ("en", "1 known incident", "Line 2")],
)
def test_a_log_names_its_incident_and_marks_its_lines(
    browser: Browser,
    address: str,
    language: str,
    count: str,
    line: str,
    width: int,
    scheme: Scheme,
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    wrong = watched(page, address)
    page.goto(f"{address}/{language}/incidents/index.html")
    page.click("a[href$='#paste']")
    page.wait_for_url(f"{address}/{language}/index.html#paste")
    page.wait_for_function("document.activeElement.matches('.rg-paste-log')")
    page.fill(".rg-paste-log", WRAPPED)
    page.wait_for_selector(".rg-paste-found > li")
    assert page.inner_text(".rg-paste-status") == count
    hits = page.locator(".rg-paste-hit")
    assert line in hits.first.inner_text()
    assert "has dependencies and" in page.locator(".rg-paste-hit mark").all_inner_texts()[-2]
    assert len(set(page.locator(".rg-paste-line").all_inner_texts())) == hits.count()
    page.click(".rg-paste-line >> nth=0")
    chosen = "f => f.value.slice(f.selectionStart, f.selectionEnd)"
    assert page.locator(".rg-paste-log").evaluate(chosen) == WRAPPED.split("\n")[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click(".rg-paste-found .md-button")
    page.wait_for_url(f"{address}/{language}/incidents/vpc-delete-blocked.html#respond")
    page.go_back()
    page.wait_for_selector(".rg-paste-found > li")
    assert wrong == []
    page.close()


def test_it_works_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/index.html#paste")
    page.wait_for_function("document.activeElement.matches('.rg-paste-log')")
    page.keyboard.insert_text(WRAPPED)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".rg-paste-found > li")
    for _ in range(3):  # the buttons, then the first incident
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/en/incidents/vpc-delete-blocked.html")
    page.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_where_nothing_is_known_it_says_what_to_do(
    browser: Browser, address: str, language: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{language}/index.html")
    assert page.locator(".rg-paste-none").is_hidden()
    page.fill(".rg-paste-log", "all is well")
    page.wait_for_selector(".rg-paste-none:visible")
    assert page.locator(".rg-paste-none a").count() == 2
    assert page.inner_text(".rg-paste-status") != ""
    page.click(".rg-paste-clear")
    assert page.input_value(".rg-paste-log") == ""
    assert page.locator(".rg-paste-none").is_hidden()
    assert page.inner_text(".rg-paste-status") == ""
    page.close()


def test_it_works_from_a_folder(browser: Browser, site: Path) -> None:
    """There a worker may not be started from a file; one is started from a text."""
    page = browser.new_page()
    page.add_init_script(
        "workers = []; Worker = new Proxy(Worker, { construct(target, given) {"
        " workers.push(given[0]); return Reflect.construct(target, given); } });"
    )
    page.goto((site / "ko" / "index.html").as_uri())
    page.fill(".rg-paste-log", WRAPPED)
    page.wait_for_selector(".rg-paste-found > li")
    assert page.evaluate("workers").pop().startswith("blob:")
    page.close()


HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script>"


def file_of(*regexes: str, left_out: tuple[str, ...] = ()) -> str:
    """A file of rules, all of one incident."""
    rules = [
        {"incident": "x", "id": f"rule-{n}", "confidence": "exact", "regex": regex}
        for n, regex in enumerate(regexes)
    ]
    answer = {"title": [HOSTILE], "symptom": [HOSTILE, HOSTILE], "steps": [[HOSTILE]],
              "moreSteps": 0, "severity": "high", "page": "incidents/x.html"}  # fmt: skip
    data = {"rules": rules, "incidents": {"x": answer}, "all": 1, "leftOut": left_out}
    return f"runbookLogRules = {json.dumps(data)};"


@pytest.fixture
def box(browser: Browser) -> Iterator[Page]:
    """A page on which the box has little patience."""
    page = browser.new_page()
    page.add_init_script(
        "addEventListener('readystatechange', () => {"
        " const box = document.querySelector('.rg-paste');"
        " if (box) box.dataset.limit = 1000; }, true)"
    )
    yield page
    page.close()


def given_rules(page: Page, address: str, rules: str) -> None:
    """Open the box with other rules than the collection's."""
    page.route("**/log-rules.js", lambda route: route.fulfill(
        body=rules, content_type="text/javascript"))  # fmt: skip
    page.goto(f"{address}/en/index.html")


SLOW = "(?:a+)+$"  # in JavaScript, what it takes doubles with each letter
LONG = "a" * 40 + "! fault"


def test_a_rule_that_hangs_is_stopped_and_the_others_answer(box: Page, address: str) -> None:
    given_rules(box, address, file_of("fault", SLOW, "a!"))
    box.fill(".rg-paste-log", LONG)
    box.wait_for_selector(".rg-paste-found > li")
    assert "took too long on this log: rule-1." in box.inner_text(".rg-paste-notes")
    assert box.locator(".rg-paste-hit mark").all_inner_texts() == ["a!", "fault"]


def test_the_page_answers_while_a_rule_hangs(box: Page, address: str) -> None:
    given_rules(box, address, file_of(SLOW))
    box.fill(".rg-paste-log", LONG)
    box.click(".rg-paste-find")
    assert box.inner_text(".rg-paste-status") == "Looking…"
    box.click(".rg-paste-clear")
    assert box.inner_text(".rg-paste-status") == ""


PASTE = """text => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.querySelector(".rg-paste-log").dispatchEvent(event);
}"""
MANY = "ordinary\n" * 20_000 + "fault"


@pytest.mark.parametrize("before", ["", "delete globalThis.Worker"], ids=["worker", "slices"])
def test_a_long_log_is_read_with_and_without_a_worker(box: Page, address: str, before: str) -> None:
    box.add_init_script(before)
    given_rules(box, address, file_of("fault", "(?<too new", left_out=("too-special",)))
    box.evaluate(PASTE, MANY)
    box.wait_for_selector(".rg-paste-found > li")
    assert box.inner_text(".rg-paste-line") == "Line 20001"
    assert "a browser cannot run them: too-special, rule-1." in box.inner_text(".rg-paste-notes")


def test_what_is_pasted_stays_text(box: Page, address: str) -> None:
    wrong = watched(box, address)
    given_rules(box, address, file_of("onerror=\\w+"))
    box.fill(".rg-paste-log", HOSTILE)
    box.wait_for_selector(".rg-paste-found > li")
    assert box.locator(".rg-paste-hit code").inner_text() == HOSTILE
    assert box.locator(".rg-paste img, .rg-paste script").count() == 0
    assert wrong == []


def test_rules_that_do_not_load_are_told(box: Page, address: str) -> None:
    box.route("**/log-rules.js", lambda route: route.abort())
    box.goto(f"{address}/en/index.html")
    box.fill(".rg-paste-log", "x")
    box.wait_for_selector("text=The rules could not be loaded")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_that_is_not_there_leads_to_the_box(
    browser: Browser, address: str, language: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/{language}/404.html")
    assert page.locator("main a[href$='index.html#paste']").count() == 1
    said = {"ko": "이 주소에는 페이지가 없다", "en": "There is no page here"}
    assert said[language] in page.locator("main").inner_text()
    logo, heading = (
        page.locator(each).bounding_box() for each in (".md-header .md-logo img", "h1")
    )
    assert logo
    assert heading
    assert heading["x"] == logo["x"], "nothing stands beside it"
    page.close()
