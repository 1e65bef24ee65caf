"""Vocabulary: what headings, labels and signs mean, in words that a user can extend.

The words are data, a file for each language (`words/ko.yaml`); a collection may add a file of its
own in the same shape. Words are compared without case, markup, numbering and emoji.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from runbook_gen.ingest.bare import bare, remembering

Words = Mapping[str, Any]
"""A file of words as it is read: `fields`, `fillers`, `severities`, `sentences` and so on."""

# Not behind a space where spaces begin it: each run of them is read once.
CUT = re.compile(
    r"(?<!\s)\s*[:：]\s*|(?:(?<=\d)|(?<=\s[A-Z]))[.)]\s+|(?<!\s)\s+[-–—|]\s+"
    r"|(?<!\s)\s*[(（\[【]|[)）\]】]"
)
JOINT = re.compile(r"[\s/,·&+|]+")
AND = re.compile(r"(?<!\s)\s*[&/,+]\s*|(?<!\s)\s+(?:and|및)\s+|[와과]\s+")
SURE = ("causes", "impact", "lessons", "prevent", "timeline")
CURING = ("actions", "workaround", "respond")


class Label(NamedTuple):
    """What a heading or label says: the field it opens, if any, and its remaining words."""

    field: str | None
    rest: str = ""
    """What follows the field's name: a title behind a colon, a remark in brackets."""
    remark: bool = False
    """Whether the rest is a remark: it stands in brackets."""


class Vocabulary:
    """The words of every language that is read, as one."""

    def __init__(self, *files: Words) -> None:
        """Join the words of several files; what comes later wins."""
        self._fields: dict[str, str] = {
            _key(word): field
            for file in files
            for field, words in file.get("fields", {}).items()
            for word in words
        }
        self.fillers = _keys(files, "fillers")
        self._affixes = sorted(word for word in self.fillers if not word.isascii())
        self._incidents = _keys(files, "incidents")
        self._logged = _keys(files, "logged")
        self._containers = _keys(files, "containers")
        self._trouble = _pattern(_keys(files, "trouble"))
        self._doubt = _pattern(_keys(files, "doubt"))
        self._because = _pattern(_keys(files, "because"))
        self.before = _keys(files, "before")
        self.after = _keys(files, "after")
        self._severities = _turned(files, "severities")
        self._statuses = _turned(files, "statuses")
        self.units = {
            _key(word): unit for file in files for word, unit in file.get("unit_names", {}).items()
        }
        self._sentences: dict[str, dict[str, str]] = {}
        for file in files:
            for name, said in file.get("sentences", {}).items():
                self._sentences.setdefault(name, {}).update(said)
        self._longest = max((word.count(" ") + 1 for word in self._fields), default=1)

    @remembering
    def label(self, words: str) -> Label:
        """What a heading says. `Cause (confirmed)` is causes with the rest `confirmed`."""
        text = bare(words)
        head, *rest = CUT.split(text, maxsplit=1)
        behind = text[len(head) :].strip(" .:：-–—|") if rest else ""
        field = self.field(head)
        if field is None and behind and (field := self.field(text)):
            behind = ""
        remark = behind[:1] in tuple("(（[【")
        behind = behind.strip("()（）[]【】 ") if remark else behind
        name = AND.split(head)[0]
        if field is None and (first := self.field(name)) in SURE:
            # `Prevention and release gates`: what stands behind the name is said nowhere else.
            field, remark, behind = first, remark or not behind, text[len(name) :].strip(" &/,+")
        return Label(field, behind if field else text, remark)

    @remembering
    def field(self, words: str) -> str | None:
        """The field that `words` name, if all of them are names of fields or fill between these."""
        key = _key(words)
        if not key or len(key) > 60:
            return None
        if key in self._fields:
            return self._fields[key]
        found: list[str] = []
        pending = [word for word in JOINT.split(key) if word]
        while pending:
            field, length = self._longest_name(pending)
            if field:
                found.append(field)
            elif not (pending[0] in self.fillers or pending[0].isdigit()):
                return None
            pending = pending[length:]
        return _strongest(found)

    def _longest_name(self, words: list[str]) -> tuple[str | None, int]:
        for length in range(min(self._longest, len(words)), 0, -1):
            if field := self._fields.get(" ".join(words[:length])):
                return field, length
        # Korean writes compounds together: 원인분석, 해결방법, 최종결정.
        for filler in self._affixes:
            for stem in (words[0].removesuffix(filler), words[0].removeprefix(filler)):
                if stem != words[0] and stem in self._fields:
                    return self._fields[stem], 1
        return None, 1

    def version(self, words: str) -> str:
        """`before` or `after` where that is all that a caption says; else ""."""
        key = _key(bare(words).strip("()（）[]"))
        return "before" if key in self.before else "after" if key in self.after else ""

    @remembering
    def opens_incident(self, words: str) -> bool:
        """Whether a heading begins like that of an incident: `Problem 3: …`, `Q. …`, `이슈 #2`."""
        text = bare(words)
        first = re.match(
            r"([^\W\d_]+)\s*+(?:(?:#?\d+(?:[.-]\d+)*|[A-Z](?=[.):：]))\s*+)?[:：.)\]\-–—]\s*\S",
            text,
        )
        numbered = re.match(r"([^\W\d_]+)\s*#?\d+(?:[.-]\d+)*(?:\s|$)", text)
        tagged = re.match(r"\[([^\W\d_]+)[\s#\d-]*\]\s*\S", words.strip())
        return any(m and _key(m[1]) in self._incidents for m in (first, numbered, tagged))

    @remembering
    def is_container(self, words: str) -> bool:
        """Whether a heading holds incidents: `Troubleshooting`, `자주 묻는 질문`."""
        text = bare(words)
        return any(self._contains(_key(each)) for each in (text, CUT.split(text)[0]))

    def _contains(self, key: str) -> bool:
        """`Known issues`, `Known issues and fixes`: troubles, and perhaps what cures them."""
        first, *rest = [part for part in AND.split(key) if part] or [""]
        troubles = first in self._containers or (rest and self.field(first) == "symptoms")
        return key in self._containers or bool(
            troubles and all(self.field(part) in CURING for part in rest)
        )

    @remembering
    def tells_of_trouble(self, words: str) -> bool:
        """Whether something goes wrong in these words."""
        return bool(self._trouble.search(words))

    def begins_logs(self, words: str) -> bool:
        """Whether a word begins lines of logs, too: only markup makes a label of it."""
        return _key(words) in self._logged

    def doubts(self, words: str) -> bool:
        """Whether these words suspect rather than know."""
        return bool(self._doubt.search(words))

    def explains(self, words: str) -> bool:
        """Whether these words say why."""
        return bool(self._because.search(words))

    def severity(self, words: str, *, whole: bool = False) -> str | None:
        """`critical`, `high`, `medium` or `low`, as a word here says, or (`whole`) all of it."""
        return _said(self._severities, words, whole=whole)

    def status(self, words: str, *, whole: bool = False) -> str | None:
        """`open`, `mitigated` or `resolved`, as a word here says, or (`whole`) all of it."""
        return _said(self._statuses, words, whole=whole)

    def sentence(self, said_as: str, beside: Mapping[str, str], **values: str) -> dict[str, str]:
        """One of our own sentences in the languages of the text that it stands beside."""
        said = self._sentences.get(said_as, {})
        spoken = [language for language in beside if language in said] or list(said)[:1]
        return {language: said[language].format(**values) for language in spoken}


WEAK = ("verification", "notes", "symptoms", "measurements", "about", "respond")


def _strongest(fields: list[str]) -> str | None:
    """Of several fields in one label the first that says most: `문제 원인` is the cause."""
    strong = [field for field in fields if field not in WEAK]
    return next(iter(strong or fields), None)


def _key(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split()).strip(" .?!:：")


def _keys(files: Iterable[Words], name: str) -> frozenset[str]:
    return frozenset(_key(word) for file in files for word in file.get(name, ()))


def _turned(files: Iterable[Words], name: str) -> dict[str, str]:
    return {
        _key(word): meaning
        for file in files
        for meaning, words in file.get(name, {}).items()
        for word in words
    }


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words; Latin ones as whole words, Korean ones also inside others."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(
        rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" if word.isascii() else re.escape(word)
        for word in ordered
    )
    first = "".join(sorted({re.escape(word[:1]) for word in ordered}))
    # Most places begin none of the words: one look tells.
    return re.compile(rf"(?=[{first}])(?:{either})" if ordered else r"(?!)", re.IGNORECASE)


def _said(meanings: Mapping[str, str], words: str, *, whole: bool) -> str | None:
    key = _key(bare(words))
    if whole or key in meanings:
        return meanings.get(key)
    for word in _candidates(key):
        if word in meanings:
            return meanings[word]
    return None


def _candidates(key: str) -> Iterator[str]:
    words = [word for word in re.split(r"[\s/,()\[\]:|→>]+", key) if word]
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
