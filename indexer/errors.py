"""Everything that can go wrong and that a user can be told about, as one tree.

    BantinError                     exit 1
    ├── UsageError                  exit 2   the request itself is wrong (HTTP 400)
    │   ├── QueryTooLong                     over a limit of the query language
    │   └── UnknownParameter                 a parameter or value nobody knows
    ├── SettingsError               exit 2   a setting is unknown or has a wrong value
    ├── ReadingError                exit 3   one file could not be read; the rest goes on
    │   ├── EmptySource, BinarySource, UndecodableSource, SourceTooLarge, NeedsOcr
    │   └── ReaderKilled                     the file took its worker down
    ├── NotFound                    exit 4   no such bulletin, directive, official (HTTP 404)
    │   └── Removed                          taken down on request (HTTP 410)
    ├── IndexUnusable               exit 5   no index, or one of another schema or analyser (HTTP 503)
    │   ├── NoIndex, WrongFingerprint, DamagedGeneration
    ├── EngineUnavailable           exit 7   the cluster does not answer, or only in part
    └── Locked                      exit 75  another writer holds the lock

A message says what happened, to which file or field, and ``hint`` says what to do next.
"""

from __future__ import annotations


class BantinError(Exception):
    """Base of all errors that bantin raises on purpose; ``exit_code`` is the command's, ``status`` the page's."""

    exit_code = 1
    status = 500

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def __reduce__(self) -> tuple[type[BantinError], tuple[str, str]]:
        # Errors cross process borders (sandboxed readers); Exception's own way would lose the hint.
        return type(self), (self.message, self.hint)

    @property
    def kind(self) -> str:
        """The name under which the error travels in JSON."""
        return type(self).__name__


class UsageError(BantinError):
    """The request itself is wrong."""

    exit_code = 2
    status = 400


class QueryTooLong(UsageError):
    """A query, phrase or expansion is over a limit of the query language."""


class UnknownParameter(UsageError):
    """A parameter, or a value of one, that nobody knows."""


class SettingsError(BantinError):
    """A setting is unknown or has a wrong value: nothing starts."""

    exit_code = 2


class ReadingError(BantinError):
    """One source could not be read. It is reported, nothing is lost, the rest goes on."""

    exit_code = 3


class EmptySource(ReadingError):
    """Nothing is left to read."""


class BinarySource(ReadingError):
    """The bytes are not of a kind that any reader knows."""


class UndecodableSource(ReadingError):
    """Text in an encoding that could not be told, or a container that is damaged."""


class SourceTooLarge(ReadingError):
    """Over a limit of size, depth, pages or entries."""


class NeedsOcr(ReadingError):
    """A scan, and no text recognition is installed."""


class ReaderKilled(ReadingError):
    """The file took its worker process over a limit of time or memory."""


class NotFound(BantinError):
    """No such bulletin, directive or official."""

    exit_code = 4
    status = 404


class Removed(NotFound):
    """It was here and was taken down on request; its title is not told."""

    status = 410


class IndexUnusable(BantinError):
    """There is no index that this program can answer from."""

    exit_code = 5
    status = 503


class NoIndex(IndexUnusable):
    """No generation has been published yet."""


class WrongFingerprint(IndexUnusable):
    """The index was made with another schema, analyser or format."""


class DamagedGeneration(IndexUnusable):
    """A published file is missing, short or changed."""


class EngineUnavailable(BantinError):
    """The search engine does not answer, or only in part."""

    exit_code = 7
    status = 503


class Locked(BantinError):
    """Another process is writing; its pid is in the message."""

    exit_code = 75
    status = 503
