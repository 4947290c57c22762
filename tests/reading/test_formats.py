"""The same bulletin in every encoding and format gives the same text, title and date."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from indexer.analysis.normalise import clean
from indexer.bulletin import Page
from indexer.errors import UndecodableSource
from indexer.reading.compose import compose
from indexer.reading.decode import decode
from indexer.reading.legacy import ENCODINGS, convert, guess, table
from indexer.reading.outcome import Read, Source
from indexer.reading.readers import read, read_source
from tests.reading import makers

TITLE = (
    "Phú Tân: Nêu cao tinh thần trách nhiệm, quyết liệt hơn nữa trong công tác lãnh đạo, điều hành, nỗ lực phấn đấu "
    "thực hiện thắng lợi phương hướng, nhiệm vụ của Huyện ủy đề ra trong năm 2024"
)


@pytest.fixture(scope="session")
def seed(project: Path) -> str:
    return (project / "corpus/bulletins/phu-tan-2023-12-15.txt").read_text("utf-8")


def page(name: str, data: bytes) -> Page:
    outcome = next(iter(read_source(Source(name, data))))
    assert isinstance(outcome, Read)
    return outcome.page


def words(text: str) -> list[str]:
    return clean(text).split()


@pytest.mark.parametrize("form", makers.FORMATS)
def test_every_format_gives_the_seed(seed: str, form: str) -> None:
    suffix, make = makers.FORMATS[form]
    got, want = page(f"bản tin{suffix}", make(seed)), page("seed.txt", seed.encode())
    assert (got.title, got.published) == (want.title, "2023-12-15T15:51") or clean(got.title) == clean(want.title)
    assert words(got.text) == words(want.text)
    lines = [[line for line in compose(p, "x").text.split("\n") if line] for p in (got, want)]
    assert lines[0] == lines[1], "and the same paragraphs"


@pytest.mark.parametrize("form", makers.LEGACY)
def test_every_old_encoding_gives_the_seed(seed: str, form: str) -> None:
    suffix, make = makers.LEGACY[form]
    got, want = page(f"bản tin{suffix}", make(seed)), page("seed.txt", makers.plain(seed).encode())
    assert compose(got, "x").text.split() == compose(want, "x").text.split()
    assert got.published == "2023-12-15T15:51"


@pytest.mark.skipif(not makers.FONT.exists(), reason="needs the font DejaVu Sans, to make a PDF")
def test_a_pdf_gives_the_seed_with_its_paragraphs_joined(seed: str) -> None:
    got, want = page("bản tin.pdf", makers.pdf(seed, makers.FONT)), page("seed.txt", seed.encode())
    assert words(got.title) == words(want.title)
    assert words(got.text) == words(want.text)
    assert not got.scanned
    numbered = [line for line in got.text.splitlines() if line[:2] in {f"{n}." for n in range(1, 9)}]
    assert len(numbered) == 8 and all(line.rstrip().endswith((".", "”.")) for line in numbered)


@pytest.mark.skipif(shutil.which("iconv") is None, reason="needs iconv, the yardstick of the tables")
@pytest.mark.parametrize(("encoding", "name"), [("tcvn3", "TCVN5712-1"), ("viscii", "VISCII")])
def test_the_tables_are_iconvs(encoding: str, name: str) -> None:
    for code, character in table(encoding).items():
        done = subprocess.run(
            ["iconv", "-f", name, "-t", "UTF-8"], input=code.encode("latin-1") + b"a", capture_output=True
        )
        assert done.stdout.decode() == f"{character}a", f"{code!r}"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_table_holds_every_letter_of_the_language(encoding: str) -> None:
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones} | {"đ"}
    missing = {letter for letter in letters if not letter.isascii()} - set(table(encoding).values())
    same_as_latin = {"à", "á", "â", "ã", "è", "é", "ê", "ì", "í", "ò", "ó", "ô", "õ", "ù", "ú", "ý"}
    assert missing <= {"viscii": same_as_latin, "vni": {"ì", "í"}, "tcvn3": {"ý"}}[encoding]


def test_signs_of_windows_survive_in_a_text_of_vn_time() -> None:
    text = "“Dân giàu” – nước mạnh… Ở huyện, kỷ luật ĐỎ RỰC"
    back = {character: code for code, character in table("tcvn3").items()}
    data = b"".join(back[c].encode("latin-1") if c in back else c.encode("cp1252") for c in text)
    assert convert(data.decode("latin-1"), "tcvn3") == text


@pytest.mark.parametrize(
    "text", ["Café déjà vu à la carte, où êtes-vous né", "naïve Zürich señor façade über", "A+B=C × ÷ ½ §"]
)
def test_other_languages_are_not_taken_for_vietnamese(text: str) -> None:
    assert guess(text * 3) is None


def test_confidence_is_stated(seed: str) -> None:
    assert decode(seed.encode(), "x").confidence == 1.0
    found = decode(makers.encode(seed, "tcvn3"), "x")
    assert found.encoding == "tcvn3" and found.confidence > 0.95


def test_bytes_of_no_known_encoding_are_refused_by_name() -> None:
    noise = bytes(range(0x80, 0x100)) * 40
    with pytest.raises(UndecodableSource, match=r"xấu\.txt"):
        decode(b"abc " + noise, "xấu.txt")


def test_a_byte_lost_here_and_there_does_not_make_utf8_something_else(seed: str) -> None:
    data = bytearray(seed.encode())
    data[4001:4002] = b""
    assert decode(bytes(data), "x").encoding == "utf-8"


def test_a_declaration_of_latin_does_not_hide_tcvn3(seed: str) -> None:
    text = makers.encode(seed, "tcvn3")
    head = b"<html><head><meta charset='iso-8859-1'></head><body><p>"
    got = page("cũ.html", head + text.replace(b"\n", b"</p><p>") + b"</p></body></html>")
    assert "Nguyễn Phương Bắc" in got.text


@pytest.mark.shared
def test_unicode_is_never_taken_for_an_old_encoding(shared: Path) -> None:
    pages = read(shared / "data/texts/sotttt_hanoi_portal.jsonl.gz")
    assert [p.id for p in pages if guess(p.text)] == []


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["doc_vbpl", "docx_anle", "pdf_vbpl", "pdf_signed"])
def test_every_real_document_is_read(shared: Path, folder: str) -> None:
    if folder == "doc_vbpl" and not (shutil.which("antiword") or shutil.which("catdoc")):
        pytest.skip("needs antiword or catdoc")
    for path in sorted((shared / "data/files" / folder).iterdir()):
        got = next(read(path))
        assert len(got.text) > 1_500, path.name
        assert got.title or folder == "doc_vbpl", path.name
