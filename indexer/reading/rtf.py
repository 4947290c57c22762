"""RTF: the plain text, with the code page of each font and old Vietnamese fonts by name. Our own small reader."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from indexer.errors import SourceTooLarge, UndecodableSource
from indexer.limits import TEXT_CHARACTERS
from indexer.reading.layout import page_of_lines
from indexer.reading.legacy import convert_font, encoding_of_font, repair
from indexer.reading.outcome import Outcome, Read, Source

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_GROUPS = 1_000
_TOKENS = 8_000_000
# Groups that hold no text of the document.
_SKIPPED_WORDS = (
    b"colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf footnote "
    b"annotation themedata colorschememapping datastore latentstyles listtable listoverridetable rsidtbl generator "
    b"xmlnstbl filetbl revtbl fldinst shppict nonshppict pntext private userprops"
)
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
_SIGNS = {
    b"par": "\n",
    b"line": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"row": "\n",
    b"cell": "\n",
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
}
_CHARSETS = {0: "cp1252", 163: "cp1258", 204: "cp1251", 238: "cp1250"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and changes for itself."""

    skipped: bool = False
    fonts: bool = False
    font: int = -1
    alternatives: int = 1


@dataclass(slots=True)
class _Reader:
    codepage: str = "cp1252"
    names: dict[int, str] = field(default_factory=dict)
    charsets: dict[int, str] = field(default_factory=dict)
    out: list[str] = field(default_factory=list)
    _run: list[str] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _run_font: int = -1

    def flush(self) -> None:
        """End a run: bytes become characters by the font's code page, old fonts become Unicode."""
        self._decode()
        if self._run:
            text, name = "".join(self._run), self.names.get(self._run_font, "")
            self.out.append(convert_font(text, name))
            self._run.clear()

    def byte(self, value: int, state: _State) -> None:
        self._turn(state)
        self._bytes.append(value)

    def text(self, text: str, state: _State) -> None:
        self._turn(state)
        self._decode()
        self._run.append(text)

    def _turn(self, state: _State) -> None:
        if state.font != self._run_font:
            self.flush()
            self._run_font = state.font

    def _decode(self) -> None:
        if self._bytes:
            old = encoding_of_font(self.names.get(self._run_font, ""))
            encoding = "latin-1" if old else self.charsets.get(self._run_font, self.codepage)
            self._run.append(bytes(self._bytes).decode(encoding, "replace"))
            self._bytes.clear()


def read_rtf(source: Source) -> Iterator[Outcome]:
    """Yield the one page of an RTF file; raises `UndecodableSource` or `SourceTooLarge`."""
    if not source.data.lstrip().startswith(b"{\\rtf"):
        raise UndecodableSource(f"{source.name}: không phải tệp RTF.", "Lưu lại thành RTF.")
    text = repair(_text(source.data, source.name))
    yield Read(page_of_lines(text.splitlines()), source.data)


def _text(data: bytes, name: str) -> str:
    reader, state, stack = _Reader(), _State(), list[_State]()
    skip, total = 0, 0
    for count, token in enumerate(_TOKEN.finditer(data)):
        word, number, code, sign, brace, plain = token.groups()
        if count > _TOKENS or len(stack) > _GROUPS or total > TEXT_CHARACTERS:
            raise SourceTooLarge(f"{name}: RTF quá lớn hoặc quá nhiều nhóm lồng nhau.", "Chia nhỏ tệp.")
        if brace == b"{":
            stack.append(state)
        elif brace == b"}":
            state = stack.pop() if stack else state
            skip = 0
        elif word is not None:
            state, skip = _word(reader, state, skip, word, int(number) if number else None)
        elif sign == b"*":
            state = replace(state, skipped=True)
        elif state.skipped or (sign is None and code is None and plain is None):
            continue
        elif state.fonts:
            _name_font(reader, state, plain or b"")
        elif code is not None:
            skip = skip - 1 if skip else _emit(reader, state, int(code, 16))
        elif plain is not None:
            total += len(plain)
            for byte in plain[skip:]:
                reader.byte(byte, state)
            skip = max(0, skip - len(plain))
        elif sign in b"~_-{}\\":
            text = {b"~": "\u00a0", b"_": "-", b"-": ""}.get(sign, sign.decode("ascii"))
            reader.text(text, state)
    reader.flush()
    return unsurrogate("".join(reader.out))


def _emit(reader: _Reader, state: _State, byte: int) -> int:
    reader.byte(byte, state)
    return 0


def _word(reader: _Reader, state: _State, skip: int, word: bytes, number: int | None) -> tuple[_State, int]:
    """Obey a control word; returns the state and how many characters to pass over as stand-ins for Unicode."""
    if word in _SKIPPED:
        return replace(state, skipped=True), skip
    if word == b"fonttbl":
        return replace(state, fonts=True), skip
    if word == b"f" and number is not None:
        return replace(state, font=number), skip
    if word == b"plain":
        return replace(state, font=-1), skip
    if word == b"uc" and number is not None:
        return replace(state, alternatives=min(max(number, 0), 8)), skip
    if word == b"ansicpg" and number is not None:
        reader.codepage = _known(f"cp{number}", reader.codepage)
    elif word == b"fcharset" and state.fonts and number is not None:
        reader.charsets[state.font] = _CHARSETS.get(number, reader.codepage)
    elif not state.skipped and not state.fonts:
        if word == b"u" and number is not None:
            reader.text(chr(number % 0x10000), state)
            return state, state.alternatives
        if word in _SIGNS:
            reader.text(_SIGNS[word], state)
    return state, skip


def _known(codec: str, other: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return other


def _name_font(reader: _Reader, state: _State, text: bytes) -> None:
    name = reader.names.get(state.font, "") + text.decode("ascii", "replace")
    reader.names[state.font] = name.rstrip(";").strip()


def unsurrogate(text: str) -> str:
    r"""Join the two halves in which RTF's ``\u`` writes characters beyond 16 bits; a half alone becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
