"""Byte streams with bounds that the standard library does not set."""

from __future__ import annotations

import io
import lzma
import zlib
from typing import IO, Any

import brotli
import zstandard

from etl.ingest.refusal import Refusal

#: An xz header may ask for a dictionary of 4 GB; `xz -9` asks for 64 MB.
_XZ_MEMORY = 192 * 1024 * 1024
#: `zstd --long` asks for a window of 128 MB.
_ZSTD_WINDOW = 128 * 1024 * 1024
# A block of 128 KB packs to 4 bytes at best: what is fed at once bounds what comes out at once.
_ZSTD_CHUNK = 1024
_CHUNK = 262_144


class _Stream(io.RawIOBase):
    """A raw stream that is written as one method, ``read``."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class XzStream(_Stream):
    """Decompressed bytes of one or more xz streams, with a limit on the memory of the decoder."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decoder: lzma.LZMADecompressor | None = None
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while True:
            if self._decoder is None or self._decoder.eof:
                # Streams may be padded with zero bytes in fours.
                waiting = ((self._decoder.unused_data if self._decoder else b"") or self._file.read(_CHUNK)).lstrip(
                    b"\0"
                )
                if not waiting:
                    if not self._file.read(1):
                        return b""
                    self._file.seek(-1, io.SEEK_CUR)
                    self._decoder = None
                    continue
                self._decoder = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
            elif self._decoder.needs_input:
                waiting = self._file.read(_CHUNK)
                if not waiting:
                    raise EOFError("the compressed stream ends too early")
            else:
                waiting = b""
            data = self._decoder.decompress(waiting, max_length=size)
            if data:
                return data


class ZstandardStream(_Stream):
    """Decompressed bytes of one or more frames; unlike the library's reader it says when the last one breaks off."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decoder: zstandard.ZstdDecompressionObj | None = None
        self._packed = b""
        self._ready = b""

    def read(self, size: int = -1) -> bytes:
        while not self._ready:
            packed = self._packed or self._file.read(_ZSTD_CHUNK)
            if not packed and self._decoder is None:
                return b""
            if not packed:
                raise EOFError("the compressed stream ends too early")
            decoder = self._decoder or zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
            self._ready = decoder.decompress(packed)
            self._packed = decoder.unused_data if decoder.eof else b""
            self._decoder = None if decoder.eof else decoder
        cut = len(self._ready) if size < 0 else size
        data, self._ready = self._ready[:cut], self._ready[cut:]
        return data


class InflatedStream(_Stream):
    """Decompressed bytes of HTTP's "deflate", which some servers send without the header of zlib."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decoder: Any = None

    def read(self, size: int = -1) -> bytes:
        while self._decoder is None or not self._decoder.eof:
            packed = (self._decoder.unconsumed_tail if self._decoder else b"") or self._file.read(_CHUNK)
            if not packed:
                raise EOFError("the compressed stream ends too early")
            if self._decoder is None:
                has_header = packed[0] & 0x0F == 8 and int.from_bytes(packed[:2], "big") % 31 == 0
                self._decoder = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
            data: bytes = self._decoder.decompress(packed, max(size, 0))
            if data:
                return data
        return b""


class BrotliStream(_Stream):
    """Decompressed bytes of one brotli stream."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decoder = brotli.Decompressor()

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._decoder.is_finished():
                packed = self._file.read(_CHUNK) if self._decoder.can_accept_more_data() else b""
                if not packed and self._decoder.can_accept_more_data():
                    raise EOFError("the compressed stream ends too early")
                data: bytes = self._decoder.process(packed, output_buffer_limit=_CHUNK if size < 0 else size)
                if data:
                    return data
        except brotli.error as error:
            raise ValueError(f"no brotli stream: {error}") from error
        return b""


class BoundedReads(_Stream):
    """The stretch ``start .. start + size`` of ``file``; no single read beyond ``most`` bytes where that is set."""

    def __init__(self, file: IO[bytes], start: int, size: int, most: int | None = None) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._most = most
        self._position = 0

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._size - self._position)
        wanted = left if size < 0 else min(size, left)
        if self._most is not None and wanted > self._most:
            raise Refusal("archive_bomb", f"an archive header of {wanted:,} bytes")
        self._file.seek(self._start + self._position)
        data = self._file.read(wanted)
        if len(data) < wanted:
            raise EOFError("the archive ends too early")
        self._position += len(data)
        return data
