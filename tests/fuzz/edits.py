"""How a text is spoiled: cut, doubled, joined with others, and with pieces of attacks put in."""

from typing import Any

import yaml
from fuzz.targets import seeds
from hostile import PIECES, at, leaves, replaced
from hypothesis import strategies as st

FREE = frozenset({"ko", "en", "run", "output", "text", "before", "after", "value", "unit", "at"})
"""Fields in which almost any text loads: with these alone an attack gets as far as the pages."""
PIECE = st.sampled_from(PIECES) | st.text(
    st.characters(exclude_categories=["Cc", "Cs"]), max_size=20
)


@st.composite
def edited(draw: st.DrawFn, target: str) -> str:
    """A seed of the target, after a few edits."""
    text = draw(st.sampled_from(seeds(target)))
    if target == "incident" and draw(st.integers(0, 3)):
        return draw(refilled(text))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 7, 80, 2000])))
        middle = draw(PIECE | st.sampled_from([text[start:end] * 2, text[start:end] * 50]))
        text = text[:start] + middle[:20_000] + text[end:]
    return text[:60_000]


@st.composite
def refilled(draw: st.DrawFn, text: str) -> str:
    """An incident that is still YAML, with other values in a few of its fields."""
    record = yaml.load(text, yaml.BaseLoader)
    if not isinstance(record, dict):
        return text
    if "occurred" in record:
        record["id"] = "fuzzed"
        record["cluster"] = "lab"
        record = {key: value for key, value in record.items() if key not in ("related", "wave")}
        record["rules"] = [
            {key: value for key, value in rule.items() if key != "also_matches"}
            for rule in record.get("rules", [])
            if "'from'" not in str(rule)
        ]
        for lesson in record.get("lessons", []):
            lesson.pop("enforced_by", None)
    free = draw(st.integers(0, 3)) > 0
    for _ in range(draw(st.integers(1, 6))):
        ways = [way for way in leaves(record) if not free or way[-1] in FREE]
        if not ways:
            break
        way = draw(st.sampled_from(ways))
        old = at(record, way)
        new: Any = draw(PIECE)
        if isinstance(old, str) and (free or draw(st.booleans())):
            cut = draw(st.integers(0, len(old)))
            new = old[:cut] + new + old[cut:]
        record = replaced(record, way, new)
    return yaml.safe_dump(record, allow_unicode=True)
