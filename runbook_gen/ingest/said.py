"""What words say in passing: a day, a commit, how it ended, a figure with its unit."""

import datetime
import re
from typing import NamedTuple

WORKED = "✅☑✔🟢👍"
FAILED = "❌✗✘✖🚫🔴👎"
PARTIAL = "⚠🔄⏳🚧🟡"
SIGN = re.compile(rf"^\s*(?:\[(?P<box>[ xX])\]\s+|(?P<sign>[{WORKED}{FAILED}{PARTIAL}])\ufe0f?\s*)")

SIGNS = frozenset(WORKED + FAILED + PARTIAL)
LAST_SIGN = re.compile(rf"(?<!\s)\s*([{WORKED}{FAILED}{PARTIAL}])\ufe0f?\s*$")

COMMIT = re.compile(
    r"(?i:커밋|commits?|sha|revert(?:ed)?(?: in)?)[^\n]{0,20}?(?<![0-9A-Za-z])`?([0-9a-f]{7,40})"
    r"(?![0-9A-Za-z])"
    r"|`([0-9a-f]{7,40})`|\((?=[0-9a-f]*[a-f])([0-9a-f]{7,40})\)"
)
DIGIT = re.compile(r"\d")

MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES.split(), 1)}
DAYS = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-./]\s?(?P<m>\d{1,2})[-./]\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<y>20\d\d)\s*년\s*(?P<m>\d{1,2})\s*월\s*(?P<d>\d{1,2})\s*일"),
    re.compile(
        r"\b(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>20\d\d)"
    ),
    re.compile(
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Z][a-z]{2,8})\.?,?\s+(?P<y>20\d\d)"
    ),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d)(?!\d)"),
)
CENTURY = "20"
"""No day without it: most words are looked at no further."""
FIGURE = re.compile(
    r"(?P<value>[~≈<>≥≤]?\s?\d[\d,.]*(?:\s?[-–~]\s?\d[\d,.]*)?)\s*(?P<unit>[^\W\d]{0,10}|%)"
)


class Ending(NamedTuple):
    """How something ended, by the sign before or behind its words, and the words."""

    outcome: str | None
    words: str


def ending(words: str) -> Ending:
    """`✅ Done` worked, `❌` failed, `⚠️` came half-way; so do ticked and open boxes."""
    found = SIGN.match(words)
    if not found:
        signed = not SIGNS.isdisjoint(words.rstrip()[-2:])
        last = LAST_SIGN.search(words) if signed else None
        return Ending(_outcome(last[1]), words[: last.start()]) if last else Ending(None, words)
    rest = words[found.end() :].lstrip()
    if found["box"]:
        return Ending("not-tried" if found["box"] == " " else "worked", rest)
    return Ending(_outcome(found["sign"]), rest)


def _outcome(sign: str) -> str:
    return "worked" if sign in WORKED else "failed" if sign in FAILED else "partial"


def commits(words: str) -> list[str]:
    """The commits that `words` name: behind such a word, or hexadecimal digits in code."""
    found = (match[1] or match[2] or match[3] for match in COMMIT.finditer(words))
    return list(dict.fromkeys(each for each in found if DIGIT.search(each)))


def day(words: str) -> datetime.date | None:
    """The first day that `words` name. `03/07/2025` has the day first, unless it cannot."""
    found = [
        (match.start(), date)
        for pattern in (DAYS if CENTURY in words else ())
        for match in pattern.finditer(words)
        if (date := _date(match.groupdict()))
    ]
    return min(found)[1] if found else None


def _date(parts: dict[str, str]) -> datetime.date | None:
    month = int(parts["m"]) if "m" in parts else MONTHS.get(parts["month"][:3].lower(), 0)
    day_of_month = int(parts["d"])
    if month > 12 >= day_of_month:
        month, day_of_month = day_of_month, month
    try:
        return datetime.date(int(parts["y"]), month, day_of_month)
    except ValueError:
        return None


def figure(words: str, units: dict[str, str]) -> tuple[str, str]:
    """A value and its unit: `82 minutes` is (`82`, `min`). What says more stays one value."""
    plain = words.replace("`", "").replace("**", "").strip()
    found = FIGURE.fullmatch(plain)
    if not found or (found["unit"] and found["unit"].lower() not in units):
        return plain, ""
    return found["value"].replace(" ", ""), units.get(found["unit"].lower(), "")
