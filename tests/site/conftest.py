"""The published site, built once from the real collection and once from a hostile copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from browser import chromium, served
from conftest import Need
from playwright.sync_api import Browser
from render.test_pages import hostile
from sources import REAL, ROOT

from runbook_gen.check import CHECKS, check_id
from runbook_gen.cli.main import main
from runbook_gen.model.files import EXAMPLES


def build(folder: Path) -> Path:
    """Build the project in `folder`, and return its site."""
    shutil.copy(ROOT / "mkdocs.yml", folder)
    assert main(["build", "--collection", str(folder / "incidents")]) == 0
    return folder / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real collection's site."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(REAL, folder / "incidents")
    return build(folder)


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a collection with an attack in every text."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(REAL / EXAMPLES, folder / "incidents" / EXAMPLES)
    for file in REAL.glob("*.yaml"):
        data = hostile(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))
        if file.name == "collection.yaml":  # what the checks find is not the matter here
            data["checks"] = dict.fromkeys(map(check_id, CHECKS), "off")
        (folder / "incidents" / file.name).write_text(
            yaml.safe_dump(data, allow_unicode=True), encoding="utf-8"
        )
    return build(folder)


@pytest.fixture(scope="session")
def browser(need: Need) -> Iterator[Browser]:
    """Chromium."""
    need("chromium")
    with chromium() as launched:
        yield launched


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The real site, served."""
    with served(site) as url:
        yield url
