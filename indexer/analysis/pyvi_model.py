"""pyvi's own model without pyvi: its word lists and the weights of its CRF.

``import pyvi`` loads scikit-learn, which the model does not need (0.9 s, 120 MB), writes a temporary file and breaks
after some forks. Here the files of the installed package are read as data: found without importing the package,
compared with known checksums, unpickled with stand-ins for the six classes they name, and the CRFsuite model inside
is parsed. Where a checksum differs, ``load`` answers None and the caller uses pyvi itself.

pyvi labels each syllable B_W (a word begins) or I_W (it goes on) from attributes of at most five syllables.
Sources: pyvi 0.1.1 ``ViTokenizer.py``; CRFsuite 0.12 ``crf1d_model.c`` and ``cqdb`` for the file format.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import string
import struct
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

VERSION = "2"  # of this implementation; raise it when the spans may change

CHECKSUMS = {
    "ViTokenizer.py": "ad11cdacf45b5b2801cd97a473f70effb3a36b94779b80c776a11cedaa18e1c1",
    "models/pyvi3.pkl": "6cdd73aee04b6a4ad7320ca85d27d931a7ef870cfdd41beb148e86bdb8aca134",
    "models/words.txt": "517743d27e71d43343e4b8e9e89015cdc68d84ebe1d48106449e501d918ece4a",
}
"""SHA-256 of pyvi 0.1.1: its rules (the regex and the features), its weights, its word lists."""

Pair = tuple[float, float]
"""Weights for the labels B_W and I_W."""

NOTHING: Pair = (0.0, 0.0)

KEPT = 65_536
"""Entries that a cache may hold before it starts anew. A text longer than KEPT_LENGTH is not kept."""
KEPT_LENGTH = 64

TIE = 1e-6
"""A lead so near to a limit that the order of additions may decide: such a line is decided in CRFsuite's own order."""

BAND_CHAIN = 32
"""Syllables in a row that may be left to the next one before rounding could add up to a TIE."""


class Syllable(NamedTuple):
    """What the model knows of one syllable: its lower-case form, the weights it brings, the tests it passes."""

    lower: str
    own: Pair  # of `word.lower()=`
    before: Pair  # of `-1:word.lower()=`, what it says of the syllable after it
    after: Pair  # of `+1:word.lower()=`, what it says of the syllable before it
    upper: bool
    title: bool
    digit: bool
    barrier: bool  # pyvi never glues at it: part of string.punctuation, or begins with a digit
    capital: bool  # begins with a capital: never glued to one that does not


class Model(NamedTuple):
    """The weights by attribute; ``transitions[a][b]`` is the weight of label b after label a."""

    own: dict[str, Pair]
    before: dict[str, Pair]
    after: dict[str, Pair]
    tests: dict[str, Pair]
    gain: dict[str, float]  # by test: how much passing it speaks for I_W
    transitions: tuple[Pair, Pair]
    bigrams: frozenset[str]
    trigrams: dict[str, set[str]]  # by "first second": the thirds

    def syllable(self, text: str) -> Syllable:
        """Look one syllable up. CRFsuite reads C strings, so an attribute ends at a NUL."""
        lower = text.lower()
        key = lower.partition("\0")[0]
        first = text[0]
        return Syllable(
            lower,
            self.own.get(key, NOTHING),
            self.before.get(key, NOTHING),
            self.after.get(key, NOTHING),
            text.isupper(),
            text.istitle(),
            text.isdigit(),
            text in string.punctuation or first.isdigit(),
            first.istitle(),
        )

    def gains(self, here: Syllable) -> tuple[float, float, float]:
        """How much a syllable speaks for I_W: of itself, of the syllable before it, of the one after it."""
        gain = self.gain
        of_itself = gain["bias"] + here.own[1] - here.own[0]
        of_left = here.after[1] - here.after[0]
        of_right = here.before[1] - here.before[0]
        if here.upper:
            of_itself += gain["word.isupper()"]
            of_left += gain["+1:word.isupper()"]
            of_right += gain["-1:word.isupper()"]
        if here.title:
            of_itself += gain["word.istitle()"]
            of_left += gain["+1:word.istitle()"]
            of_right += gain["-1:word.istitle()"]
        if here.digit:
            of_itself += gain["word.isdigit()"]
        return of_itself, of_left, of_right


class Limits(NamedTuple):
    """What the lead of I_W at a syllable decides, and what it adds to the lead at the next one.

    Above ``high`` the syllable is I_W and adds ``after_on``; below ``low`` it is B_W and adds ``after_off``; between
    them it is the opposite of what the next one turns out to be and adds ``turn`` less the lead.
    """

    low: float
    high: float
    after_off: float
    after_on: float
    turn: float

    @classmethod
    def of(cls, model: Model) -> Limits:
        """The limits that follow from the weights of the transitions."""
        (off_off, off_on), (on_off, on_on) = model.transitions
        return cls(off_off - on_off, off_on - on_on, off_on - off_off, on_on - on_off, off_on - on_off)


# ---- finding and reading the files


@cache
def folder() -> Path | None:
    """Where the pyvi package is installed, without importing it; None where it is not."""
    spec = find_spec("pyvi")
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


@cache
def checksums() -> dict[str, str]:
    """SHA-256 of each file of the installed pyvi that decides what its words are (a missing one counts as empty)."""
    home = folder()
    if home is None:
        return {}
    found = {name: (home / name).read_bytes() if (home / name).is_file() else b"" for name in CHECKSUMS}
    return {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


@cache
def load() -> Model | None:
    """The model, read once a process; None where the installed files are not the ones known here."""
    home = folder()
    if home is None or checksums() != CHECKSUMS:
        return None
    attributes, transitions = parse_crfsuite(unpickle((home / "models/pyvi3.pkl").read_bytes()))
    own, before, after, tests = _by_kind(attributes)
    bigrams, trigrams = _word_lists((home / "models/words.txt").read_bytes().decode("utf-8"))
    gain = {name: on - off for name, (off, on) in tests.items()}
    return Model(own, before, after, tests, gain, transitions, bigrams, trigrams)


def _by_kind(attributes: dict[str, Pair]) -> tuple[dict[str, Pair], ...]:
    """Attributes of the form ``<place>word.lower():<text>`` by place (own, before, after), and all others."""
    kinds: dict[str, dict[str, Pair]] = {"": {}, "-1:": {}, "+1:": {}}
    others: dict[str, Pair] = {}
    for name, weights in attributes.items():
        place, mark, text = name.partition("word.lower():")
        if mark:
            kinds[place][text] = weights
        else:
            others[name] = weights
    return (*kinds.values(), others)


def _word_lists(text: str) -> tuple[frozenset[str], dict[str, set[str]]]:
    """pyvi's entries of two and of three parts. It looks lower-case text up: an entry with a capital is never found."""
    entries = text.split("\n")
    trigrams: dict[str, set[str]] = {}
    for entry in [entry for entry in entries if entry.count(" ") == 2]:
        pair, _, third = entry.rpartition(" ")
        trigrams.setdefault(pair, set()).add(third)
    return frozenset([entry for entry in entries if entry.count(" ") == 1]), trigrams


# ---- the pickle


class _Record:
    """Stands in for a pickled object: keeps its state, runs none of its code."""

    state: Any = None

    def __init__(self, *_: object) -> None:
        """Accept what the class named in the pickle would have been called with."""

    def __setstate__(self, state: Any) -> None:
        self.state = state


def _encode(text: str, encoding: str) -> bytes:
    """Bytes as protocol 2 writes them: as Latin-1 text."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"pyvi's model names the encoding {encoding!r}; only latin1 is expected there")
    return text.encode("latin-1")


STAND_INS: dict[tuple[str, str], Callable[..., Any]] = {
    ("_codecs", "encode"): _encode,
    ("numpy", "dtype"): _Record,
    ("numpy.core.multiarray", "scalar"): _Record,
    ("pycrfsuite._logparser", "TrainLogParser"): _Record,
    ("sklearn_crfsuite._fileresource", "FileResource"): _Record,
    ("sklearn_crfsuite.estimator", "CRF"): _Record,
}


class Unpickler(pickle.Unpickler):
    """Builds nothing but STAND_INS: a pickle that names anything else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        stand_in = STAND_INS.get((module, name))
        if stand_in is None:
            raise pickle.UnpicklingError(f"pyvi's model names {module}.{name}, which has no place in it")
        return stand_in


def unpickle(data: bytes) -> bytes:
    """The CRFsuite file inside pyvi's pickle. Raises pickle.UnpicklingError for anything unexpected."""
    record = Unpickler(io.BytesIO(data)).load()
    try:
        model = record.state["modelfile"].state["__FILE_RESOURCE_DATA__"]
    except (AttributeError, KeyError, TypeError) as error:
        raise pickle.UnpicklingError("pyvi's model has another shape than expected") from error
    if not isinstance(model, bytes):
        raise pickle.UnpicklingError("pyvi's model holds no CRFsuite file")
    return model


# ---- the CRFsuite file


def parse_crfsuite(data: bytes) -> tuple[dict[str, Pair], tuple[Pair, Pair]]:
    """Weights by attribute and by transition of a CRFsuite model whose labels are B_W (0) and I_W (1)."""
    magic, _, kind, _, _, _, _, features, labels, names, _, _ = struct.unpack_from("<4sI4s9I", data)
    if (magic, kind) != (b"lCRF", b"FOMC") or _strings(data, labels) != ["B_W", "I_W"]:
        raise ValueError("pyvi's model is no CRFsuite model with the labels B_W and I_W")
    attributes = _strings(data, names)
    of_attributes = ([0.0] * len(attributes), [0.0] * len(attributes))
    of_transitions = ([0.0, 0.0], [0.0, 0.0])
    (count,) = struct.unpack_from("<I", data, features + 8)
    records = memoryview(data)[features + 12 : features + 12 + 20 * count]
    for transition, source, label, weight in struct.iter_unpack("<IIId", records):
        (of_transitions if transition else of_attributes)[label][source] = weight
    (off_off, on_off), (off_on, on_on) = of_transitions
    return dict(zip(attributes, zip(*of_attributes, strict=True), strict=True)), ((off_off, off_on), (on_off, on_on))


def _strings(data: bytes, start: int) -> list[str]:
    """The strings of a CQDB chunk in the order of their ids, through its backward table."""
    magic, _, _, _, size, table = struct.unpack_from("<4s5I", data, start)
    if magic != b"CQDB":
        raise ValueError("pyvi's model holds a damaged table of names")
    # Of each record: its id and its length, four bytes each, and the string with a NUL after it.
    begins = (start + offset + 8 for offset in struct.unpack_from(f"<{size}I", data, start + table))
    return [data[begin : data.index(0, begin)].decode("utf-8") for begin in begins]
