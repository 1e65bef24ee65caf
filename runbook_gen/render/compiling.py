"""How templates are compiled: what is the same on every page is done once, when that happens.

A template says `_("Symptoms")`. To Jinja that is a call, which may yield something else each time;
the same word as a filtered constant, `"Symptoms"|_`, becomes one text with what stands around it.
And where `finalize` makes everything safe, no printed value need be looked at a second time.
"""

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

CALL = ["name", "lparen", "string", "rparen"]


class Folding(Extension):
    """Reads each `_("words")` as `("words"|_)`."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, with filters instead of calls."""
        tokens = deque(stream)
        while tokens:
            if [token.type for token in islice(tokens, 4)] == CALL and tokens[0].value == "_":
                name, opening, words, closing = (tokens.popleft() for _ in CALL)
                yield from (opening, words, Token(name.lineno, "pipe", "|"), name, closing)
            else:
                yield tokens.popleft()


class SafeOnce(CodeGenerator):
    """What a template prints, constants included, passes `finalize`, which makes it safe text.

    Jinja would escape it, too, which copies what is safe already: a sixth of a page's time.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        const = node.as_const(frame.eval_ctx)
        return str(const if isinstance(node, nodes.TemplateData) else finalize.const(const))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        del node, frame
        self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        del node, frame, finalize
        self.write(")")
