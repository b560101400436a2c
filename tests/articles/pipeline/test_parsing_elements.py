"""Elements: a document cut into its entries by its bytes alone, and only where they tell where each ends."""

import time

import pytest

from articles.pipeline.parsing import cut_document

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>%s</channel></rss>'
ITEMS = (b"<item><title>One</title></item>", b"<item ><title>Two</title></item>")


def test_a_document_is_its_elements_and_what_is_around_them():
    cut = cut_document(RSS % b"\n ".join(ITEMS))
    assert cut.elements == ITEMS
    assert cut.before == b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>'
    assert cut.after == b"</channel></rss>"
    assert cut.without({cut.names[0]}) == RSS % ITEMS[1]
    assert cut.without(()) == RSS % b"".join(ITEMS)


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (b'<feed><id>0</id><entry><id>1</id></entry><entry xml:lang="pt"><id>2</id></entry></feed>', 2),
        (b'<rdf:RDF><channel><items><rdf:li/></items></channel><item rdf:about="a"></item></rdf:RDF>', 1),
        (RSS % "<item><title>兩地</title></item>".encode("big5"), 1),
        (RSS % b"<item><description><![CDATA[a <!-- more --> b]]></description></item>", 1),
        (RSS % b"<item><description>&lt;item&gt;</description></item>", 1),
    ],
)  # fmt: skip
def test_elements_of_all_kinds_of_feeds_are_found(body, number):
    assert len(cut_document(body).elements) == number


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"<item><title>cut off",
        b"<item><title>One</title><item></item></item>",
        b"<item><description><![CDATA[</item>]]></description></item>",
        b"<item><title>One</title><!-- a note --></item>",
        b"<item><title>One</title><!-- </item><item> --></item>",
        b"<item></item><title>between</title><item></item>",
        b"<item></item><![CDATA[",
        b"<item></item>" * 501,
        b"<item></item><!-- <item></item>",
    ],
)
def test_where_bytes_do_not_tell_nothing_is_cut(inside):
    assert cut_document(RSS % inside) is None


def test_entities_of_a_document_and_other_kinds_of_it_are_left_to_the_reader():
    for body in (b'<!DOCTYPE rss [<!ENTITY a "b">]>' + RSS % ITEMS[0], b'{"items": []}', b"", b"<html></html>"):
        assert cut_document(body) is None


def test_what_is_around_is_named_by_what_entries_depend_on():
    def around(head=b"", end=b"", asked="utf-8"):
        return cut_document(RSS % (head + ITEMS[0] + end)).around(asked)

    stamp = b"<lastBuildDate>Mon, 02 Nov 2026 1%d:00:00 GMT</lastBuildDate>"
    assert around() == around(b"<!-- made by -->") == around(stamp % 1) == around(stamp % 2) == around(end=stamp % 3)
    others = {around(b"<language>pt</language>"), around(end=b"<ttl>5</ttl>"), around(asked="big5"), around()}
    assert len(others) == 4


@pytest.mark.parametrize("around", [b"<!-- <item><title>Old</title></item> -->", b"<!--", b"<![CDATA[", b"]]>"])
def test_elements_that_may_stand_in_a_comment_are_left_to_the_reader(around):
    assert cut_document(RSS % (around + ITEMS[0])) is None


def test_sections_around_the_elements_do_not_keep_them_from_being_cut():
    for around in (b"<!-- made -->", b"<description><![CDATA[<b>News</b>]]></description>"):
        assert cut_document(RSS % (around + ITEMS[0] + around)).elements == ITEMS[:1]


@pytest.mark.parametrize(
    "piece",
    [b"<!--", b"<![CDATA[", b"]]>", b"-->", b"<item>", b"</item>", b"<item></item>", b" ", b"<pubDate>", b"<item "],
)
def test_the_time_to_cut_grows_with_the_document(piece):
    def taken(times):
        body = RSS % (piece * times + ITEMS[0] + piece * times)
        began = time.process_time()
        if cut := cut_document(body):
            cut.around("")
        return time.process_time() - began

    assert min(taken(400_000) for _ in range(2)) < 40 * max(taken(20_000), 0.002)
