import asyncio
import ssl
import threading
from dataclasses import replace

import pytest

from articles.fetcher import Failure, Reason, Request, Response, client, fetch_all, fetch_with_lulls
from articles.fetcher.connecting import BlockedConnection, Guard, system_lookup
from tests.feedserver import LoopbackServer, Reply, Told, rss

BODY = rss(Told("1", "珠海與澳門簽署合作協議"))


def redirect(location, status=302):
    return Reply(status=status, headers=(("Location", location),))


def test_a_body_comes_with_what_makes_the_next_request_cheap(server, fetch):
    server.routes["/feed"] = Reply(BODY, headers=(("ETag", '"a"'), ("Last-Modified", "Mon, 02 Nov 2026 02:00:00 GMT")))
    answer = fetch(server.url("/feed"))
    assert (answer.status, answer.body, answer.etag) == (200, BODY, '"a"')
    assert answer.last_modified == "Mon, 02 Nov 2026 02:00:00 GMT"


@pytest.mark.threat("H01")
def test_validators_are_sent_back_and_304_has_no_body(server, fetch):
    server.routes["/feed"] = Reply(status=304)
    answer = fetch(server.url("/feed"), etag='W/"a"', last_modified="Mon, 02 Nov 2026 02:00:00 GMT")
    assert (answer.status, answer.body) == (304, b"")
    assert server.asked[0].headers["if-none-match"] == 'W/"a"'
    assert server.asked[0].headers["if-modified-since"] == "Mon, 02 Nov 2026 02:00:00 GMT"


def test_304_without_conditions_is_no_answer(server, fetch):
    server.routes["/feed"] = Reply(status=304)
    assert fetch(server.url("/feed")).reason is Reason.BAD_RESPONSE


@pytest.mark.threat("H08")
def test_we_say_who_we_are_and_keep_no_cookies(server, fetch):
    server.routes["/feed"] = redirect("/next")
    server.routes["/feed"].headers += (("Set-Cookie", "id=1; Path=/"),)
    server.routes["/next"] = Reply(BODY)
    assert isinstance(fetch(server.url("/feed")), Response)
    assert all(asked.headers["user-agent"] == "GBATracker-test/1.0" for asked in server.asked)
    assert all("cookie" not in asked.headers for asked in server.asked)


@pytest.mark.threat("S06")
@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_no_proxy_is_taken_from_the_environment(server, fetch, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.routes["/feed"] = Reply(BODY)
    assert fetch(server.url("/feed")).status == 200


def test_the_proxy_of_the_settings_is_used(server, fetch, policy):
    server.routes["http://paper.example/feed"] = Reply(BODY)

    async def lookup(host):
        return ["93.184.215.14"]

    answer = fetch("http://paper.example/feed", policy=replace(policy, proxy=server.url("")), lookup=lookup)
    assert answer.body == BODY
    assert server.paths() == ["http://paper.example/feed"]


@pytest.mark.threat("S05")
def test_behind_a_proxy_a_private_name_is_refused_too(server, fetch, policy):
    async def lookup(host):
        return ["10.0.0.5"]

    chosen = replace(policy, proxy=server.url(""), allow_private=False)
    answer = fetch("http://paper.example/feed", policy=chosen, lookup=lookup)
    assert answer.reason is Reason.BLOCKED_ADDRESS
    assert server.asked == []


# --- Addresses --------------------------------------------------------------
@pytest.mark.threat("S05")
def test_a_name_that_leads_to_a_private_address_is_refused(fetch, policy, server):
    async def lookup(host):
        return ["127.0.0.1"]

    answer = fetch("http://paper.example/feed", policy=replace(policy, allow_private=False), lookup=lookup)
    assert (answer.reason, answer.is_blocked) == (Reason.BLOCKED_ADDRESS, True)


@pytest.mark.threat("S02")
def test_an_address_in_numbers_is_refused_at_the_socket_too(policy):
    """aiohttp asks no resolver about numbers: the socket factory is the last wall."""
    guard = Guard(replace(policy, allow_private=False), system_lookup)
    with pytest.raises(BlockedConnection):
        guard.open_socket((2, 1, 6, "", ("127.0.0.1", 80)))
    with pytest.raises(BlockedConnection):
        guard.open_socket((10, 1, 6, "", ("fd00::1", 80, 0, 0)))


@pytest.mark.threat("S03")
def test_a_name_that_changes_its_answer_is_judged_by_the_one_that_is_used(policy):
    """DNS rebinding: public for the check, loopback for the connection."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])

    async def lookup(host):
        return next(answers)

    async def twice():
        guard = Guard(replace(policy, allow_private=False), lookup)
        assert await guard.addresses("paper.example", 80) == ["93.184.215.14"]
        with pytest.raises(BlockedConnection):
            await guard.addresses("paper.example", 80)

    asyncio.run(twice())


@pytest.mark.threat("S01")
def test_of_several_addresses_only_public_ones_are_left(policy):
    async def lookup(host):
        return ["127.0.0.1", "93.184.215.14", "fe80::1"]

    guard = Guard(replace(policy, allow_private=False), lookup)
    assert asyncio.run(guard.addresses("paper.example", 443)) == ["93.184.215.14"]


def test_a_name_that_nobody_knows_is_a_network_failure(fetch):
    async def lookup(host):
        raise OSError("no such name")

    answer = fetch("http://paper.example/feed", lookup=lookup)
    assert (answer.reason, answer.is_blocked) == (Reason.DNS, False)


# --- Hops -------------------------------------------------------------------
@pytest.mark.threat("H05")
def test_permanent_redirects_say_where_the_feed_has_moved(server, fetch):
    server.routes |= {
        "/a": redirect("/b", 301),
        "/b": redirect("/c", 308),
        "/c": redirect("/d", 302),
        "/d": Reply(BODY),
    }
    answer = fetch(server.url("/a"))
    assert (answer.final_url, answer.moved_to) == (server.url("/d"), server.url("/c"))


@pytest.mark.threat("H06")
def test_temporary_redirects_move_nothing(server, fetch):
    server.routes |= {"/a": redirect("/b", 307), "/b": redirect("/c", 301), "/c": Reply(BODY)}
    assert fetch(server.url("/a")).moved_to == ""


@pytest.mark.threat("H09")
def test_five_hops_are_followed_and_six_are_not(server, fetch):
    server.routes |= {f"/{n}": redirect(f"/{n + 1}") for n in range(1, 7)} | {"/7": Reply(BODY)}
    assert fetch(server.url("/2")).status == 200
    assert fetch(server.url("/1")).reason is Reason.TOO_MANY_HOPS


@pytest.mark.threat("H09")
def test_a_loop_ends_at_once(server, fetch):
    server.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert fetch(server.url("/a")).reason is Reason.REDIRECT_LOOP
    assert len(server.asked) == 2


@pytest.mark.threat("S04")
@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", Reason.BLOCKED_ADDRESS),
        ("http://[::ffff:169.254.169.254]/", Reason.BLOCKED_ADDRESS),
        ("file:///etc/hostname", Reason.BLOCKED_SCHEME),
        ("gopher://127.0.0.1:70/", Reason.BLOCKED_SCHEME),
        ("http://8.8.8.8:6379/", Reason.BLOCKED_PORT),
        ("http://name:word@8.8.8.8/", Reason.BLOCKED_CREDENTIALS),
        ("http://exa mple/", Reason.BAD_ADDRESS),
    ],
)
def test_every_hop_is_judged_again(server, fetch, location, reason):
    server.routes["/feed"] = redirect(location)
    answer = fetch(server.url("/feed"))
    assert (answer.reason, answer.is_blocked) == (reason, True)


def test_a_redirect_without_a_target_is_just_a_status(server, fetch):
    server.routes["/feed"] = Reply(status=302)
    assert fetch(server.url("/feed")).status == 302


# --- TLS --------------------------------------------------------------------
@pytest.fixture
def tls_server(tmp_path):
    """A server with a certificate that nobody has signed."""
    trustme = pytest.importorskip("trustme")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with LoopbackServer({"/feed": Reply(BODY)}) as running:
        running._server.socket = context.wrap_socket(running._server.socket, server_side=True)
        yield running


@pytest.mark.threat("H14")
def test_a_certificate_that_nobody_vouches_for_is_refused(tls_server, fetch):
    answer = fetch(f"https://localhost:{tls_server.port}/feed")
    assert answer.reason is Reason.TLS
    assert tls_server.asked == []


@pytest.mark.threat("H09")
def test_no_redirect_leads_from_https_to_http(policy, monkeypatch):
    async def hop(self, request, url, seconds):
        return client.Redirect(302, "http://paper.example/feed")

    async def lookup(host):
        return ["93.184.215.14"]

    monkeypatch.setattr(client.Client, "_hop", hop)
    answer = next(fetch_all([Request(1, "https://paper.example/feed")], policy, lookup=lookup))
    assert (answer.reason, answer.is_blocked) == (Reason.DOWNGRADE, True)


# --- Limits -----------------------------------------------------------------
@pytest.mark.threat("H10")
def test_a_declared_size_over_the_cap_is_not_even_read(server, fetch, policy):
    server.routes["/feed"] = Reply(b"x", headers=(("Content-Length", str(11 * 1024 * 1024)),), after=server.hang)
    assert fetch(server.url("/feed")).reason is Reason.TOO_LARGE


@pytest.mark.threat("H10")
def test_a_body_without_a_length_is_stopped_at_the_cap(server, fetch, policy):
    def pour(connection):
        for _ in range(4096):
            connection.sendall(b"x" * 65536)

    server.routes["/feed"] = Reply(raw=b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", after=pour)
    assert fetch(server.url("/feed"), policy=replace(policy, max_bytes=100_000)).reason is Reason.TOO_LARGE


@pytest.mark.threat("H12")
def test_a_server_that_never_answers_is_left(server, fetch):
    server.routes["/feed"] = Reply(raw=b"", after=server.hang)
    assert fetch(server.url("/feed")).reason is Reason.READ_TIMEOUT


def test_a_body_that_stops_is_left(server, fetch):
    server.routes["/feed"] = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>", after=server.hang)
    assert fetch(server.url("/feed")).reason is Reason.READ_TIMEOUT


@pytest.mark.threat("H12")
@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_a_slow_drip_is_stopped_by_the_limit_of_the_whole(server, fetch, start):
    def drip(connection):
        while not server.done.wait(0.02):
            connection.sendall(b"x")

    server.routes["/feed"] = Reply(raw=start, after=drip)
    assert fetch(server.url("/feed")).reason is Reason.WHOLE_TIMEOUT


@pytest.mark.threat("H13")
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Big: " + b"a" * 65536 + b"\r\n\r\n", Reason.BAD_HEADERS),
        (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(150)) + b"\r\n", Reason.BAD_HEADERS),
        (b"HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 0\r\n\r\n", Reason.BAD_HEADERS),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nxx\r\n", Reason.BAD_RESPONSE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>", Reason.INCOMPLETE),
        (b"no http at all\r\n\r\n", Reason.BAD_RESPONSE),
        (b"", Reason.RESET),
    ],
)
def test_a_broken_answer_is_a_named_failure(server, fetch, raw, reason):
    server.routes["/feed"] = Reply(raw=raw)
    answer = fetch(server.url("/feed"))
    assert isinstance(answer, Failure)
    assert answer.reason is reason


@pytest.mark.threat("H13")
def test_a_long_header_alone_loses_no_feed(server, fetch):
    """Security policies of 40 KiB are in use; only what nobody could mean is refused."""
    server.routes["/feed"] = Reply(BODY, headers=(("X-Policy", "a" * 40 * 1024),))
    assert fetch(server.url("/feed")).body == BODY


def test_a_port_where_nobody_listens_is_a_named_failure(server, fetch, policy):
    with LoopbackServer() as other:
        url = other.url("/feed")
    # With patience: where the machine stands still for a moment, the limit of the whole is not what is asked.
    assert fetch(url, policy=replace(policy, connect_seconds=30, whole_seconds=60)).reason is Reason.CONNECT


@pytest.mark.threat("H17")
@pytest.mark.parametrize("etag", ['"' + "a" * 2000 + '"', '"naïve"'])
def test_validators_that_could_do_harm_are_not_kept(server, fetch, etag):
    server.routes["/feed"] = Reply(BODY, headers=(("ETag", etag),))
    assert fetch(server.url("/feed")).etag == ""


def test_errors_come_with_their_status_and_without_their_page(server, fetch):
    server.routes["/feed"] = Reply(b"<html>sorry</html>", status=503, headers=(("Retry-After", "1"),))
    answer = fetch(server.url("/feed"))
    assert (answer.status, answer.body, answer.retry_after) == (503, b"", 300)


# --- Many at once -----------------------------------------------------------
def test_many_addresses_are_fetched_at_once(server, policy):
    together = threading.Barrier(20)

    def wait_for_all(asked):
        together.wait(5)
        return Reply(BODY)

    server.routes |= {f"/{n}": wait_for_all for n in range(20)}
    patient = replace(policy, read_seconds=5, whole_seconds=10)
    answers = list(fetch_all([Request(n, server.url(f"/{n}")) for n in range(20)], patient, concurrency=20))
    assert sorted(answer.key for answer in answers) == list(range(20))
    assert all(answer.status == 200 for answer in answers)


def test_what_cannot_be_begun_in_time_is_deferred(server, policy):
    server.routes["/feed"] = Reply(BODY)
    answers = list(fetch_all([Request(1, server.url("/feed"))], policy, seconds=-1))
    assert [answer.reason for answer in answers] == [Reason.DEFERRED]
    assert server.asked == []


def test_a_caller_that_stops_early_ends_the_fetching(server, policy):
    server.routes |= {"/1": Reply(BODY), "/2": Reply(raw=b"", after=server.hang)}
    answers = fetch_all([Request(n, server.url(f"/{n}")) for n in (1, 2)], replace(policy, read_seconds=30))
    assert next(answers).key == 1
    answers.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "fetcher"]


def test_a_lull_is_told_of_once_and_the_answers_come_as_without(server, policy):
    may_answer = threading.Event()

    def waits(asked):
        may_answer.wait(20)
        return Reply(b"late")

    server.routes |= {"/1": Reply(b"soon"), "/2": waits}
    requests = [Request(n, server.url(f"/{n}")) for n in (1, 2)]
    patient = replace(policy, read_seconds=30, whole_seconds=30)
    came = []
    for answer in fetch_with_lulls(requests, patient, lull=0.01):
        came.append(answer and answer.body)
        if answer is None and b"soon" in came:
            may_answer.set()
    # On a busy machine the first answer comes after a lull of its own.
    assert came[came.index(b"soon") :] == [b"soon", None, b"late"]


def test_before_the_first_answer_there_is_a_lull_as_well(server, policy):
    may_answer = threading.Event()

    def waits(asked):
        may_answer.wait(20)
        return Reply(b"late")

    server.routes["/1"] = waits
    answers = fetch_with_lulls(
        [Request(1, server.url("/1"))], replace(policy, read_seconds=30, whole_seconds=30), lull=0.01
    )
    assert next(answers) is None
    may_answer.set()
    assert [answer.body for answer in answers] == [b"late"]
