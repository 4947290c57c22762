"""How often a search asks the cluster: what one request can answer is not asked for in ten."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.engine.opensearch.cluster import Cluster
from indexer.engine.port import FacetRequest, Request
from indexer.query.plan import plan
from tests.cluster.conftest import Opened
from tests.engine.documents import document

pytestmark = pytest.mark.cluster


def test_a_search_of_many_words_asks_a_handful_of_times(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frequencies of all its words, pairs and titles come in one answer; each request is a way there and back."""
    engine = opened()
    text = "kiểm tra công tác phòng chống thiên tai"
    with engine.writer(full=True) as writer:
        writer.add(document("a", text, title=text))
        writer.add(document("b", "nông thôn mới"))
    asked: list[str] = []
    attempt = Cluster.attempt

    def counting(self: Cluster, method: str, path: str, *rest: Any, **more: Any) -> Any:
        asked.append(f"{method} {path.rpartition('/')[2]}")
        return attempt(self, method, path, *rest, **more)

    def ask(words: str) -> list[str]:
        planned = plan(words, engine, "ban-tin")
        answer = engine.search(Request(match=planned.match, rank=planned.rank, facets=(FacetRequest("kind"),)))
        return [hit.id for hit in answer.hits]

    monkeypatch.setattr(Cluster, "attempt", counting)
    assert ask("nông thôn") == ["b"]
    asked.clear()
    assert ask(text) == ["a"]
    assert len(asked) <= 6, asked
    asked.clear()
    assert ask(text) == ["a"]
    assert asked == ["POST _search", "GET _mapping"], "what is known is not asked again"
