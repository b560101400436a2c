"""Decoding: bytes become text by what is there, with the labels as hints.

Labels lie: feeds declare UTF-8 over GB18030 bytes, servers send ISO-8859-1 over UTF-8, Big5 hides Hong Kong's
characters. Valid UTF-8 is never an accident in a text with many high bytes, so it is believed first; any other
answer must decode strictly and look like a language.
"""

import re
from functools import cache

from charset_normalizer import from_bytes
from w3lib.encoding import resolve_encoding

from articles.pipeline.parsing.records import Decoded
from articles.pipeline.text import fold

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# <?xml version="1.0" encoding="gb2312"?>, <meta charset="big5">, <meta ... content="text/html; charset=gbk">
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']?([\w.:-]{2,40})|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_BAD = re.compile("[\ufffd\x80-\x84\x86-\x9f]")
# The C1 controls of ``_BAD`` in UTF-8, where nothing else begins with C2.
_C1_BYTES = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_HAN = re.compile("[\u4e00-\u9fff]")

_CHINESE = ("gb18030", "big5hkscs")
# What a label must not mean: UTF-16 has been ruled out by its zero bytes, UTF-7 hides markup, "utf-8" has failed
# already; and codecs that only Python has ("charset=undefined" is what scripts write that do not know theirs).
_NEVER = (
    *("utf-16", "utf-7", "utf-8", "utf-32"),
    *("undefined", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "palmos", "mbcs", "oem"),
)
_SUSPECT_SHARE = 0.005
_STRAY_SHARE = 0.02
_SURE = 0.8
_UNSURE = 0.6
_SAMPLE = 60_000


def decode_document(body: bytes, http_charset: str | None, pinned: str | None) -> Decoded:
    """Decode ``body``, a feed or a page.

    ``http_charset`` is the charset of the Content-Type header, ``pinned`` the encoding that this source is known to
    use; both may be None or wrong. In order: byte order mark, UTF-16 by its zero bytes, valid UTF-8, then the pinned
    encoding, the header and the declaration, each strictly (labels by the WHATWG table, so ``gb2312`` reads as
    GB18030 and ``big5`` as Big5-HKSCS), then GB18030 and Big5-HKSCS by how common their characters are. UTF-7 is
    never used.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            # A mark that the bytes belie ("\xef\xbb\xbf" before GBK) is no better than a label.
            if not _is_suspect(text):
                return Decoded(text, encoding, False)
            body = body[len(mark) :]
    wide = _utf16_by_zeros(body)
    if wide:
        return _decoded(body.decode(wide, "replace"), wide)
    as_utf8 = _as_utf8(body)
    if as_utf8 is not None:
        return Decoded(as_utf8, "utf-8", _is_suspect(as_utf8, body))
    labels = [_resolve(pinned), _resolve(http_charset), _resolve(_declared(body))]
    return _by_labels(body, [label for label in labels if label])


def _decoded(text: str, encoding: str) -> Decoded:
    return Decoded(text, encoding, _is_suspect(text))


def _is_suspect(text: str, utf8: bytes | None = None) -> bool:
    """Tell whether too much of ``text`` is no text; ``utf8`` are the bytes that it is read from, if in UTF-8."""
    # Nearly no document has one of those, and in bytes that is seen in a tenth of the time.
    if utf8 is not None and "\ufffd" not in text and not _C1_BYTES.search(utf8):
        return False
    return len(_BAD.findall(text)) > _SUSPECT_SHARE * max(1, len(text))


def _resolve(label: str | None) -> str | None:
    if not label:
        return None
    encoding = resolve_encoding(label.strip())
    return None if not encoding or encoding.startswith(_NEVER) else encoding


def _declared(body: bytes) -> str | None:
    match = _DECLARED.search(body[:4096])
    return (match.group(1) or match.group(2)).decode("ascii") if match else None


def _utf16_by_zeros(body: bytes) -> str | None:
    """UTF-16 without a mark: markup begins with "<" and a zero, and has a zero in every other byte."""
    if body[:2] in (b"<\x00", b"\x00<"):
        return "utf-16-le" if body[0] else "utf-16-be"
    head = body[:200]
    if head.count(0) < len(head) // 3 or len(head) < 8:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _as_utf8(body: bytes) -> str | None:
    """Give the text when the bytes are UTF-8: wholly, or but for a few that a cut or a careless tool spoilt."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    if strays == 1 and text.endswith("\ufffd"):
        return text[:-1]
    return text if strays <= _STRAY_SHARE * len(_NON_ASCII.findall(text)) else None


def _by_labels(body: bytes, labels: list[str]) -> Decoded:
    """Choose among the labels and the Chinese encodings, by strict decoding and by how the text looks."""
    texts: dict[str, str] = {}
    for encoding in (*labels, *_CHINESE):
        if encoding not in texts:
            try:
                texts[encoding] = _decode_strictly(body, encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    looks = {encoding: _looks_chinese(text) for encoding, text in texts.items() if encoding in _CHINESE}
    if not _high_bytes_come_in_pairs(body):
        looks = dict.fromkeys(looks, 0.0)
    best = max(looks, key=lambda encoding: (looks[encoding], encoding in labels), default="")
    for label in labels:
        if label not in texts:
            continue
        mine = looks.get(label, 0.0)
        belied = best != label and looks.get(best, 0.0) >= _SURE and mine < _UNSURE
        if not belied:
            return _decoded(texts[label], label)
    if best and looks[best] >= _UNSURE:
        return _decoded(texts[best], best)
    return _unlabelled(body)


def _decode_strictly(body: bytes, encoding: str) -> str:
    """Decode without a single error, but for a character cut in two at the very end."""
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 4:
            return body[: error.start].decode(encoding)
        raise


def _high_bytes_come_in_pairs(body: bytes) -> bool:
    """Chinese has its high bytes in runs; Western text has single ones between letters."""
    runs = [len(run) for run in _HIGH_RUN.findall(body[:_SAMPLE])]
    return bool(runs) and sum(length for length in runs if length > 1) > 0.7 * sum(runs)


@cache
def _common_han() -> frozenset[str]:
    """The 3,755 commonest characters: level 1 of GB 2312 (rows 16 to 55)."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset(b"".join(codes).decode("gb2312", "ignore"))


def _looks_chinese(text: str) -> float:
    """Give the share of common characters among the Han of a sample: above 0.9 in real text, below 0.5 in mojibake."""
    han = _HAN.findall(fold(text[:_SAMPLE]))
    others = len(_NON_ASCII.findall(text[:_SAMPLE])) - len(han)
    return sum(char in _common_han() for char in han) / max(1, len(han) + others // 4)


def _unlabelled(body: bytes) -> Decoded:
    """No label holds and it is not Chinese: Western text as Windows-1252, anything else by its letters' frequency."""
    if not _high_bytes_come_in_pairs(body):
        return _decoded(body.decode("cp1252", "replace"), "cp1252")
    best = from_bytes(body[:_SAMPLE]).best()
    encoding = best.encoding if best is not None else "utf-8"
    return _decoded(body.decode(encoding, "replace"), encoding)
