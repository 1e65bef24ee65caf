"""PromQL: the expressions of metric rules, judged by a parser of Prometheus' own grammar."""


def promql_fault(expr: str) -> str | None:
    """Why `expr` is not PromQL, or None."""
    import promql_parser

    try:
        promql_parser.parse(expr)
    except ValueError as error:
        return " ".join(str(error).split())
    return None
