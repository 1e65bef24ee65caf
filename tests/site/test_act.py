"""Acting on the site: inputs that fill commands, boxes that remember, lists and a card on paper."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from browser import SCHEMES
from playwright.sync_api import Browser, Locator, Page
from sources import REAL, collection

from runbook_gen.render.script import script

VPC = "incidents/vpc-delete-blocked"
NO_DIALOG = "window.print = () => {};"  # the page stays as it is when it is printed
HOSTILE = (
    "$(reboot)",
    "`reboot`",
    "a b",
    "a;b",
    "a|b",
    "a&b",
    "a'b",
    'a"b',
    "a\\b",
    "<b",
    "a>b",
    "--force",
    "a*",
    "~root",
    "{a,b}",
    "a#b",
    "!!",
    "=ls",
    "vpc-１",
)


def watched(page: Page, address: str) -> list[str]:
    """What goes wrong on a page: errors, and requests elsewhere or in vain."""
    wrong: list[str] = []
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda r: r.url.startswith((address, "data:")) or wrong.append(r.url))
    page.on("response", lambda r: r.status < 400 or wrong.append(f"{r.status} {r.url}"))
    return wrong


VIEWS = [*product(("ko", "en"), (390, 1280), SCHEMES)]


@pytest.fixture(params=VIEWS, ids=["-".join(map(str, view)) for view in VIEWS])
def opened(
    request: pytest.FixtureRequest, browser: Browser, address: str
) -> Iterator[tuple[Page, str]]:
    """A page of a reader's own, and where a language's pages begin; nothing may go wrong on it."""
    language, width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    context.add_init_script(NO_DIALOG)
    page = context.new_page()
    wrong = watched(page, address)
    yield page, f"{address}/{language}"
    page.wait_for_load_state()  # the last click may have led to another page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []
    context.close()


def unfolded(page: Page) -> Locator:
    """The input fields, in sight."""
    fold = page.locator("details.rg-inputs")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return page.locator(".rg-field input")


def commands(page: Page) -> str:
    return "\n".join(page.locator(".rg-run code").all_text_contents())


def test_an_input_fills_every_command_and_is_kept_for_the_tab(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/{VPC}.html")
    before = commands(page)
    asked = before.count("<VPC_ID>")
    assert asked == 16
    unfolded(page)
    page.get_by_label("<VPC_ID>").fill(" vpc-0a1b2c3d ")
    assert commands(page) == before.replace("<VPC_ID>", "vpc-0a1b2c3d")
    other = "en" if root.endswith("ko") else "ko"
    page.goto(f"{root[:-2]}{other}/{VPC}.html")
    assert commands(page).count("vpc-0a1b2c3d") == asked
    unfolded(page)
    page.locator(".rg-input-note button").click()
    assert commands(page) == before
    page.reload()
    assert commands(page) == before


def test_what_could_change_a_command_is_refused(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/{VPC}.html")
    before = commands(page)
    unfolded(page)
    field = page.get_by_label("<VPC_ID>")
    for value in HOSTILE:
        field.fill("vpc-1")
        field.fill(value)
        assert commands(page) == before, value
        assert field.get_attribute("aria-invalid") == "true", value
        said = page.locator(f"#{field.get_attribute('aria-describedby').split()[1]}")  # type: ignore[union-attr]
        assert "@" in said.inner_text()
    assert page.evaluate(
        "sessionStorage.length === 0 || !/[$`|]/.test(JSON.stringify(sessionStorage))"
    )


def test_a_copied_command_is_the_filled_one(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{root}/incidents/webhook-refused-apps-outofsync.html", wait_until="networkidle")
    block = page.locator(".rg-run", has_text="argocd app sync")
    block.hover()
    block.locator("button").first.click()
    assert "<APP>" in page.locator(".rg-missing").inner_text()
    unfolded(page).fill("api-auth")
    block.hover()
    block.locator("button").first.click()
    assert page.locator(".rg-missing").is_hidden()
    assert page.evaluate("navigator.clipboard.readText()") == "argocd app sync api-auth"


def test_a_secret_is_never_asked_for(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/incidents/ghcr-image-pull-denied.html")
    assert page.locator(".rg-input").count() == 1
    assert page.locator("article input:not([type=checkbox])").count() == 0
    assert "<TOKEN_WITH_READ_PACKAGES>" in commands(page)


def test_the_script_of_the_page_is_downloaded(opened: tuple[Page, str]) -> None:
    """The one that `runbook-gen script` writes, under its own name, with no value filled in."""
    page, root = opened
    page.goto(f"{root}/{VPC}.html")
    unfolded(page)
    page.get_by_label("<VPC_ID>").fill("vpc-0a1b2c3d")
    with page.expect_download() as started:
        page.locator(".rg-script").click()
    assert started.value.suggested_filename == "vpc-delete-blocked.sh"
    real = collection(REAL)
    told = script(real, real.by_id["vpc-delete-blocked"], root[-2:])
    assert started.value.path().read_text("utf-8") == told


def test_what_destroys_stands_between_a_check_and_a_way_back(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/{VPC}.html")
    steps = page.locator("ol > li", has=page.locator(".rg-effect-destroys"))
    of_respond = steps.filter(has=page.locator("[data-step^=respond-]"))
    assert of_respond.count() == 6
    for step in of_respond.all():
        places = [
            step.locator(kind).first.bounding_box()
            for kind in (".rg-precheck", ".rg-effect-destroys", ".rg-rollback")
        ]
        tops = [place["y"] for place in places if place]
        assert len(tops) == 3
        assert tops == sorted(tops)


def test_ticks_persist_in_both_languages_and_are_counted(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/{VPC}.html")
    bar = page.locator(".rg-bar[data-bar=act]")
    assert bar.locator(".rg-count").inner_text() == "0 / 11"
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    page.locator(".rg-tick span").nth(2).click()  # its words tick a box, too
    assert bar.locator(".rg-count").inner_text() == "2 / 11"
    other = "en" if root.endswith("ko") else "ko"
    page.goto(f"{root[:-2]}{other}/{VPC}.html")
    assert [boxes.nth(n).is_checked() for n in range(3)] == [True, False, True]
    page.goto(f"{root}/checklists.html")
    so_far = page.locator(".rg-so-far[data-list=vpc-delete-blocked]")
    assert so_far.inner_text() == "2 / 11"
    assert page.get_by_role("checkbox", checked=True).count() == 0
    page.goto(f"{root}/{VPC}.html")
    reset = bar.locator("button").nth(2)
    reset.click()
    assert bar.locator(".rg-count").inner_text() == "2 / 11", "it asks first"
    reset.click()
    assert bar.locator(".rg-count").inner_text() == "0 / 11"
    page.reload()
    assert page.get_by_role("checkbox", checked=True).count() == 0


def test_a_prevention_item_is_one_box_on_every_page(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/{VPC}.html")
    page.locator("input[data-step=cleanup-vpc-script]").check()
    page.goto(f"{root}/checklists.html")
    assert page.locator("input[data-step=cleanup-vpc-script]").is_checked()
    assert page.locator("input[data-step=cleanup-script-before-destroy]").is_checked() is False


def test_every_box_has_a_name_and_says_who_sees_to_it(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/checklists.html")
    boxes = page.locator("input[data-step]")
    assert boxes.count() == page.locator(".rg-keepers").count() > 40
    assert page.evaluate(
        "[...document.querySelectorAll('input[data-step]')].every(box => box.labels.length)"
    )
    item = page.locator("li", has=page.locator("input[data-step=api-server-egress-allowed]"))
    item.locator(".rg-keepers a").click()
    assert page.url.endswith("/rules.html#api-server-egress-blocked")


def test_a_list_is_copied_as_a_task_list(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{root}/checklists.html")
    bar = page.locator(".rg-bar[data-bar=wave-80]")
    page.locator("input[data-list=wave-80]").first.check()
    bar.locator("button").first.click()
    bar.locator("[role=status]:not(:empty)").wait_for()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0].startswith("## ") and lines[0].endswith("80")
    tasks = [line for line in lines if line.startswith("- [")]
    assert len(tasks) == page.locator("input[data-list=wave-80]").count()
    assert [t[:5] for t in tasks].count("- [x]") == 1
    assert tasks[0].startswith("- [x] `foundations`")
    assert f"]({root}/incidents/alb-controller-crashloop.html)" in "\n".join(tasks)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("path", ["checklists", VPC])
def test_every_list_prints_on_one_page(opened: tuple[Page, str], path: str) -> None:
    page, root = opened
    page.goto(f"{root}/{path}.html", wait_until="networkidle")
    for bar in page.locator(".rg-bar").all():
        own = page.locator(f"input[data-bar='{bar.get_attribute('data-bar')}']")
        own.first.check()
        bar.locator("button").nth(1).click()
        assert page.locator(".rg-paper li").count() == own.count()
        assert page.locator(".rg-paper-box", has_text="✓").count() == 1
        assert pages_of(page.pdf(format="A4")) == 1
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.locator(".rg-paper").count() == 0


def test_the_card_is_one_page(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/index.html")
    page.locator("article a[href='card.html']").first.click()
    page.wait_for_load_state("networkidle")
    assert pages_of(page.pdf(format="A4")) == 1
    page.locator(".rg-one a").first.click()
    assert page.url.endswith("/incidents/alb-controller-crashloop.html")


def test_the_line_that_a_rule_notices_is_marked(opened: tuple[Page, str]) -> None:
    page, root = opened
    page.goto(f"{root}/incidents/webhook-refused-apps-outofsync.html")
    assert (
        "failed calling webhook" in page.locator("#symptoms ~ .rg-output .hll").first.inner_text()
    )
    page.locator(".rg-note a", has_text="admission-webhook-refused").first.click()
    assert page.url.endswith("/rules.html#admission-webhook-refused")


def test_without_scripts_the_page_is_plain_and_the_boxes_are_boxes(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/ko/{VPC}.html")
    page.locator("input[data-step]").first.check()
    assert page.locator(".rg-input code", has_text="<VPC_ID>").is_visible()
    assert page.locator(".rg-bar:visible").count() == 0
    context.close()


def test_it_works_where_nothing_may_be_stored(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new Error('denied'); } });"
    )
    page = context.new_page()
    page.goto(f"{address}/en/{VPC}.html")
    page.locator("input[data-step]").first.check()
    bar = page.locator(".rg-bar[data-bar=act]")
    assert bar.locator(".rg-count").inner_text() == "1 / 11"
    assert "no ticks" in bar.locator("[role=status]").inner_text()
    page.get_by_label("<VPC_ID>").fill("vpc-1")
    assert "vpc-1" in commands(page)
    context.close()
