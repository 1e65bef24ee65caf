"""Documents: whether a text is well-formed YAML or JSON."""

from typing import NamedTuple

KINDS = {"yaml": "YAML", "yml": "YAML", "json": "JSON"}
"""The languages that can be judged, and what each is called."""


class DocumentFault(NamedTuple):
    """Where a document stops being well-formed (`line` from 1), and why."""

    line: int
    problem: str


def document_fault(text: str, language: str) -> DocumentFault | None:
    """The first place where `text` is not `language` (one of `KINDS`), or None."""
    return _json_fault(text) if KINDS[language] == "JSON" else _yaml_fault(text)


def _yaml_fault(text: str) -> DocumentFault | None:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # Events alone: tags such as `!Ref` are well-formed, whoever may read them.
        for _ in yaml.parse(text, Loader=loader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return DocumentFault(mark.line + 1 if mark else 1, str(error.problem or error.context))
    except yaml.YAMLError as error:
        return DocumentFault(1, str(error).split("\n")[0])
    return None


def _json_fault(text: str) -> DocumentFault | None:
    import json

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not JSON")

    try:
        # Numbers stay text: Python refuses to convert very long ones.
        json.loads(text, parse_constant=refuse, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        return DocumentFault(error.lineno, error.msg)
    except ValueError as error:
        return DocumentFault(1, str(error))
    except RecursionError:
        return DocumentFault(1, "it is nested too deep")
    return None
