"""Wrong fields: the files' fields are those of the model, and their values of its types.

**Why.** A misspelled key would be lost without a word, and a missing symptom makes a page that
helps nobody. So unknown keys, missing fields and values of the wrong type are errors, each with
its place and the nearest known name.

**Bad**

```yaml
symptons: []           # unknown key 'symptons' in incident. Did you mean 'symptoms'?
severity: hihg         # not one of critical, high, medium, low
```

**Good**

```yaml
symptoms:
  - summary: {ko: 컨트롤러가 계속 다시 시작한다, en: The controller keeps restarting}
severity: high
```
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from runbook_gen.load.shapes import SHAPES
from runbook_gen.model.keys import known_keys
from runbook_gen.model.place import KEY, Path
from runbook_gen.model.rule import Rule


class Worded(NamedTuple):
    """A model's refusal in the reader's terms; `path` may point at a key (`KEY`)."""

    path: Path
    message: str
    remedy: str


class Refusal(NamedTuple):
    """What pydantic refused: its error, the value's path and name, and the file's model."""

    error: ErrorDetails
    path: Path
    name: str
    model: type[BaseModel]

    @property
    def context(self) -> Mapping[str, Any]:
        """The bounds or choices that the value missed."""
        return self.error.get("ctx", {})

    @property
    def input(self) -> object:
        """The value as the author wrote it."""
        return self.error["input"]


def reword(errors: Iterable[ErrorDetails], data: object, model: type[BaseModel]) -> list[Worded]:
    """Pydantic's refusals of `data` as `model`, in our words.

    Fields that one mapping lacks are told together. A list whose items failed is also called too
    short by pydantic; that only follows, and is left out.
    """
    worded: list[Worded] = []
    missing: dict[Path, list[str]] = {}
    for error in errors:
        path = _path_in(error["loc"], data)
        if error["type"] == "missing":
            missing.setdefault(path[:-1], []).append(f"'{error['loc'][-1]}'")
        elif not (error["type"] == "too_short" and error["input"]):
            refusal = Refusal(error, path, _name(path) or model.__name__.lower(), model)
            worded.append(WORDS.get(error["type"], _other)(refusal))
    for path, names in missing.items():
        # A misspelled key is one mistake, not two.
        meant = {w.remedy for w in worded if w.path[-1:] == (KEY,) and w.path[:-2] == path}
        names = [name for name in names if f"Did you mean {name}?" not in meant]
        if not names:
            continue
        owner = _name(path).replace("'", "") or model.__name__.lower()
        verb, them = ("is", "it") if len(names) == 1 else ("are", "them")
        worded.append(Worded(path, f"{', '.join(names)} {verb} missing in {owner}", f"Add {them}."))
    return worded


def _other(refusal: Refusal) -> Worded:
    message = f"{refusal.name}: {refusal.error['msg']}"
    return Worded(refusal.path, message, "See the field in the authors' reference.")


def _path_in(loc: tuple[str | int, ...], data: object) -> Path:
    """`loc` without what pydantic adds to it (the tags of unions), as far as `data` has it."""
    path: list[str | int] = []
    for position, part in enumerate(loc):
        last = position == len(loc) - 1
        if part == "[key]":  # pydantic's sign for the key itself
            path.append(KEY)
            break
        if isinstance(data, Mapping) and (part in data or last):
            path.append(part)
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path.append(part)
            data = data[part]
    return tuple(path)


def _name(path: Path) -> str:
    """The innermost named part of a path, as the reader would call it."""
    named = [part for part in path if isinstance(part, str)]
    if not named:
        return ""
    if path[-1] == KEY:
        return f"a key of {_name(path[:-2])}"
    return f"'{named[-1]}'" if path[-1] == named[-1] else f"an item of '{named[-1]}'"


def _owner(path: Path, model: type[BaseModel]) -> str:
    """What the mapping that holds the value at `path` is called."""
    return _name(path[:-1]).replace("'", "") or model.__name__.lower()


def _unknown(refusal: Refusal) -> Worded:
    from difflib import get_close_matches

    path = refusal.path
    known = known_keys(refusal.model, refusal.error["loc"][:-1])
    key = str(path[-1])
    near = get_close_matches(key, known, n=1)
    remedy = f"Did you mean '{near[0]}'?" if near else f"Known keys: {', '.join(known)}."
    return Worded((*path, KEY), f"unknown key '{key}' in {_owner(path, refusal.model)}", remedy)


def _expected(kind: str, remedy: str) -> "Wording":
    def word(refusal: Refusal) -> Worded:
        found = "empty" if refusal.input is None else f"{_found(refusal.input)}, not {kind}"
        return Worded(refusal.path, f"{refusal.name} is {found}", remedy)

    return word


def _found(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"'{text if len(text) <= 40 else text[:39] + '…'}'"


def _choice(refusal: Refusal) -> Worded:
    from difflib import get_close_matches

    choices = str(refusal.context["expected"])
    names = choices.replace("'", "").replace(" or ", ", ").split(", ")
    near = get_close_matches(str(refusal.input), names, n=1)
    remedy = f"Did you mean '{near[0]}'?" if near else f"Write one of: {', '.join(names)}."
    found = "empty" if refusal.input is None else _found(refusal.input)
    message = f"{refusal.name} is {found}, not one of {', '.join(names)}"
    return Worded(refusal.path, message, remedy)


def _tag(refusal: Refusal) -> Worded:
    """The `kind` of a rule, by which pydantic chooses the rule's model."""
    kinds = get_args(get_args(Rule)[0])
    names = ", ".join(get_args(kind.model_fields["kind"].annotation)[0] for kind in kinds)
    found = refusal.input.get("kind") if isinstance(refusal.input, Mapping) else None
    if found is None:
        return Worded(refusal.path, "'kind' is missing in a rule", f"Add 'kind:', one of: {names}.")
    message = f"'kind' is {_found(found)}"
    return Worded((*refusal.path, "kind"), message, f"Write one of: {names}.")


def _pattern(refusal: Refusal) -> Worded:
    remedy = SHAPES[refusal.context["pattern"]]
    message = f"{refusal.name} is {_found(refusal.input)}, which has the wrong form"
    return Worded(refusal.path, message, remedy)


def _length(remedy: str) -> "Wording":
    def word(refusal: Refusal) -> Worded:
        least, most = refusal.context.get("min_length"), refusal.context.get("max_length")
        short = "empty" if least == 1 else f"shorter than {least}"
        found = short if most is None else f"longer than {most}"
        return Worded(refusal.path, f"{refusal.name} is {found}", remedy)

    return word


def _number(refusal: Refusal) -> Worded:
    least, most = refusal.context.get("ge"), refusal.context.get("le")
    bound = f"at least {least}" if most is None else f"at most {most}"
    message = f"{refusal.name} is {_found(refusal.input)}"
    return Worded(refusal.path, message, f"It must be {bound}.")


def _together(refusal: Refusal) -> Worded:
    """Fields that do not go together: the model says why, and what to do."""
    message, remedy = refusal.context["error"].args
    return Worded(refusal.path, message, remedy)


Wording = Callable[[Refusal], Worded]

_TEXT = _expected("text", "Write one text; for several lines, begin with '|-'.")
_LIST = _expected("a list", "Begin each item with '- ', or put [ ] around it.")
_MAPPING = _expected("a mapping", "Write 'key: value' lines, indented below it.")
_BOOLEAN = _expected("true or false", "Write true or false.")
_DATE = _expected("a date", "Write it as YYYY-MM-DD, such as 2025-11-16.")
_WHOLE = _expected("a whole number", "Write digits only, such as 20 or -1.")

WORDS: dict[str, Wording] = {
    "extra_forbidden": _unknown,
    "string_type": _TEXT,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _expected("a mapping", "Write a text as {ko: …, en: …}, files as path: text."),
    "value_error": _together,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "bool_parsing": _BOOLEAN,
    "bool_type": _BOOLEAN,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _WHOLE,
    "literal_error": _choice,
    "union_tag_not_found": _tag,
    "union_tag_invalid": _tag,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _length("Write something, or leave the field out."),
    "string_too_long": _length("Keep what matters."),
    "too_short": _length("Add at least one."),
    "too_long": _length("Keep what matters."),
    "greater_than_equal": _number,
    "less_than_equal": _number,
}
