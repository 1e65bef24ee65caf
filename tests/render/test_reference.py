"""The authors' reference: everything has an anchor, and an example that is true."""

import pytest
from markdown_html import elements, tree
from sources import SOUND, collection

from runbook_gen.cli import manual
from runbook_gen.load.dialect import Reader
from runbook_gen.model.record import Record
from runbook_gen.model.support import Support, Target
from runbook_gen.render import render
from runbook_gen.render.reference import Part, examples, parts


def models(of: type[Record] = Record) -> dict[str, type[Record]]:
    """Every model by its name."""
    found = {of.__name__: of}
    for each in of.__subclasses__():
        found |= models(each)
    return found


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.name)
def test_an_example_uses_every_field_and_is_valid(part: Part) -> None:
    reader = Reader(part.example + "\n")
    assert reader.problems == []
    assert isinstance(reader.data, dict)
    assert set(reader.data) == {field.name for field in part.fields}
    models()[part.name].model_validate(reader.data)


def test_there_is_an_example_for_nothing_else() -> None:
    assert set(examples()) == {part.name for part in parts()}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_field_check_and_target_can_be_linked_to(language: str) -> None:
    targets = [Target(page.id, page.text, page.kind) for page in manual.target_pages()]
    told = render(collection(SOUND), language, manual.all_pages(), Support(targets))
    pages = {page.path: page.text for page in told}
    fields = tree(pages["reference/fields.md"])
    ids = {element.attributes.get("id") for element in elements(fields)}
    assert {f"{part.anchor}-{field.name}" for part in parts() for field in part.fields} <= ids
    assert len(fields.css("pre")) == len(parts())
    checks = tree(pages["reference/checks.md"])
    for page in manual.all_pages():
        assert checks.css_first(f"#of-{page.command} ~ #{page.id}") is not None
        assert "```" in page.text, f"{page.id} has no example"
    for target in targets:
        assert tree(pages[f"reference/target-{target.id}.md"]).css_first("pre") is not None
