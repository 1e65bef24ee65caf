"""Queries of Loki, as Grafana's own grammar reads them."""

import json
from pathlib import Path
from typing import Any

from programs import Run, Tool, lack

Filter = tuple[str, str]
PARSE = """
import { parser } from "@grafana/lezer-logql";
import { readFileSync } from "node:fs";
const told = JSON.parse(readFileSync(0, "utf8")).map((query) => {
  const seen = { errors: 0, selector: "", filters: [] };
  let operator = "";
  parser.parse(query).iterate({ enter(node) {
    const text = query.slice(node.from, node.to);
    if (node.type.isError) seen.errors += 1;
    if (node.name === "Selector") seen.selector = text;
    if (node.matchContext(["LineFilter", "Filter"])) operator = text;
    if (node.name === "String" && operator) { seen.filters.push([operator, text]); operator = ""; }
  } });
  return seen;
});
console.log(JSON.stringify(told));
"""


def parsed(queries: list[str], tool: Tool, run: Run) -> list[dict[str, Any]]:
    """What the grammar sees in each query: how many errors, the selector, the line filters."""
    folder = Path(tool("node", "prettier")).parents[2]
    if not (folder / "node_modules/@grafana/lezer-logql").exists():
        lack("@grafana/lezer-logql is missing in .venv-tools/node: sh tests/real-tools.sh")
    told = run("node", "--input-type=module", "-e", PARSE, cwd=folder, stdin=json.dumps(queries))
    assert told.code == 0, told.text
    answer: list[dict[str, Any]] = json.loads(told.text.splitlines()[-1])
    return answer


def text_of(literal: str) -> str:
    """What Loki reads in a text of LogQL: the escapes that we write are also those of JSON."""
    return literal[1:-1] if literal.startswith("`") else str(json.loads(literal))
