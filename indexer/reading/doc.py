"""DOC: Word's old binary format, by antiword, else catdoc, each a process of its own fed from memory."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator

from indexer.errors import BinarySource, EmptySource, UndecodableSource
from indexer.limits import TEXT_CHARACTERS
from indexer.reading.layout import page_of_lines
from indexer.reading.legacy import repair
from indexer.reading.outcome import Outcome, Read, Source
from indexer.reading.unwrap import without_frames

_SECONDS = 8
# Each is tried in turn: the command and its arguments in front of the file.
_CONVERTERS = (("antiword", "-m", "UTF-8.txt", "-w", "0"), ("catdoc", "-d", "utf-8", "-s", "cp1258", "-w"))
_INSTALL = "Cài antiword hoặc catdoc (apt-get install antiword catdoc), hoặc lưu lại thành DOCX."


def read_doc(source: Source) -> Iterator[Outcome]:
    """Yield the one page of a DOC file; raises `BinarySource` when no converter is installed."""
    found = [command for command in _CONVERTERS if shutil.which(command[0])]
    if not found:
        raise BinarySource(f"{source.name}: cần antiword hoặc catdoc để đọc tệp DOC.", _INSTALL)
    texts = (_converted(command, source.data) for command in found)
    text = next((text for text in texts if text.strip()), "")
    if not text:
        raise EmptySource(
            f"{source.name}: không tìm thấy chữ nào trong tệp DOC.", "Mở bằng Word và lưu lại thành DOCX."
        )
    if len(text) > TEXT_CHARACTERS:
        raise UndecodableSource(f"{source.name}: hơn {TEXT_CHARACTERS:,} ký tự.", "Chia nhỏ văn bản.")
    yield Read(page_of_lines(without_frames(repair(text)).splitlines()), source.data)


def _converted(command: tuple[str, ...], data: bytes) -> str:
    """Return what a converter prints; nothing when it fails or takes too long."""
    handle = _in_memory(data)
    try:
        done = subprocess.run(  # noqa: S603 (a command of the table above)
            [*command, f"/proc/self/fd/{handle}"],
            pass_fds=(handle,),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    finally:
        os.close(handle)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 or done.stdout else ""


def _in_memory(data: bytes) -> int:
    """Return a handle to a file that is only in memory; a sandbox that forbids files of any size allows it this one."""
    handle = os.memfd_create("source.doc", 0)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(data), hard))
    try:
        with os.fdopen(os.dup(handle), "wb") as stream:
            stream.write(data)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    return handle
