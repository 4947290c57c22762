"""Whatever is done to the sources, the incremental index says what one made anew says."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from indexer.archive import backup, restore
from indexer.engine.memory import MemoryEngine
from indexer.engine.port import FacetRequest, Request
from indexer.engine.query import Term
from indexer.operations import check
from indexer.pipeline import index
from indexer.store import Store

NAMES = ["tin-1.txt", "tin-2.txt", "xã/tin-3.txt", "xã/tin-4.txt"]
_BODY = "UBND xã họp dân. Đồng chí Nguyễn Văn An, Chủ tịch UBND xã yêu cầu các ấp báo cáo trước ngày 30/6/2024."
TEXTS = [
    f"Họp dân\n\n08:00 01/02/2024\n{_BODY}",
    "Thông báo\n\n09:00 02/03/2023\nThông báo lịch tiếp công dân của Chủ tịch UBND huyện trong tháng 3.",
    f"Họp dân\n\n10:00 03/02/2024\n{_BODY}",
    "",
    "Kế hoạch nông thôn mới\n\nUBND huyện yêu cầu các xã báo cáo kết quả trước ngày 15/7/2024.",
]


class Sources(RuleBasedStateMachine):
    """A folder, a store and an index, and everything that happens to them."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="bantin-"))
        self.folder = self.root / "nguồn"
        (self.folder / "xã").mkdir(parents=True)
        self.store = Store.open(self.root / "data")
        self.engine = MemoryEngine()
        self.saved = False

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.root)

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS))
    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    @rule(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def rename(self, name: str, other: str) -> None:
        if (self.folder / name).exists():
            (self.folder / name).replace(self.folder / other)

    @rule()
    def run(self) -> None:
        index([self.folder], self.store, self.engine)

    @rule(at=st.integers(1, 6))
    def run_interrupted(self, at: int) -> None:
        """A run that ends at its n-th word of progress, as by Ctrl-C."""
        count = 0

        def interrupt(_: object) -> None:
            nonlocal count
            count += 1
            if count == at:
                raise KeyboardInterrupt

        with suppress(KeyboardInterrupt):
            index([self.folder], self.store, self.engine, progress=interrupt)

    @precondition(lambda self: self.store.pages.live())
    @rule(which=st.integers(0, 9), erase=st.booleans())
    def remove(self, which: int, erase: bool) -> None:
        live = self.store.pages.live()
        self.store.removals.remove(live[which % len(live)], "theo yêu cầu", erase=erase)

    @precondition(lambda self: self.store.removals.all())
    @rule(which=st.integers(0, 9))
    def unremove(self, which: int) -> None:
        removals = self.store.removals.all()
        self.store.removals.unremove(removals[which % len(removals)].id)

    @precondition(lambda self: self.store.pages.live())
    @rule(which=st.integers(0, 9), kind=st.sampled_from(["thông báo", "tin"]))
    def correct(self, which: int, kind: str) -> None:
        live = self.store.pages.live()
        self.store.decisions.correct(live[which % len(live)], "kind", kind, "đọc lại")

    @precondition(lambda self: any(self.store.decisions.corrections(page) for page in self.store.pages.live()))
    @rule(which=st.integers(0, 9))
    def undo_correction(self, which: int) -> None:
        corrected = [page for page in self.store.pages.live() if self.store.decisions.corrections(page)]
        self.store.decisions.undo_correction(corrected[which % len(corrected)], "kind", "nhầm")

    @rule()
    def save(self) -> None:
        backup(self.store, self.root / "sao lưu.tar")
        self.saved = True

    @precondition(lambda self: self.saved)
    @rule()
    def bring_back(self) -> None:
        hidden = self.store.removals.hidden()
        self.store.close()
        restore(self.root / "sao lưu.tar", self.root / "data")
        self.store = Store.open(self.root / "data")
        assert hidden <= self.store.removals.hidden(), "a restore brings no removed bulletin back"

    @invariant()
    def the_index_of_a_run_is_the_one_made_anew(self) -> None:
        index([], self.store, self.engine)
        anew = MemoryEngine()
        index([], self.store, anew, full=True)
        assert _said(self.engine) == _said(anew)
        assert check(self.store, self.engine, deep=True).exit_code == 0
        shown = {hit.id for hit in self.engine.search(Request(size=100)).hits} if self.engine.note() else set()
        assert not shown & self.store.removals.hidden()


def _said(engine: MemoryEngine) -> list[object]:
    """Return what an engine answers: all of each scope, a word's hits, facets."""
    if not engine.note():
        return []
    answers: list[object] = []
    facets = tuple(FacetRequest(name) for name in ("year", "official", "kind"))
    for scope in ("ban-tin", "chi-dao"):
        for request in (
            Request(scope=scope, facets=facets, size=100),  # type: ignore[arg-type]
            Request(scope=scope, match=Term("folded", "bao"), sort="oldest", size=100),  # type: ignore[arg-type]
        ):
            answer = engine.search(request)
            answers.append((answer.total, sorted(hit.id for hit in answer.hits), dict(answer.facets)))
    return answers


SETTINGS = settings(
    max_examples=20,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestSources = Sources.TestCase
TestSources.settings = SETTINGS
TestSources = pytest.mark.slow(TestSources)  # type: ignore[misc]
