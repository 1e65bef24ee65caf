"""CEL: the expressions of manifest and file rules, run by Google's own engine.

The language is what Kubernetes accepts in an admission policy: the standard macros, the strings
library (version 2) and optional values. Beyond it there are functions of our own, which need the
files around a document; a rule that uses one cannot become an admission policy.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

FIRST = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")

Functions = Mapping[str, Callable[..., Any]]
"""Our own functions, by name, as they answer for one document."""


class OwnFunction(NamedTuple):
    """What a function of ours takes and gives (CEL's type names), and what it says."""

    takes: tuple[str, ...]
    gives: str
    manual: str


OWN: Mapping[str, OwnFunction] = {
    "exists": OwnFunction(("STRING",), "BOOL", "a file or folder lies at this path"),
    "isFile": OwnFunction(("STRING",), "BOOL", "a file lies at this path"),
    "outside": OwnFunction(("STRING",), "BOOL", "the path leads out of the document's own folder"),
    "load": OwnFunction(("STRING",), "DYN", "the YAML or JSON file at this path; null if none"),
    "text": OwnFunction(("STRING",), "STRING", "the text of the file at this path; '' if none"),
    "copied": OwnFunction(
        ("STRING",), "STRING", "the file that a Dockerfile's COPY puts at this path of the image"
    ),
    "files": OwnFunction(("STRING",), "DYN", "the paths of all files that fit this glob"),
    "objects": OwnFunction(
        ("STRING", "STRING"),
        "DYN",
        "the Kubernetes objects of this kind in this namespace; in '*', in any",
    ),
    "ownNamespace": OwnFunction((), "STRING", "the document's namespace; '' if unknown"),
    "patches": OwnFunction(
        (), "DYN", "the texts of the patches that kustomizations make to the document"
    ),
    "named": OwnFunction(
        ("STRING", "STRING"),
        "DYN",
        "the Kubernetes objects of this kind and name, in any namespace",
    ),
    "pods": OwnFunction(
        ("DYN", "STRING"), "DYN", "the pods in this namespace that this label selector picks"
    ),
    "selects": OwnFunction(
        ("DYN", "DYN"), "BOOL", "this label selector picks a pod with these labels"
    ),
    "serviceAccount": OwnFunction(
        ("DYN", "STRING"),
        "DYN",
        "of a pod in this namespace: the account's name, whether its token is mounted, its roles",
    ),
    "egressPolicies": OwnFunction(
        ("DYN", "STRING"),
        "DYN",
        "this NetworkPolicy's spec, and those of this namespace that restrict egress and may "
        "select one of its pods: podSelector, denies, and egress as cidr, except, port, endPort",
    ),
    "cniEgress": OwnFunction(
        ("DYN", "STRING"),
        "DYN",
        "where Cilium's, Calico's and the administrator's policies let pods with these values of "
        "labels go: to, ports",
    ),
    "under": OwnFunction(("DYN", "STRING"), "DYN", "the values under this key, at any depth"),
    "found": OwnFunction(
        ("DYN", "STRING"), "DYN", "what this pattern (RE2) finds in the texts of a value, each once"
    ),
    "holding": OwnFunction(
        ("STRING", "STRING"),
        "DYN",
        "the files that fit this glob and in which this pattern is found",
    ),
    "maps": OwnFunction(("DYN",), "DYN", "every mapping in a value, at any depth"),
    "strings": OwnFunction(("DYN",), "DYN", "every text in a value, at any depth"),
}
"""Paths are relative to the document's own folder, or to the tree's root with '/' before them."""

ANY = ("LIST", "MAP", "STRING", "INT", "DOUBLE", "BOOL", "NULL")
VARIABLES = ("object", "path", "variables")


class BadExpression(ValueError):
    """CEL does not accept the expression. `line` and `column` count from 1, within it."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


class CannotJudge(Exception):
    """The expression could not be evaluated on this value; the text says why."""


class Engine:
    """An environment: what it compiles may call `functions`.

    With no functions it is what Kubernetes offers. What a function answers may change from
    document to document: it is looked up when it is called. Variables may be anything, unless
    `types` names them all with their types.
    """

    def __init__(
        self, functions: Functions | None = None, types: Mapping[str, Any] | None = None
    ) -> None:
        from cel_expr_python import cel
        from cel_expr_python.ext import ext_optional, ext_strings

        self._cel = cel
        dynamic = cel.Type.DYN
        self._env = cel.NewEnv(
            variables=dict(types or dict.fromkeys(VARIABLES, dynamic)),
            extensions=[ext_strings.ExtStrings(2), ext_optional.ExtOptional()],
            functions=[self._declared(name, impl) for name, impl in (functions or {}).items()],
        )

    def _declared(self, name: str, impl: Callable[..., Any]) -> Any:
        types, own = self._cel.Type, OWN[name]
        # The engine never calls an overload that takes DYN: each kind of value needs its own.
        kinds = ANY if "DYN" in own.takes else ("",)
        overloads = [
            self._cel.Overload(
                f"own_{name}{kind.lower()}",
                getattr(types, own.gives),
                [getattr(types, kind if taken == "DYN" else taken) for taken in own.takes],
                False,
                impl=impl,
            )
            for kind in kinds
        ]
        return self._cel.FunctionDecl(name, overloads)

    def compile(self, expr: str) -> "Expression":
        """The compiled expression.

        Raises:
            BadExpression: it is not CEL, or uses what Kubernetes does not have.
        """
        try:
            return Expression(self._cel, self._env.compile(expr), expr)
        except (RuntimeError, ValueError, TypeError) as error:
            raise _worded(str(error)) from None

    def facts(self, values: Mapping[str, Any]) -> Any:
        """Values of `VARIABLES`, ready to be asked many expressions about."""
        return self._env.Activation(dict(values))


class Expression:
    """A compiled expression."""

    def __init__(self, cel: Any, compiled: Any, text: str) -> None:
        self._error, self._compiled, self.text = cel.Type.ERROR, compiled, text

    @property
    def type(self) -> Any:
        """The type that the checker found for its value."""
        return self._compiled.return_type()

    @property
    def serialized(self) -> bytes:
        """The checked expression: a cel.expr.CheckedExpr, in an Any, in protobuf's wire format."""
        text: bytes = self._compiled.serialize()
        return text

    def on(self, facts: Any) -> Any:
        """The expression's value, as plain Python data.

        Raises:
            CannotJudge: it ends in an error, such as a field that is not there.
        """
        try:
            value = self._compiled.eval(activation=facts)
            if value.type() != self._error:
                plain = value.plain_value()
                for _ in range(_nulls(plain)):
                    _keep_none()
                return plain
            reason = str(value.value())
        except Exception as error:  # what the engine raises depends on what went wrong inside it
            reason = str(error)
        raise CannotJudge(" ".join(reason.split()))


def _keep_none() -> None:
    """Take back a reference to None.

    For each null in a value, `plain_value` (cel-expr-python 0.1.3) gives one away that is not its
    own; once there are none left, Python before 3.12 dies.
    """
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))


def _nulls(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(_nulls, value.values()))
    return sum(map(_nulls, value)) if isinstance(value, list) else value is None


def _worded(error: str) -> BadExpression:
    match = FIRST.search(error)
    if not match:
        return BadExpression(" ".join(error.split()))
    reason = match[3].replace(" (in container '')", "").replace("Syntax error: ", "")
    return BadExpression(reason, int(match[1]), int(match[2]))


@lru_cache(maxsize=1)
def _kubernetes() -> Engine:
    return Engine()


@lru_cache(maxsize=1)
def _ours() -> Engine:
    return Engine(dict.fromkeys(OWN, _never))


def _never(*_: Any) -> Any:
    raise CannotJudge("functions answer for a document only")


def compile_error(expr: str) -> BadExpression | None:
    """Why `expr` is not CEL as rules may use it, or None."""
    try:
        _ours().compile(expr)
    except BadExpression as error:
        return error
    return None


def own_functions(exprs: Sequence[str]) -> tuple[str, ...]:
    """The functions of ours that the expressions need, and that no cluster has."""
    names: list[str] = []
    for expr in exprs:
        try:
            _kubernetes().compile(expr)
        except BadExpression:
            names += [name for name in OWN if re.search(rf"(?<![\w.]){name}\s*\(", expr)]
    return tuple(dict.fromkeys(names))
