import gzip
import random
import time
import tracemalloc
import zlib
from contextlib import suppress

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from articles.fetcher.decoding import BodyReader
from articles.fetcher.records import FetchError, Reason

TEXT = "粵港澳大灣區：四項協議 ".encode() * 500


def raw_deflate(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


ENCODED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]),
    "deflate": zlib.compress(TEXT),
    "Deflate ": raw_deflate(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstd.compress(TEXT),
    "identity": TEXT,
    "": TEXT,
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
}


def read(encoding, data, *, step=None, max_bytes=10 * 1024 * 1024):
    reader = BodyReader(encoding, max_bytes=max_bytes)
    step = step or len(data) or 1
    for start in range(0, len(data), step):
        reader.feed(data[start : start + step])
    return reader.body()


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("step", [None, 1, 7, 1000])
def test_a_body_opens_however_it_is_cut_into_pieces(encoding, step):
    assert read(encoding, ENCODED[encoding], step=step) == TEXT


@pytest.mark.parametrize("size", [65535, 65536, 65537, 65536 * 3, 1_000_000])
def test_a_body_of_blanks_opens_to_its_last_byte(size):
    blanks = b" " * size
    assert read("deflate", raw_deflate(blanks)) == blanks
    assert read("gzip", gzip.compress(blanks)) == blanks
    assert read("br", brotli.compress(blanks, quality=5)) == blanks
    assert read("zstd", zstd.compress(blanks)) == blanks


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "gzip, br"])
@pytest.mark.parametrize("step", [None, 65_536, 16_384, 1_400])
def test_a_long_page_opens_whole_whatever_the_network_makes_of_it(encoding, step):
    """Four times as long as one step opens, and as a server sends it in one piece where the line is quick."""
    draw = random.Random(3)
    words = ["".join(draw.choices("etaoinshrdlu", k=draw.randint(2, 9))) for _ in range(3_000)]
    page = "".join(f"<p>{' '.join(draw.choices(words, k=40))}</p>" for _ in range(1_000)).encode()
    assert len(page) > 200_000
    encoders = {"gzip": gzip.compress, "br": lambda data: brotli.compress(data, quality=5), "zstd": zstd.compress}
    data = page
    for name in encoding.split(", "):
        data = encoders[name](data)
    assert read(encoding, data, step=step) == page


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_is_cut_off_is_bad_compression(encoding):
    data = ENCODED[encoding]
    with pytest.raises(FetchError) as caught:
        read(encoding, data[: len(data) // 2])
    assert caught.value.reason is Reason.BAD_COMPRESSION


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_is_not_what_it_says_is_bad_compression(encoding):
    with pytest.raises(FetchError) as caught:
        read(encoding, b"<?xml version='1.0'?><rss/>" * 50)
    assert caught.value.reason is Reason.BAD_COMPRESSION


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip, gzip, gzip", "bzip2"])
def test_an_encoding_that_nobody_asked_for_is_refused(encoding):
    with pytest.raises(FetchError):
        BodyReader(encoding, max_bytes=10)


def blank_megabytes(count, stream):
    return b"".join(stream.compress(b" " * (1 << 20)) for _ in range(count)) + stream.flush()


BOMBS = {
    "gzip": blank_megabytes(256, zlib.compressobj(9, zlib.DEFLATED, 31)),
    "gzip, gzip": gzip.compress(blank_megabytes(256, zlib.compressobj(9, zlib.DEFLATED, 31))),
    "zstd": zstd.compress(b" " * (64 << 20)),
    "br": brotli.compress(b" " * (64 << 20), quality=1),
}


@pytest.mark.threat("H11")
@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_is_stopped_at_the_cap_without_opening_in_memory(encoding):
    tracemalloc.start()
    with pytest.raises(FetchError) as caught:
        read(encoding, BOMBS[encoding], step=65536)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.reason is Reason.TOO_LARGE
    assert peak < 50 * 1024 * 1024


@given(st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]), st.binary(max_size=300))
def test_no_bytes_make_anything_but_a_named_failure(encoding, data):
    with suppress(FetchError):
        read(encoding, data, step=11)


NOTHING = gzip.compress(b"", mtime=0)
"""A member of twenty bytes that opens to none: no cap on what comes out at the end ever sees it."""
FUTILE = {
    "gzip": NOTHING * 20_000,
    "gzip, gzip": gzip.compress(NOTHING * 400_000),
    "gzip, br": brotli.compress(NOTHING * 400_000, quality=1),
    "gzip, zstd": zstd.compress(NOTHING * 400_000),
    "deflate, gzip": gzip.compress(raw_deflate(b"")[:-2] + b"\0\0\0\xff\xff" * 6_000_000),
}


@pytest.mark.threat("H11", "H12")
@pytest.mark.parametrize("encoding", FUTILE)
def test_what_opens_without_end_to_nothing_is_given_up_at_once(encoding):
    """One piece of the wire is opened in one go, and no deadline ends it: it took eight seconds for each 40 KB."""
    began = time.process_time()
    with pytest.raises(FetchError) as caught:
        read(encoding, FUTILE[encoding])
    assert caught.value.reason in (Reason.BAD_COMPRESSION, Reason.TOO_LARGE)
    assert time.process_time() - began < 2


def test_a_body_of_many_members_and_one_that_cannot_be_made_smaller_are_whole():
    noise = random.Random(7).randbytes(1 << 20)
    blocks = b"".join(gzip.compress(noise[start : start + 4096]) for start in range(0, len(noise), 4096))
    assert read("gzip", blocks, max_bytes=len(noise)) == noise
    for encoding, data in {"gzip, br": brotli.compress(gzip.compress(noise)), "zstd": zstd.compress(noise)}.items():
        assert read(encoding, data, max_bytes=len(noise)) == noise
