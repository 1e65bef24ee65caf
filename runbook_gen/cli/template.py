"""The repository of a new collection, from the template that comes with runbook-gen.

The template keeps copier's conventions, so that `copier copy` fills it in as well: a file whose
name ends in `.jinja` is rendered, any other is taken as it is, and `copier.yml` lists what is
asked.
"""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from runbook_gen.model.artifact import Artifact

RENDERED = ".jinja"
OUR_LANGUAGES = ("de", "en", "ja", "ko")
"""The languages that the template's example is written in; `said.jinja` names them, too."""


class Answers(NamedTuple):
    """What the template asks: the questions of `copier.yml`."""

    languages: str
    """Codes with commas between, the source first."""

    requirement: str
    url: str
    today: str


def repository(answers: Answers) -> list[Artifact]:
    """Every file of the new repository, and what its editors complete with."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from runbook_gen.model.issue_form import issue_form
    from runbook_gen.model.schema import schemas

    room = files("runbook_gen") / "template"

    def source(name: str) -> str:
        return room.joinpath(*name.split("/")).read_text("utf-8")

    templates = Environment(  # noqa: S701 - YAML and Markdown, made of what init has validated
        loader=FunctionLoader(source), undefined=StrictUndefined, keep_trailing_newline=True
    )
    made = [
        Artifact(
            path.removesuffix(RENDERED),
            templates.get_template(f"project/{path}").render(answers._asdict())
            if path.endswith(RENDERED)
            else source(f"project/{path}"),
        )
        for path in _paths(room / "project")
    ]
    form = issue_form()
    return [
        *made,
        *(Artifact(f"docs/schema/{each.path}", each.text) for each in schemas()),
        Artifact(f".github/ISSUE_TEMPLATE/{form.path}", form.text),
    ]


def _paths(folder: Traversable, above: str = "") -> Iterator[str]:
    """The files below a folder, by name, with the way to each."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _paths(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name
