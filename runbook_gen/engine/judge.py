"""Manifest and file rules, tried on trees of files."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from runbook_gen.engine.cel import OWN, CannotJudge, Engine, Expression
from runbook_gen.engine.glob import fitting
from runbook_gen.engine.parsers import Document
from runbook_gen.engine.parsers.yaml import readable
from runbook_gen.engine.reading import Reading, Template
from runbook_gen.engine.resource import kubernetes_object, selects, stems
from runbook_gen.engine.surroundings import Surroundings
from runbook_gen.model.fault import Fault, Unjudged
from runbook_gen.model.tree import STDIN, Tree

if TYPE_CHECKING:  # files are judged without pydantic
    from runbook_gen.model.known_rule import KnownRule
    from runbook_gen.model.rule import EveryRule, FileRule, ManifestRule, Origin

    OfManifests = ManifestRule | KnownRule
    OfFiles = FileRule | KnownRule

CAPITAL = re.compile(r"([A-Z])")
VARIABLE = re.compile(r"\bvariables\.(\w+)")
OF_DOCUMENT = re.compile(
    r"\b(?:object|path)\b|(?<![.\w])(?:ownNamespace|patches|outside|copied|exists|isFile)\("
    r"|(?<![.\w])(?:load|text)\((?![a-z]\))"
)
"""What an expression says that differs from document to document; a glob's path does not."""
READS = re.compile(r"(?<![.\w])(?:load|text)\(")
KINDS = ("manifest", "file")
Judged = Fault | Unjudged | Template


class _Compiled:
    """A rule whose expressions are compiled."""

    def __init__(self, incident: "Origin", rule: "OfManifests | OfFiles", engine: Engine) -> None:
        self.incident, self.rule = incident, rule
        self._engine = engine
        self._applies = engine.compile(rule.applies_when) if rule.applies_when else None
        self._variables = {name: engine.compile(expr) for name, expr in rule.variables.items()}
        self._of_tree = _of_tree(rule.variables)
        self.needs = _needs(rule)
        """Sets of words: a text that lacks all the words of one has nothing for the rule."""
        self._known: dict[str, Any] = {}
        self._expr = engine.compile(rule.expr)
        self._culprits = engine.compile(rule.culprits) if rule.culprits else None

    def begin(self) -> None:
        """Forget what was found out of another tree."""
        self._known.clear()

    def judge(self, document: Document, facts: Any) -> Iterator[Judged]:
        """What is wrong with a document, or why the rule could not tell."""
        try:
            yield from self._faults(document, facts)
        except CannotJudge as error:
            yield Unjudged(document.path, document.locate().line, str(error), self.rule.id)

    def _faults(self, document: Document, facts: Any) -> Iterator[Fault]:
        if self._applies and self._applies.on(facts) is not True:
            return
        values: dict[str, Any] = {}
        for name, expression in self._variables.items():
            if name in self._of_tree and name in self._known:
                values[name] = self._known[name]
                continue
            values[name] = expression.on(self._with(document, values, expression, facts))
            if name in self._of_tree:
                self._known[name] = values[name]
        if self._expr.on(self._with(document, values, self._expr, facts)) is not True:
            return
        culprits: list[Any] = []
        if self._culprits:
            culprits = self._culprits.on(self._with(document, values, self._culprits, facts))
        culprits = culprits if isinstance(culprits, list) else [culprits]
        found = {at: culprit for culprit in culprits for at in document.find(culprit)}
        if not found:
            found = {document.locate(): culprits[0] if culprits else None}
        for at in sorted(found):
            yield Fault(self.incident, self.rule, document.path, at.line, at.column, found[at])

    def _with(
        self, document: Document, values: dict[str, Any], expression: Expression, facts: Any
    ) -> Any:
        """The facts for an expression, with no variable that it does not name: each is a cost."""
        named = {name: values[name] for name in _variables(expression.text) if name in values}
        return self._engine.facts(_facts(document, named)) if named else facts


@lru_cache(maxsize=1024)
def _variables(expr: str) -> frozenset[str]:
    """The variables that an expression names."""
    return frozenset(VARIABLE.findall(expr))


def _of_tree(variables: Mapping[str, str]) -> frozenset[str]:
    """The variables that are the same for every document of a tree, and found out once."""
    names: set[str] = set()
    for name, expr in variables.items():
        # What a path of one letter stands for is known only where it comes from a glob.
        rooted = "files(" in expr or not READS.search(expr)
        if rooted and not OF_DOCUMENT.search(expr) and names.issuperset(VARIABLE.findall(expr)):
            names.add(name)
    return frozenset(names)


def _facts(document: Document, variables: dict[str, Any]) -> dict[str, Any]:
    return {"object": document.value, "path": document.path, "variables": variables}


Speaking = tuple[list[tuple[_Compiled, "OfManifests"]], list[tuple[_Compiled, "OfFiles"]]]


class Judge:
    """Rules that are compiled once, for any number of trees.

    Raises:
        BadExpression: a rule's expression is not CEL.
    """

    def __init__(self, rules: Iterable[tuple["Origin", "EveryRule | KnownRule"]]) -> None:
        self._engine = Engine({name: self._answer(name) for name in OWN})
        self._around: Surroundings | None = None
        self._texts: Mapping[str, str] = {}
        compiled = [
            _Compiled(incident, cast("OfManifests | OfFiles", rule), self._engine)
            for incident, rule in rules
            if getattr(rule, "kind", "") in KINDS
        ]
        self._manifest = [(c, c.rule) for c in compiled if c.rule.kind == "manifest"]
        self._file = [(c, c.rule) for c in compiled if c.rule.kind == "file"]
        self._words = tuple({word for c in compiled for needed in c.needs for word in needed})
        self._speaking: dict[frozenset[str], Speaking] = {}

    def _answer(self, name: str) -> Callable[..., Any]:
        method = CAPITAL.sub(r"_\1", name).lower()
        return lambda *args: getattr(self._around, method)(*args)

    def judge(
        self,
        tree: Tree,
        only: Callable[[str], bool] | None = None,
        share: Callable[[str], bool] | None = None,
    ) -> Iterator[Judged]:
        """Every fault in the tree, file by file, and what could not be judged.

        Where `only` is given, the whole tree is read, and only those files are judged; where
        `share` is, those of them alone, but any of them is told of that turns out to be no YAML.
        """
        reading = Reading(tree, lambda path: any(fits(rule, path) for _, rule in self._file))
        self._around, self._texts = Surroundings(reading), reading.texts
        for compiled, _ in (*self._manifest, *self._file):
            compiled.begin()
        for path, text in reading.texts.items():
            if (only is None or only(path)) and (share is None or share(path)):
                low = text.lower()
                words = frozenset([word for word in self._words if word in low])
                manifest, file = self._speak(words)
                yield from self._judge_objects(path, manifest, reading)
                yield from self._judge_file(path, file, reading)
        yield from (left for left in reading.left if only is None or only(left.file))

    def text(self, path: str) -> str:
        """The text of a file of the tree that was judged last; empty where it was not read."""
        return self._texts.get(path, "")

    def _speak(self, words: frozenset[str]) -> "Speaking":
        """The rules that may have something to say of a text with these of all rules' words.

        The texts of a repository are alike in that: few sets of words are ever met.
        """
        if words not in self._speaking:
            self._speaking[words] = (
                [(c, rule) for c, rule in self._manifest if _may_speak(c, words)],
                [(c, rule) for c, rule in self._file if _may_speak(c, words)],
            )
        return self._speaking[words]

    def _judge_objects(
        self, path: str, rules: Sequence[tuple[_Compiled, "OfManifests"]], reading: Reading
    ) -> Iterator[Judged]:
        for document in reading.documents(path) if rules and readable(path) else ():
            value = document.value
            if kubernetes_object(value):
                version, kind = value["apiVersion"], value["kind"]
                chosen = [c for c, rule in rules if selects(rule.match, version, kind)]
                yield from self._judge(chosen, document)

    def _judge_file(
        self, path: str, speaking: Sequence[tuple[_Compiled, "OfFiles"]], reading: Reading
    ) -> Iterator[Judged]:
        by_parser: dict[str, list[_Compiled]] = {}
        for compiled, rule in speaking:
            if fits(rule, path):
                by_parser.setdefault(rule.match.parser, []).append(compiled)
        for parser, rules in by_parser.items():
            for document in reading.documents(path, parser):
                yield from self._judge(rules, document)

    def _judge(self, rules: Sequence[_Compiled], document: Document) -> Iterator[Judged]:
        if rules and self._around:
            self._around.around(document)
            facts = self._engine.facts(_facts(document, {}))
            for compiled in rules:
                yield from compiled.judge(document, facts)


def fits(rule: "OfFiles", path: str) -> bool:
    """Whether a file rule judges files of this name; standard input is taken for manifests."""
    return fitting(rule.match.globs, "stdin.yaml" if path == STDIN else path)


def _needs(rule: "OfManifests | OfFiles") -> tuple[frozenset[str], ...]:
    """The words without which a rule is silent: of each set, a text must have one."""
    keywords = frozenset(word.lower() for word in rule.keywords)
    match: Any = rule.match
    kinds = stems(match) if rule.kind == "manifest" else frozenset()
    return tuple(words for words in (keywords, kinds) if words)


def _may_speak(compiled: _Compiled, words: frozenset[str]) -> bool:
    return not any(words.isdisjoint(needed) for needed in compiled.needs)
