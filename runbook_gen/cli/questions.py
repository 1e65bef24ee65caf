"""The questions of `runbook-gen new`, on a terminal; each answer is judged where it is given."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from collections.abc import Collection as Names
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from runbook_gen.cli import draft as known
from runbook_gen.cli.command import CannotRun
from runbook_gen.cli.draft import Draft

if TYPE_CHECKING:
    from runbook_gen.model.collection import Collection

Judge = Callable[[str], object]
"""Raises `CannotRun` where an answer does not do."""

Question = Callable[[Draft, "Collection"], Any]
"""Returns the answer, as its field of a draft has it."""

NO_WAVE = "none: it happened outside the deployment"
LONGEST_GUESS = 50
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def ask(draft: Draft, collection: "Collection", given: Names[str]) -> Draft:
    """The draft with what was answered; the fields that are `given` are not asked for.

    Raises:
        KeyboardInterrupt: the reader gave up, by Ctrl-C or Ctrl-D.
    """
    try:
        for name, question in QUESTIONS.items():
            if name not in given:
                draft = replace(draft, **{name: question(draft, collection)})
    except EOFError:
        raise KeyboardInterrupt from None
    return draft


def _text(message: str, default: str = "", judge: Judge = str) -> str:
    import questionary

    def validate(answer: str) -> bool | str:
        try:
            judge(answer.strip())
        except CannotRun as error:
            return str(error)
        return not UNFIT.search(answer) or "Remove the control character."

    return str(questionary.text(message, default, validate=validate).unsafe_ask()).strip()


def _choice(message: str, choices: Iterable[str], default: str) -> str:
    import questionary

    return str(questionary.select(message, list(choices), default=default).unsafe_ask())


def _in_each_language(message: str, *, needed: bool = False) -> Question:
    """A text in every language: Enter leaves it for later, except a needed one in the source."""

    def question(_: Draft, collection: "Collection") -> dict[str, str]:
        from runbook_gen.render.locales import own_name

        said = {}
        for language in collection.languages:
            must = needed and language == collection.languages[0]
            later = "" if must else "; Enter for later"
            judge = _something if must else str
            said[language] = _text(f"{message} ({own_name(language)}{later})", judge=judge)
        return {language: text for language, text in said.items() if text}

    return question


def _something(answer: str) -> None:
    if not answer:
        raise CannotRun("Write something.")


def _id(draft: Draft, collection: "Collection") -> str:
    def judge(answer: str) -> None:
        if known.id_of(answer) in collection.by_id:
            raise CannotRun(f"'{answer}' is there already. Choose another.")

    guesses = (draft.title.get("en", ""), *draft.title.values())
    return _text("Id, the file's name", next(filter(None, map(slug, guesses)), ""), judge)


def slug(title: str) -> str:
    """The Latin words of a title, as an id."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))
    cut = words[: LONGEST_GUESS + 1].rpartition("-")[0] or words[:LONGEST_GUESS]
    return words if len(words) <= LONGEST_GUESS else cut


def _occurred(draft: Draft, _: "Collection") -> object:
    return known.day(_text("Day it happened", draft.occurred.isoformat(), known.day))


def _components(_: Draft, collection: "Collection") -> tuple[str, ...]:
    import questionary

    listed = collection.settings.record.components
    if not listed:
        read = partial(known.components, collection=collection)
        return read(_text("Components, with commas between", judge=read))
    asked = questionary.checkbox(
        "Components", list(listed), validate=lambda chosen: bool(chosen) or "Choose at least one."
    )
    return tuple(asked.unsafe_ask())


def _wave(_: Draft, collection: "Collection") -> int | None:
    choices = [NO_WAVE, *map(str, known.waves(collection))]
    answer = _choice("Wave that it struck", choices, NO_WAVE)
    return None if answer == NO_WAVE else int(answer)


QUESTIONS: dict[str, Question] = {
    "title": _in_each_language("Title: what failed, and how", needed=True),
    "id": _id,
    "occurred": _occurred,
    "severity": lambda draft, _: _choice("Severity", known.SEVERITIES, draft.severity),
    "status": lambda draft, _: _choice("Status", known.STATUSES, draft.status),
    "components": _components,
    "wave": _wave,
    "symptom": _in_each_language("What was seen first"),
    "cause": _in_each_language("Cause, also a suspected one"),
}
"""What is asked, in this order, by the draft's fields."""
