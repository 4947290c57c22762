"""pyvi's files are read as data, known by their checksums, and left to pyvi itself where they are others."""

from __future__ import annotations

import pickle
import re
import shutil
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import pyvi_model, pyvi_syllables
from indexer.analysis import segment as module
from indexer.analysis.segment import fingerprint, segment
from tests.campaigns.segment import odd_strings

CACHES = (pyvi_model.folder, pyvi_model.checksums, pyvi_model.load, module._light, fingerprint)


@pytest.fixture
def other_pyvi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the installed pyvi as the one that is found; what was kept of the other is forgotten."""
    home = pyvi_model.folder()
    assert home is not None
    copy = tmp_path / "pyvi"
    for name in pyvi_model.CHECKSUMS:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(home / name, copy / name)
    for cache in CACHES:
        cache.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(pyvi_model, "folder", lambda: copy)
        yield copy
    for cache in CACHES[1:]:
        cache.cache_clear()


def test_the_installed_pyvi_is_the_one_whose_weights_are_known() -> None:
    """Otherwise everything would be right but slow, and nobody would notice."""
    assert pyvi_model.checksums() == pyvi_model.CHECKSUMS
    assert pyvi_model.load() is not None


@pytest.mark.parametrize("name", sorted(pyvi_model.CHECKSUMS))
def test_a_changed_file_is_noticed_and_pyvi_itself_answers(name: str, other_pyvi: Path) -> None:
    """One byte more in any of the three: no weights are read, the words stay pyvi's, the fingerprint is another."""
    known = fingerprint()
    lines = [*odd_strings(2, 300, ["Đồng chí Bí thư Huyện ủy"]), "nông  thôn mới", "a _ _b", "\ud800 xã hội", " "]
    expected = segment(lines)
    with (other_pyvi / name).open("ab") as file:
        file.write(b" ")
    for cache in CACHES[1:]:
        cache.cache_clear()
    assert pyvi_model.load() is None
    assert segment(lines) == expected
    assert fingerprint() != known


def test_a_missing_file_is_noticed(other_pyvi: Path) -> None:
    """A package without its model is not the one that is known."""
    (other_pyvi / "models/words.txt").unlink()
    assert pyvi_model.load() is None


class Bomb:
    """Would run code when unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("boom",)


@pytest.mark.parametrize("thing", [Bomb(), Path("/etc"), re.compile("a"), {"modelfile": Bomb()}], ids=repr)
def test_the_unpickler_builds_nothing_else(thing: object, capsys: pytest.CaptureFixture[str]) -> None:
    """Any class or function that pyvi's model does not name is refused, and nothing is run."""
    with pytest.raises(pickle.UnpicklingError, match="has no place in it"):
        pyvi_model.unpickle(pickle.dumps(thing))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("thing", [None, {}, {"modelfile": 1}, [b"lCRF"]])
def test_a_pickle_of_another_shape_is_refused(thing: object) -> None:
    """Plain values where the model should be are an unpickling error, not a crash."""
    with pytest.raises(pickle.UnpicklingError, match="another shape"):
        pyvi_model.unpickle(pickle.dumps(thing))


def test_another_kind_of_file_is_no_model() -> None:
    """The header and the labels are checked before weights are read."""
    with pytest.raises(ValueError, match="no CRFsuite model"):
        pyvi_model.parse_crfsuite(struct.pack("<4sI4s9I", b"XXXX", 48, b"FOMC", *range(9)))


def test_the_weights_are_those_that_crfsuite_itself_reads() -> None:
    """The labels of CRFsuite's own tagger, over pyvi's own features, follow from the weights as they were parsed."""
    from pyvi.ViTokenizer import ViTokenizer

    model = pyvi_model.load()
    assert model is not None
    assert len(model.own) + len(model.before) + len(model.after) + len(model.tests) == 6_335
    for line in ("Hội nghị Ban Chấp hành Đảng bộ huyện lần thứ 15", "Số: 05-NQ/HU ngày 3.5.2024", "\0 \0 a\0b"):
        names = ViTokenizer.sylabelize(line)[1]
        tagged = ViTokenizer.model.predict_single(ViTokenizer.sent2features(names, False))
        labels = module.decode(model, [model.syllable(name) for name in names])
        assert labels == [int(label == "I_W") for label in tagged]


# ---- syllables

PYVI_RULE = re.compile(
    r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n|\w+://[^\s]+"
    r"|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+|\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
)
"""pyvi's own patterns in its own order: quadratic, and obviously the rule."""


@given(st.text("aAĐ1.@-+_:/,ủ>=Tp", max_size=30))
@settings(max_examples=1_000, deadline=None)
def test_syllables_are_those_of_the_rule_as_pyvi_states_it(chunk: str) -> None:
    """Finding addresses first changes how long it takes, and nothing else."""
    assert pyvi_syllables.syllables(chunk) == PYVI_RULE.findall(chunk)


COMPOSING = "aêeUư\u0301\u0323\u0302\u0308\u0344\u0f73\u09c7\u09be\u1100\u1161\u11a8\u0958가\U0001d160 "


@given(st.text(COMPOSING, max_size=50))
@settings(max_examples=500, deadline=None)
def test_composing_is_nfc_with_a_border_for_every_character(text: str) -> None:
    """Borders rise from 0 to the length of the text, one for each offset of the composed text."""
    composed, borders = pyvi_syllables.compose(text)
    assert composed == unicodedata.normalize("NFC", text)
    assert len(borders) == len(composed) + 1
    assert (borders[0], borders[-1]) == (0, len(text))
    assert borders == sorted(borders)
