"""What every part of a YAML file has in common: frozen, and closed to unknown keys."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A name that is safe in a file name, a URL, an HTML id and a Prometheus label value."""

Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=500)]
"""One line of text, as the author wrote it, in no language (a name, a value, a version)."""

Verbatim = Annotated[str, Field(min_length=1, max_length=100_000)]
"""Evidence, quoted exactly: a command, an output, a log line, a piece of configuration."""

RepoPath = Annotated[str, Field(pattern=r"^[\w.@+{}\-][\w./@+{}\- ]*$", max_length=300)]
"""A path inside a repository, with forward slashes, as the record gives it."""

Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"'`\\(){}\[\]]+$", max_length=1000)]
"""A web address."""


class Record(BaseModel):
    """A part of an incident, cluster or collection file."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
