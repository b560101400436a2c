import pytest
from django.http import HttpResponse

from gba_tracker.proxies import TrustedProxies, reader_address


@pytest.fixture
def seen(rf):
    """What the views see of a request."""

    def seen(peer, **headers):
        said = {}

        def view(request):
            said.update(address=request.META["REMOTE_ADDR"], secure=request.headers.get("X-Forwarded-Proto"),
                        host=request.headers.get("X-Forwarded-Host"))  # fmt: skip
            return HttpResponse()

        TrustedProxies(view)(rf.get("/", headers=headers, REMOTE_ADDR=peer))
        return said

    return seen


SAID = {
    "x-forwarded-for": "198.51.100.1, 203.0.113.9",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "evil.example",
}


@pytest.mark.threat("P05")
def test_without_a_proxy_of_ours_nobody_is_believed(seen, settings):
    settings.TRUST_PROXY = False
    assert seen("127.0.0.1", **SAID) == {"address": "127.0.0.1", "secure": None, "host": None}


@pytest.mark.threat("P05")
@pytest.mark.parametrize("peer", ["8.8.8.8", "2001:4860::1", "no address"])
def test_from_outside_nobody_passes_for_our_proxy(seen, settings, peer):
    settings.TRUST_PROXY = True
    assert seen(peer, **SAID) == {"address": peer, "secure": None, "host": None}


@pytest.mark.parametrize("peer", ["127.0.0.1", "172.18.0.1", "fd00::2", "::ffff:172.18.0.1", ""])
def test_a_proxy_beside_us_tells_the_reader_and_never_the_host(seen, settings, peer):
    settings.TRUST_PROXY = True
    assert seen(peer, **SAID) == {"address": "203.0.113.9", "secure": "https", "host": None}


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        ("", "10.0.0.2"),
        ("203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9, 192.0.2.7", "203.0.113.9"),  # the network of a CDN is named
        ("1.2.3.4, <script>, 192.0.2.7", "192.0.2.7"),  # what is no address ends the chain
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_of_several_proxies_those_that_are_named_are_passed_over(settings, forwarded, expected):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "192.0.2.0/24"]
    for peer in ("10.0.0.2", "::ffff:10.0.0.2"):  # as a server that listens for both writes it
        assert reader_address(peer, forwarded) == (expected if forwarded else peer)


def test_where_proxies_are_named_no_other_neighbour_is_one(seen, settings):
    settings.TRUST_PROXY, settings.TRUSTED_PROXIES = True, ["10.0.0.2"]
    assert seen("10.0.0.3", **SAID)["address"] == "10.0.0.3"
    assert seen("10.0.0.2", **SAID)["address"] == "203.0.113.9"
