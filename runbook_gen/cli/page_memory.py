"""What each page of a site was made of, so that one of which nothing changed is not made again.

A page is the same where all this is: our code, the libraries and the configuration; its Markdown;
where each of its links leads; and what the navigation says, which stands on every page. What is
remembered of a page are digests, and the anchors that others may link to. The page itself is taken
from the site as it was, if it is still what its digest says. Whoever cannot be sure remembers
nothing: with plugins, hooks or templates of somebody else's, every page is made each time.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from runbook_gen.cli import verdict, writing
from runbook_gen.cli.stage import holds, link

THEME = Path(__file__).parents[1] / "render" / "theme"
PURE = ("markdown.extensions.", "pymdownx.", "runbook_gen.engine.fences")
"""Extensions of which a page has nothing but what follows from its Markdown and their settings."""
READING = ("pymdownx.snippets", "pymdownx.b64")
"""Those among them that read other files."""


def resting(config: MkDocsConfig, file: str) -> str | None:
    """A digest of what all pages rest on; None where that cannot be told."""
    ours = config.theme.name == "material" and config.theme.custom_dir == str(THEME)
    if config.plugins or config.hooks or not ours or not all(map(_is_pure, extensions(config))):
        return None
    with Path(file).open("rb") as stream:
        settings = yaml_load(stream)
    settings["site_dir"] = None
    try:
        told = json.dumps(settings, sort_keys=True)
    except TypeError:  # a function, of whose code nothing is known
        return None
    return verdict.key("site", [("settings", told.encode())])


def extensions(config: MkDocsConfig) -> Iterator[str]:
    """The extensions by their modules: those that come with Markdown have a short name, too."""
    for name in config.markdown_extensions:
        yield name if "." in name else f"markdown.extensions.{name}"


def _is_pure(extension: str) -> bool:
    return extension.startswith(PURE) and extension not in READING


class Known(NamedTuple):
    """What is remembered of a page."""

    source: str
    """A digest of its Markdown, and so the next ones of the page and of the navigation on it."""
    made: str
    navigation: str
    title: str | None
    leads: dict[str, str | None]
    """Where its links lead: the address of each file that was looked for, if there was one."""
    anchors: list[str | None]
    links: dict[str, dict[str, str]]
    """The anchors of other pages that it links to, by their files."""


class Watched(Files):
    """Files, and which of them a page looks for."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.sought: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """See `Files`."""
        file = super().get_file_from_path(path)
        self.sought[PurePath(path).as_posix()] = _leads(file)
        return file


def _leads(file: File | None) -> str | None:
    return f"{file.url} {file.inclusion.name}" if file else None


class Linked(Files):
    """Files, of which those that only are copied stay the same where they were copied before."""

    def __init__(self, files: Files, was: Path) -> None:
        super().__init__(files)
        self._was = was

    def copy_static_files(self, dirty: bool = False, **options: Any) -> None:
        """See `Files`."""
        inclusion = options.get("inclusion", InclusionLevel.is_included)
        for file in self:
            if not file.is_documentation_page() and inclusion(file.inclusion):
                before = self._was / file.dest_uri
                if holds(before, file.content_bytes):
                    link(before, file.abs_dest_path)
                else:
                    file.copy_file(dirty)


class PageMemory:
    """The pages of one language, as the last build made them and as this one does.

    `was` is the site as it was, `keeping` the file that tells of it.
    """

    def __init__(self, keeping: Path, resting: str, was: Path) -> None:
        self._keeping, self._resting, self._was = keeping, resting, was
        self._before = _read(keeping, resting)
        self._now: dict[str, Known] = {}
        self._sources: dict[str, str] = {}
        self._watched: dict[str, Watched] = {}
        self._files = Files([])
        self._navigation = Navigation([], [])
        self._told = ""
        """A digest of what the navigation says, once all of its pages are known or made."""

    def begin(self, files: Files, navigation: Navigation) -> None:
        """Take note of what there is."""
        self._files, self._navigation = files, navigation

    def recall(self, page: Page, config: MkDocsConfig) -> bool:
        """Whether a page is known. If it is, others find what they need of it, without its text."""
        files, name = self._files, page.file.src_uri
        self._sources[name] = _digest(page.file.content_bytes)
        known = self._before.get(name)
        if known is None or known.source != self._sources[name]:
            return False
        if any(_leads(files.src_uris.get(to)) != address for to, address in known.leads.items()):
            return False
        page.present_anchor_ids = set(known.anchors)  # type: ignore[arg-type]
        page.links_to_anchors = {files.src_uris[to]: links for to, links in known.links.items()}
        if any(page is each for each in self._navigation.pages):
            page.read_source(config)
            page.content, page._title_from_render = "", known.title
        self._now[name] = known
        return True

    def watched(self, page: Page) -> Files:
        """The files, for making a page: where its links lead is noted."""
        self._now.pop(page.file.src_uri, None)
        return self._watched.setdefault(page.file.src_uri, Watched(self._files))

    def put(self, page: Page) -> bool:
        """Put a page into the site as it was made before; says whether that could be done."""
        if not self._told:
            self._told = _digest(repr([_item(item) for item in self._navigation]).encode())
        known = self._now.get(page.file.src_uri)
        if known is None or known.navigation != self._told:
            return False
        before = self._was / page.file.dest_uri
        try:
            if _digest(before.read_bytes()) != known.made:
                return False
        except OSError:
            return False
        link(before, page.file.abs_dest_path)
        return True

    def is_made(self, page: Page) -> bool:
        """Whether a page was made in this build."""
        return page.file.src_uri in self._watched

    def note(self, page: Page) -> None:
        """Remember a page that was made and written."""
        name, written = page.file.src_uri, Path(page.file.abs_dest_path)
        if written.is_file():
            self._now[name] = Known(
                self._sources[name],
                _digest(written.read_bytes()),
                self._told,
                page._title_from_render,
                self._watched[name].sought,
                sorted(page.present_anchor_ids or (), key=str),
                {to.src_uri: links for to, links in (page.links_to_anchors or {}).items()},
            )

    def keep(self) -> None:
        """Keep what is known now for the next build."""
        told = json.dumps({"resting": self._resting, "pages": self._now}, ensure_ascii=False)
        writing.write_text(self._keeping, f"{_digest(told.encode())}\n{told}")


def _item(item: Any) -> Any:
    """An item of the navigation, and what is below it."""
    meta = sorted((item.meta or {}).items()) if item.is_page else ()
    below = [_item(child) for child in item.children or ()]
    return type(item).__name__, item.title, getattr(item, "url", None), meta, below


def _read(keeping: Path, resting: str) -> dict[str, Known]:
    """What was kept, if it is whole and rests on the same."""
    try:
        mark, _, told = keeping.read_bytes().partition(b"\n")
        kept: Mapping[str, Any] = json.loads(told) if mark.decode() == _digest(told) else {}
        pages = kept["pages"] if kept["resting"] == resting else {}
        return {name: Known(*known) for name, known in pages.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
