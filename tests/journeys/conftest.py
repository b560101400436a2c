"""The two ways to run, one fixture: a bare folder, or a PostgreSQL and a Redis given by their addresses alone."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.live import FeedServer, Item, MailServer, Product, feed_server, mail_server

EMBEDDED, SERVERS = "embedded", "servers"

# Invented for these tests; the places are real, the firms and the papers are not.
ITEMS = {
    "harbour-daily": [
        Item(
            "hd-1",
            "Shenzhen and Hong Kong sign memorandum on robotics",
            "<p>Shenzhen and Hong Kong signed a memorandum of understanding on robotics on 3 November 2026. "
            "Under the memorandum of understanding, Brightwater Robotics Limited and the Hong Kong Lantern Institute "
            "will open a joint laboratory in Qianhai.</p>",
            "Tue, 03 Nov 2026 10:00:00 +0800",
        ),
        Item(
            "hd-2",
            "Ferry timetable changes for the holiday",
            "<p>Ferries will leave every forty minutes during the holiday, the operator said.</p>",
            "Wed, 04 Nov 2026 09:00:00 +0800",
        ),
    ],
    "delta-wen-bao": [
        Item(
            "dw-1",
            "廣州與澳門簽署合作協議",
            "<p>廣州市與澳門特別行政區政府於2026年11月5日簽署金融科技合作協議。"
            "雙方將在南沙設立聯合實驗室，首期投資3億元人民幣。</p>",
            "Thu, 05 Nov 2026 11:00:00 +0800",
        ),
    ],
    "folha-do-delta": [
        Item(
            "fd-1",
            "Macau e Zhuhai discutem transportes",
            "<p>Macau e Zhuhai discutiram os transportes entre as duas cidades numa reunião em Hengqin.</p>",
            "Fri, 06 Nov 2026 12:00:00 +0800",
        ),
    ],
}


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    """A feed server with three feeds."""
    with feed_server() as server:
        server.feeds = {name: list(items) for name, items in ITEMS.items()}
        yield server


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server."""
    with mail_server() as server:
        yield server


@pytest.fixture(
    params=[EMBEDDED, pytest.param(SERVERS, marks=[pytest.mark.postgresql, pytest.mark.redis])],
)
def product(request, tmp_path, mail) -> Iterator[Product]:
    """An installation that is prepared and has no feeds; told apart by DATABASE_URL and REDIS_URL alone."""
    environment = {}
    if request.param == SERVERS:
        server, template = request.getfixturevalue("postgresql_url"), request.getfixturevalue("prepared_database")
        environment = {
            "DATABASE_URL": fresh_database(server, tmp_path.name, template),
            "REDIS_URL": fresh_redis(request.getfixturevalue("redis_url")),
        }
    product = Product(tmp_path, mail.port, **environment)
    try:
        if request.param == EMBEDDED:
            product.copy(request.getfixturevalue("prepared"))
        yield product
    finally:
        product.kill()


@pytest.fixture(scope="session")
def prepared_database(postgresql_url, tmp_path_factory) -> str:
    """The name of a PostgreSQL database after ``prepare``, to be copied."""
    address = fresh_database(postgresql_url, "prepared")
    Product(tmp_path_factory.mktemp("preparing"), 0, DATABASE_URL=address).manage("prepare")
    return "prepared"


def fresh_database(address: str, name: str, template: str = "template1") -> str:
    """Make a database on a server, empty or the copy of one that nobody uses, and give its address."""
    name = "".join(letter if letter.isalnum() else "_" for letter in name.lower())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{address.rpartition('/')[0]}/{name}"


def fresh_redis(address: str) -> str:
    """Empty a Redis and give its address."""
    import redis

    redis.Redis.from_url(address).flushall()
    return address
