"""What must not be published: how far a collection's pages and packs reach, and what may stand."""

from typing import Literal, Self

from pydantic import Field, model_validator

from runbook_gen.model.record import Line, Record

Profile = Literal["internal", "public"]


class Allowed(Record):
    """Something that looks like a secret or an identifier, and may be published."""

    text: Line | None = Field(None, description="The text, exactly; or a longer one that holds it.")
    pattern: Line | None = Field(None, description="RE2 that matches the whole of it.")
    reason: Line = Field(description="Why it may be published.")

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.text is None and self.pattern is None:
            raise ValueError("an allowed value needs a text or a pattern", "Write one of the two.")
        if self.pattern is not None:
            import re2

            options = re2.Options()
            options.log_errors = False
            try:
                re2.compile(self.pattern, options)
            except re2.error:
                raise ValueError("the pattern is no RE2 expression", "Correct it.") from None
        return self


class Redaction(Record):
    """Who reads what is published, and what may stand in it."""

    profile: Profile = Field(
        "internal",
        description="`internal`: no secret is published. `public`: identifiers (addresses, "
        "accounts, resource ids, host names, emails) become pseudonyms, too.",
    )
    allow: tuple[Allowed, ...] = Field((), description="What may stand all the same, and why.")
