import pytest

from articles.fetcher import Reason, address_problem, host_of, is_public_address, normal_address, registrable_domain

NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
    "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:0:4136:e378::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::",
    "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "not an address", "",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "100.128.0.1", "2400:cb00::1", "2a00:1450::1"]


@pytest.mark.threat("S01")
@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_special_address_is_public(address):
    assert not is_public_address(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_ordinary_addresses_are_public(address):
    assert is_public_address(address)


@pytest.mark.threat("S02")
@pytest.mark.parametrize(
    "url",
    [
        "http://127.1/", "http://0x7f.1/", "http://2130706433/", "http://017700000001/", "http://0x7f000001/",
        "http://①②⑦.0.0.1/", "http://１２７.0.0.1/", "http://127.0.0.1./", "http://[::1]/", "http://[::ffff:7f00:1]/",
        "http://[fe80::1%25eth0]/", "http://169.254.169.254/latest/", "http://3232235777/", "http://localhost/",
        "http://LOCALHOST./", "http://web.localhost/", "http://redis:6379/", "http://db/", "http://printer.local/",
    ],
)  # fmt: skip
def test_every_spelling_of_a_private_host_is_refused_before_anything_is_asked(url):
    assert address_problem(url, allow_private=False) in (Reason.BLOCKED_ADDRESS, Reason.BAD_ADDRESS)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://paper.example/feed", Reason.BLOCKED_SCHEME),
        ("file:///etc/hostname", Reason.BLOCKED_SCHEME),
        ("gopher://paper.example/", Reason.BLOCKED_SCHEME),
        ("javascript:alert(1)", Reason.BLOCKED_SCHEME),
        ("http://name:word@paper.example/", Reason.BLOCKED_CREDENTIALS),
        ("http://paper.example@127.0.0.1/", Reason.BLOCKED_CREDENTIALS),
        ("http://paper.example:22/", Reason.BLOCKED_PORT),
        ("http://8.8.8.8:8080/", Reason.BLOCKED_PORT),
        ("//paper.example/feed", Reason.BAD_ADDRESS),
        ("http://paper.example\\@evil.example/", Reason.BAD_ADDRESS),
        ("http://paper.example/\n", Reason.BAD_ADDRESS),
        ("http://", Reason.BAD_ADDRESS),
        ("http://paper.example:99999/", Reason.BAD_ADDRESS),
        ("http://paper.example/" + "a" * 2000, Reason.BAD_ADDRESS),
        ("https://paper.example/feed", None),
        ("https://報章.example/新聞", None),
        ("http://paper.example:443/", None),
    ],
)
def test_addresses_are_judged_by_scheme_credentials_port_and_form(url, reason):
    assert address_problem(url, allow_private=False) == reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9000/", None),
        ("http://10.1.2.3:6379/", None),
        ("http://[fd12::1]:81/", None),
        ("http://feeds:8080/", None),
        ("http://169.254.169.254/", Reason.BLOCKED_ADDRESS),
        ("http://[fd00:ec2::254]/", Reason.BLOCKED_ADDRESS),
        ("http://[fd00:c1::a9fe:a9fe]/opc/v2/instance/", Reason.BLOCKED_ADDRESS),
        ("http://[fd00:42::42]/", Reason.BLOCKED_ADDRESS),
        ("http://[fd00:a9fe:a9fe::1]/", Reason.BLOCKED_ADDRESS),
        ("http://[fd00:100::100:200]/", Reason.BLOCKED_ADDRESS),
        ("http://100.64.0.1/", Reason.BLOCKED_ADDRESS),
        ("http://0.0.0.0/", Reason.BLOCKED_ADDRESS),
        ("http://8.8.8.8:8080/", Reason.BLOCKED_PORT),
    ],
)
def test_allowing_private_addresses_opens_those_and_nothing_else(url, reason):
    assert address_problem(url, allow_private=True) == reason


def test_one_address_has_one_spelling():
    assert normal_address("HTTP://Paper.Example:80/a%2Fb?x=1#top") == "http://paper.example/a%2Fb?x=1"
    assert host_of("https://Paper.Example./feed") == "paper.example"


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.rthk.hk", "rthk.hk"),
        ("www.info.gov.hk", "info.gov.hk"),
        ("www.news.gov.hk", "news.gov.hk"),
        ("govinfohub.gcs.gov.mo", "gcs.gov.mo"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_a_domain_is_what_somebody_registered(host, domain):
    assert registrable_domain(host) == domain
