"""A text: the same words in every language that a collection has."""

from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
"""An ISO 639 language code, such as `ko` or `en`."""

Markdown = Annotated[str, Field(min_length=1, max_length=20_000)]


class Text(RootModel[Annotated[dict[Language, Markdown], Field(min_length=1)]]):
    """A mapping from language to Markdown, such as `{ko: 원인, en: Cause}`."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def within(self, language: str) -> str:
        """The text in `language`; where it is not translated yet, in the first language it has."""
        return self.root.get(language) or next(iter(self.root.values()))
