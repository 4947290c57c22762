"""A cluster behind TLS and accounts: only our own authority is trusted; the roles of the README suffice."""

from __future__ import annotations

import random
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from indexer.engine.engines import open_engine
from indexer.engine.memory import MemoryEngine
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.port import Document
from indexer.errors import EngineUnavailable
from tests.cluster.conftest import Opened
from tests.cluster.front import Front, reading, writing
from tests.engine.documents import random_document
from tests.engine.requests import compare, random_request

pytestmark = pytest.mark.cluster

PREFIX = "secured"
Opening = Callable[[str, str], OpenSearchEngine]
WORDS = {"writer": "mật khẩu ghi", "reader": "mật khẩu đọc"}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority that no system trusts."""
    return trustme.CA()


@pytest.fixture(scope="module")
def trusted(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that BANTIN_OPENSEARCH_CA names."""
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture(scope="module")
def front(hosts: list[str], opened: Opened, authority: trustme.CA) -> Iterator[Front]:
    """TLS and two accounts before the node."""
    opened(PREFIX)  # so that its indexes go at the end
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with Front(hosts[0], context, WORDS, {"writer": writing(PREFIX), "reader": reading(PREFIX)}) as running:
        yield running


@pytest.fixture
def opening(front: Front, trusted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    """Open engines as one account or another, as `bantin` does: from the environment."""
    monkeypatch.setenv("BANTIN_OPENSEARCH_CA", str(trusted))
    engines: list[OpenSearchEngine] = []

    def opened_as(user: str, word: str) -> OpenSearchEngine:
        monkeypatch.setenv("BANTIN_OPENSEARCH_USER", user)
        monkeypatch.setenv("BANTIN_OPENSEARCH_PASSWORD", word)
        engine = open_engine("opensearch", tmp_path / "index", hosts=[front.host], prefix=PREFIX, shards=2)
        assert isinstance(engine, OpenSearchEngine)
        engines.append(engine)
        return engine

    yield opened_as
    for engine in engines:
        engine.close()


def write(engine: OpenSearchEngine | MemoryEngine, some: list[Document], *, full: bool) -> None:
    """Add documents in one generation."""
    with engine.writer(full=full) as writer:
        for one in some:
            writer.add(one)


def test_the_two_roles_suffice_for_all_that_is_written_and_asked(opening: Opening, front: Front) -> None:
    """A full build, a change, a rollback and 60 searches ask for nothing that the roles of the README leave out."""
    chance = random.Random(11)
    documents = [random_document(chance, f"b{number:04}") for number in range(60)]
    memory, writer = MemoryEngine(), opening("writer", WORDS["writer"])
    for engine in (memory, writer):
        write(engine, documents[:40], full=True)
        write(engine, documents[40:], full=False)
    writer.forget()
    reader = opening("reader", WORDS["reader"])
    for _ in range(60):
        request = random_request(chance, "ban-tin")
        compare(memory, reader, request)
    assert reader.stats().documents == memory.stats().documents
    assert list(reader.terms("ban-tin", "syllable")) == list(memory.terms("ban-tin", "syllable"))
    assert not front.refused


def test_an_account_that_may_only_read_changes_nothing(opening: Opening, front: Front) -> None:
    """The refusal names what to look at, no password, and what was there still answers."""
    write(opening("writer", WORDS["writer"]), [random_document(random.Random(1), "b1")], full=True)
    reader = opening("reader", WORDS["reader"])
    with pytest.raises(EngineUnavailable, match="từ chối tài khoản") as refused:
        write(reader, [random_document(random.Random(2), "b2")], full=False)
    assert "BANTIN_OPENSEARCH_USER" in str(refused.value.hint) and WORDS["reader"] not in str(refused.value)
    assert front.refused
    front.refused.clear()
    assert reader.stats().documents["ban-tin"] == 1


def test_a_wrong_password_is_told_apart_from_a_cluster_that_is_away(opening: Opening) -> None:
    with pytest.raises(EngineUnavailable, match="401"):
        opening("writer", "nhầm").stats()


def test_a_certificate_of_somebody_else_is_not_trusted(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is sent, the password least of all, to a server that our authority does not vouch for."""
    stranger = tmp_path / "stranger.pem"
    trustme.CA().cert_pem.write_to_path(str(stranger))
    monkeypatch.setenv("BANTIN_OPENSEARCH_CA", str(stranger))
    with pytest.raises(EngineUnavailable, match="không trả lời"):
        opening("writer", WORDS["writer"]).stats()


def test_a_certificate_for_another_name_is_not_trusted(
    hosts: list[str], authority: trustme.CA, opening: Opening, tmp_path: Path
) -> None:
    """Our own authority vouches for one machine, not for all of them."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("tim1.example.vn").configure_cert(context)
    with Front(hosts[0], context, WORDS, {"writer": writing(PREFIX)}) as other:
        engine = open_engine("opensearch", tmp_path / "index", hosts=[other.host], prefix=PREFIX)
        with pytest.raises(EngineUnavailable, match="không trả lời"):
            engine.stats()
        engine.close()
