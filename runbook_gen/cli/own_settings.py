"""What a project's own `mkdocs.yml` says that must be known before the site generator reads it.

Plain values only: what its tags (`!ENV`, `!!python/name`) stand for, the generator finds out.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ALWAYS = (".*", "/templates/")
"""What MkDocs passes over in any case."""
MENTIONED = ("hooks", "exclude_docs", "draft_docs")


class _Plain(yaml.SafeLoader):
    """Reads plain values, and nothing in the place of others."""


_Plain.add_multi_constructor("", lambda *_: None)


def own_settings(config: Path) -> dict[str, Any]:
    """Those of `MENTIONED` that the file has; what is wrong with it, the generator says."""
    try:
        text = config.read_text("utf-8")
        if not any(name in text for name in MENTIONED):
            return {}  # reading it takes longer than many a build of one page
        said = yaml.load(text, _Plain)  # noqa: S506 - it is a SafeLoader
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    found = said.items() if isinstance(said, dict) else ()
    return {name: value for name, value in found if name in MENTIONED and value}


def hooks(config: Path) -> list[str]:
    """The scripts that it names, wherever the configuration lies that the generator is given."""
    named = own_settings(config).get("hooks")
    folder = config.absolute().parent
    return [str(folder / str(name)) for name in named] if isinstance(named, list) else []


def left_out(config: Path) -> Callable[[str], bool]:
    """Whether a page, by its path in its language's folder, is no part of the published site."""
    from pathspec import GitIgnoreSpec

    said = own_settings(config)
    lines = [str(said.get(name, "")).splitlines() for name in ("exclude_docs", "draft_docs")]
    try:
        excluded, drafts = (
            GitIgnoreSpec.from_lines(each) for each in ([*ALWAYS, *lines[0]], lines[1])
        )
    except ValueError:  # the generator says so
        return lambda _: False
    return lambda path: excluded.match_file(path) or drafts.match_file(path)
