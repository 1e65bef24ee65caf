"""The generator's fences, put together at once: what comes out is what superfences makes."""

from pathlib import Path

import pytest
from markdown import Markdown
from pymdownx.highlight import BlockHtmlFormatter

PAGES = {
    "none": "Words.\n\nMore words.",
    "plain": "Before\n\n```text\na\n\n\tb\n```\n\nbetween\n\n```\nc\n```\nafter",
    "first and last": "```\na\n```\n\n```\nb\n```",
    "in a list": "1.  One:\n\n    ```bash\n    kubectl get pods\n    ```\n\n2.  Two\n",
    "folded": '??? quote "Output"\n\n    ```{.text hl_lines="2"}\n    a\n    b\n    ```\n',
    "quoted": "> ```yaml\n> a: 1\n> ```\n>\n> words\n",
    "longer": "`````text\n```\nnot the end\n```\n`````\n",
    "open": "```text\nnever closed\n\nwords",
    "taken back": "    ```\n    code by its indent\n    ```\n\nwords\n\n```\nfenced\n```\n",
    "in HTML": '<div markdown="1">\n\n```text\n<b>&\n```\n\n</div>\n',
    "in many languages": "\n\n".join(
        f"```{name}\n{code}\n```"
        for name, code in {
            "yaml": "a: {b: [1, 'two']}  # three",
            "bash": 'for f in *; do echo "$f"; done',
            "diff": "- one\n+ two",
            "json": '{"a": null}',
            "promql": "rate(x[5m]) > 0",
            "console": "$ ls\nfile",
            "none such": "words",
        }.items()
    ),
    "many": "\n\n".join(f"{n}\n\n```text\n{n}\n```" for n in range(300)),
}


def _html(markdown: str, fences: str, *, tabs: bool) -> str:
    others = ["admonition", "attr_list", "md_in_html", "pymdownx.details", "pymdownx.highlight"]
    configs = {fences: {"preserve_tabs": tabs}}
    return Markdown(extensions=[*others, fences], extension_configs=configs).convert(markdown)


@pytest.mark.parametrize("tabs", [True, False])
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_what_superfences_makes_of_it(
    page: str, tabs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = _html(page, "runbook_gen.engine.fences", tabs=tabs)
    # Classes are told once for all code; theirs works them out for each block.
    monkeypatch.delattr(BlockHtmlFormatter, "_create_stylesheet")
    assert ours == _html(page, "pymdownx.superfences", tabs=tabs)


def test_the_generator_is_told_to_use_them() -> None:
    config = Path(__file__).parents[2] / "runbook_gen" / "render" / "mkdocs.yml"
    assert "- runbook_gen.engine.fences:" in config.read_text("utf-8")
