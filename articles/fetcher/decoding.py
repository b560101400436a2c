"""Content encodings, decoded under a cap on the bytes that come out (THREATS H10, H11).

No step makes more than ``STEP`` bytes at once, so that a bomb is noticed long
before it has opened. The cap holds for what goes into each encoding as well: of
two, the outer one could open without end to what the inner one makes nothing of.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli
from backports import zstd

from articles.fetcher.records import FetchError, Reason

STEP = 64 * 1024
GZIP_BITS = zlib.MAX_WBITS | 16
MAX_ENCODINGS = 3
MAX_MEMBERS = 1_000
"""Of one gzip stream: those that open to nothing cost time and are in no cap; blocks of 64 KiB need 160 for 10 MiB."""


class Decoder(Protocol):
    """One content encoding, in pieces."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Give what the data opens to, in pieces of about ``STEP`` bytes at most."""

    def is_whole(self) -> bool:
        """Whether the stream has come to its proper end."""


class Gzip:
    """gzip, also several members one after the other."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(GZIP_BITS)
        self._is_begun = False
        self._members = 1

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Open the data; raises zlib.error on what is no such stream, or one of too many members."""
        while data:
            if self._stream.eof:
                if not data.strip(b"\0"):
                    return  # padding after the end is common and means nothing
                self._members += 1
                if self._members > MAX_MEMBERS:
                    raise zlib.error(f"over {MAX_MEMBERS} members")
                self._stream = zlib.decompressobj(GZIP_BITS)
            piece = self._stream.decompress(data, STEP)
            self._is_begun = True
            data = self._stream.unconsumed_tail or self._stream.unused_data
            if piece:
                yield piece

    def is_whole(self) -> bool:
        """Whether the last member ended; an empty body is whole too."""
        return self._stream.eof or not self._is_begun


class Deflate:
    """deflate in its zlib wrapper, as the name means, or bare, as some servers send it under that name."""

    def __init__(self) -> None:
        self._head = b""
        self._stream: zlib._Decompress | None = None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Open the data; raises zlib.error. What follows the end of the stream is passed over."""
        if self._stream is None:
            self._head += data
            if len(self._head) < 2:
                return
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if is_zlib(self._head) else -zlib.MAX_WBITS)
            data = self._head
        while not self._stream.eof:
            piece = self._stream.decompress(data, STEP)
            data = self._stream.unconsumed_tail
            if piece:
                yield piece
            # A full piece may leave more inside although all input is taken.
            if not data and len(piece) < STEP:
                return

    def is_whole(self) -> bool:
        """Whether the stream ended; an empty body is whole too."""
        return self._stream.eof if self._stream is not None else not self._head


def is_zlib(head: bytes) -> bool:
    """Whether two bytes begin a zlib stream (RFC 1950, 2.2), e.g. ``78 9c``."""
    return head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0


class Brotli:
    """br."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._is_begun = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Open the data; raises brotli.error."""
        self._is_begun = self._is_begun or bool(data)
        if not data:
            return
        piece = self._stream.process(data, output_buffer_limit=STEP)
        while piece:
            yield piece
            # That it would take more says nothing of what is still inside.
            if self._stream.is_finished():
                return
            piece = self._stream.process(b"", output_buffer_limit=STEP)

    def is_whole(self) -> bool:
        """Whether the stream ended."""
        return bool(self._stream.is_finished()) or not self._is_begun


class Zstandard:
    """zstd, with a window of at most 8 MiB as RFC 9659 asks of the web."""

    def __init__(self) -> None:
        self._stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: 23})
        self._is_begun = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Open the data; raises zstd.ZstdError."""
        self._is_begun = self._is_begun or bool(data)
        while not self._stream.eof:
            piece = self._stream.decompress(data, STEP)
            data = b""
            if piece:
                yield piece
            if self._stream.needs_input or self._stream.eof:
                return

    def is_whole(self) -> bool:
        """Whether the frame ended."""
        return self._stream.eof or not self._is_begun


DECODERS: dict[str, Callable[[], Decoder]] = {
    "gzip": Gzip,
    "x-gzip": Gzip,
    "deflate": Deflate,
    "br": Brotli,
    "zstd": Zstandard,
}


class BodyReader:
    """Collects a body through its encodings; never holds more than ``max_bytes`` of it."""

    def __init__(self, encoding: str, *, max_bytes: int) -> None:
        """``encoding`` is the Content-Encoding header; raises FetchError for one that we did not ask for."""
        names = [
            name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity")
        ]
        unknown = [name for name in names if name not in DECODERS]
        if unknown or len(names) > MAX_ENCODINGS:
            raise FetchError(Reason.BAD_COMPRESSION, f"Content-Encoding {encoding[:60]!r}")
        # The header lists them in the order of encoding: the last is opened first.
        self._decoders = [DECODERS[name]() for name in reversed(names)]
        self._max_bytes = max_bytes
        self._taken = [0] * (len(names) + 1)
        self._body = bytearray()

    def feed(self, data: bytes) -> None:
        """Take some bytes from the wire; raises FetchError over the cap or on a broken stream."""
        try:
            for piece in self._through(data, 0):
                self._body += piece
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise FetchError(Reason.BAD_COMPRESSION, str(error)[:100]) from error

    def body(self) -> bytes:
        """The whole body; raises FetchError if a stream has not come to its end."""
        if not all(decoder.is_whole() for decoder in self._decoders):
            raise FetchError(Reason.BAD_COMPRESSION, "cut off")
        return bytes(self._body)

    def _through(self, data: bytes, level: int) -> Iterator[bytes]:
        self._taken[level] += len(data)
        # What cannot be made smaller grows a little by each encoding.
        if self._taken[level] > self._max_bytes + (STEP if level < len(self._decoders) else 0):
            raise FetchError(Reason.TOO_LARGE, f"over {self._max_bytes} bytes")
        if level == len(self._decoders):
            yield data
            return
        for piece in self._decoders[level].pieces(data):
            yield from self._through(piece, level + 1)
