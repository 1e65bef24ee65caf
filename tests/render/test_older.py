"""A translation that is older than its original says so at the text, and shows what changed."""

from collections.abc import Mapping

import pytest
from golden import same_as
from markdown_html import tree
from render.test_pages import GOLDEN
from sources import SOUND, collection

from runbook_gen.engine.translation import recorded
from runbook_gen.load.ledger import ledger_text
from runbook_gen.load.source import Source
from runbook_gen.render import render
from runbook_gen.render.machine.markdown import plain_markdown

PAGE = "incidents/dns-down.md"
ATTACK = "<script>alert(1)</script> [x](javascript:alert(1)) </p> *a* `b` {: onclick=x } | \n\n# h"


def pages(changed: Mapping[str, str], language: str = "en") -> dict[str, str]:
    """The sound pages, where source texts were others when they were translated."""
    pairs = [p for told in recorded(collection(SOUND), lambda _: True).values() for p in told]
    then = [pair._replace(source=changed.get(pair.source, pair.source)) for pair in pairs]
    ledger = Source("incidents/.translations/all.jsonl", ledger_text("ko", then).encode())
    return {p.path: p.text for p in render(collection(SOUND, ledger), language)}


def test_what_is_up_to_date_says_nothing() -> None:
    assert pages({}) == {p.path: p.text for p in render(collection(SOUND), "en")}


def test_the_mark_leads_to_what_changed() -> None:
    page = pages({"CoreDNS를 다시 시작한다": "CoreDNS를 두 번 다시 시작한다"})[PAGE]
    same_as(GOLDEN / "en" / "incidents/dns-down.older.md", page)
    found = tree(page)
    assert [a.attributes["href"] for a in found.css(".rg-older")] == ["#older", "#older-1"]
    changed = found.css_first("#older-1 .rg-changed")
    assert changed is not None
    assert changed.attributes["lang"] == "ko"
    assert [(node.tag, node.text()) for node in changed.css("del, ins")] == [("del", "두 번 ")]


def test_the_original_is_older_than_nothing() -> None:
    changed = {"CoreDNS를 다시 시작한다": "CoreDNS를 두 번 다시 시작한다"}
    assert pages(changed, "ko") == pages({}, "ko")


def test_a_title_is_told_at_the_end_and_marked_in_no_link() -> None:
    found = pages({"DNS가 응답하지 않음": "DNS 응답 없음", "이름 풀이 시간 초과": "시간 초과"})
    page = tree(found[PAGE])
    assert len(page.css(".rg-older")) == 1
    told = [node.text().strip() for node in page.css(".rg-older-text > p:first-child")]
    assert told == ["The DNS does not answer", "A lookup timed out"]
    assert len(tree(found["rules.md"]).css(".rg-older-text")) == 1
    assert "rg-older" not in found["incidents/index.md"]


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("이름 풀이를 띄운다", "waves.md"),
        ("DNS가 응답한다", "checklists.md"),
        ("API가 여전히 느리다", "cluster.md"),
        ("실험실 클러스터", "cluster.md"),
        ("CoreDNS의 로그를 본다", "rules.md"),
    ],
)
def test_other_pages_say_so_too(source: str, page: str) -> None:
    assert "rg-changed" in pages({source: "전혀 다른 말"})[page]


def test_every_mark_leads_somewhere() -> None:
    everything = {p.source: "전혀 다른 말" for told in recorded(
        collection(SOUND), lambda _: True).values() for p in told}  # fmt: skip
    for path, text in pages(everything).items():
        if path.endswith(".md"):
            page = tree(text)
            ids = {node.attributes["id"] for node in page.css("[id]")}
            assert {str(a.attributes["href"])[1:] for a in page.css("a.rg-older")} <= ids, path


def test_a_hostile_ledger_stays_words() -> None:
    page = pages({"CoreDNS를 다시 시작한다": ATTACK})[PAGE]
    found = tree(page)
    gone = found.css_first("#older-1 del")
    assert gone is not None
    assert gone.text() == " ".join(ATTACK.split())
    assert not found.css("script, [onclick], [href^=javascript]")


def test_search_and_plain_markdown_read_well() -> None:
    found = pages({"CoreDNS를 다시 시작한다": "CoreDNS를 껐다 켠다"})
    assert "CoreDNS를 ~~껐다 켠다~~**다시 시작한다**" in plain_markdown(found[PAGE])
    assert "껐다 켠다" not in found["search-index.js"]
    assert "Restart CoreDNS translation older" not in found["search-index.js"]
