"""A collection's own settings: its languages, its address, its opinion of each check."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from runbook_gen.model.record import Line, Record, Slug, Url
from runbook_gen.model.redaction import Redaction
from runbook_gen.model.text import Language, Text

Version = Annotated[str, Field(pattern=r"^([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})$")]
"""A semantic version: `major.minor.patch`."""

LogSelector = Annotated[str, Field(pattern=r"^\{[^{}\x00-\x1f]{3,500}\}$")]
CheckLevel = Literal["error", "warning", "note", "off"]


class Term(RootModel[Annotated[dict[Language, Line], Field(min_length=2)]]):
    """What something is called in each language, such as `{ko: 웹훅, en: webhook}`."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Glossary(Record):
    """What the texts call things."""

    keep: tuple[Line, ...] = Field(
        (), description="Names that every language spells alike, such as `Argo CD`."
    )
    terms: tuple[Term, ...] = Field(
        (), description="Terms with one fixed translation, such as `{ko: 웹훅, en: webhook}`."
    )


class Settings(Record):
    """What `incidents/collection.yaml` holds."""

    title: Text = Field(description="The site's name.")
    languages: tuple[Language, ...] = Field(
        min_length=1, description="The languages of every text; the first is the source."
    )
    site_url: Url = Field(description="Where the site is published, without a language.")
    components: tuple[Slug, ...] = Field(
        (), description="The components that incidents may name; empty allows any."
    )
    pack_version: Version = Field(
        "0.1.0",
        description="The version of the rule packs; `runbook-gen diff` says when it must rise.",
    )
    log_selector: LogSelector = Field(
        '{job=~".+"}',
        description="The streams that Loki's rules look at, as LogQL writes them.",
    )
    glossary: Glossary = Field(
        default_factory=Glossary, description="What the texts call things; `check` holds to it."
    )
    checks: dict[Slug, CheckLevel] = Field(
        default_factory=dict, description="Severity per check id, or `off`."
    )

    redaction: Redaction = Field(
        default_factory=Redaction, description="What must not be published."
    )

    def page_url(self, language: str, page: str) -> str:
        """The published address of a page, such as `incidents/x` in `ko`."""
        return f"{self.site_url.rstrip('/')}/{language}/{page}.html"

    def check_url(self, language: str, check: str) -> str:
        """Where the site tells what a check's findings mean."""
        return f"{self.page_url(language, 'reference/checks')}#{check}"
