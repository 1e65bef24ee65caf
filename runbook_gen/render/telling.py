"""What pages are made from, and what a page is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment

from runbook_gen.engine.remembering import Key, Remember
from runbook_gen.model.collection import Collection
from runbook_gen.model.manual import ManualPage
from runbook_gen.model.support import Support
from runbook_gen.render.older import Outdated


class Telling(NamedTuple):
    """What a page is made from: a collection, told in one language."""

    collection: Collection
    language: str
    manual: Sequence[ManualPage]
    support: Support
    templates: Environment
    outdated: Mapping[int, Outdated]
    """The translations that are older than their originals."""
    rule_pages: Mapping[str, str]
    """Where each rule is told, by its id."""
    remember: Remember

    def word(self, key: str) -> str:
        """The language's word for `key`."""
        return str(self.templates.globals["_"](key))  # type: ignore[operator]


class Page(NamedTuple):
    """A page to be written: its path below the language's folder, and what its template gets.

    A page with a key is the same wherever the key is; its data may then wait until it is asked for.
    """

    path: str
    template: str
    data: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    key: Key | None = None


PageMaker = Callable[[Telling], Iterator[Page]]
