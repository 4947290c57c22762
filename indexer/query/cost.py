"""What a query will cost, before it is searched: the number of postings that must be read."""

from __future__ import annotations

from indexer.engine.port import Engine
from indexer.engine.query import And, Not, Or, Phrase, Prefix, Query, Term
from indexer.limits import EXPANSIONS
from indexer.schema import Scope


def postings(query: Query, engine: Engine, scope: Scope) -> int:
    """Return a bound of the documents that match, read off the dictionary: a conjunction costs its rarest part."""
    match query:
        case Term(field, text):
            return engine.frequency(scope, field, text)
        case Phrase(field, texts):
            return min((engine.frequency(scope, field, text) for text in texts), default=0)
        case Prefix(field, text):
            return sum(count for _, count in engine.terms(scope, field, text, EXPANSIONS))
        case And(children):
            known = [postings(child, engine, scope) for child in children if isinstance(child, _COUNTED)]
            return min(known, default=0)
        case Or(children):
            return sum(postings(child, engine, scope) for child in children)
        case Not(child):
            return postings(child, engine, scope)
        case _:
            return 0


_COUNTED = (Term, Phrase, Prefix, And, Or)
