"""The book of a scan: what was kept as JSON judges as the collection does."""

import json

from sources import REAL, collection

from runbook_gen.scan import Book, book


def test_a_book_is_the_same_after_it_was_kept() -> None:
    made = book(collection(REAL))
    kept = Book.from_data(*json.loads(json.dumps(made, ensure_ascii=False)))
    assert kept == made
    assert {known.kind for _, known in kept.rules} == {"manifest", "file"}
    for _, known in kept.rules:
        hash((known.keywords, known.match))  # they are looked up by these


def test_a_known_rule_says_what_its_model_says() -> None:
    real = collection(REAL)
    rules = {rule.id: (incident, rule) for incident, rule in real.rules}
    for source, known in book(real).rules:
        incident, rule = rules[known.id]
        assert source.id == incident.id
        assert known.message.within("en") == rule.message.within("en")
        assert known.title.within("xx") == rule.title.within("xx")
        assert (known.severity, known.confidence) == (rule.severity, rule.confidence)
