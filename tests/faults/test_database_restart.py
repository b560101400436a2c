"""PostgreSQL is restarted while pages are read and a poll is in the middle."""

import http.client

import pytest

from tests.conftest import refuse
from tests.faults.storm import Cluster
from tests.journeys.conftest import SERVERS, fresh_database, fresh_redis
from tests.journeys.test_article_journey import import_feeds
from tests.journeys.test_killed_in_mid_poll import FIVE_MINUTES_PASS, SLOW, finished, wake
from tests.live import Item, Product, feed_server, mail_server
from tests.servers import NotInstalled, postgresql, wait_until

ITEMS = [
    Item(f"slow-{n}", f"Zhongshan opens workshop {n}", f"<p>Workshop {n} opened in Foshan.</p>", f"Mon, 0{n} Nov 2026")
    for n in range(1, 5)
]


def get(product, path):
    connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Retry-After")
    finally:
        connection.close()


@pytest.fixture
def cluster():
    try:
        with postgresql() as address:
            made = Cluster(address)
            try:
                yield address, made
            finally:
                made.run("stop", "-m", "immediate")
    except NotInstalled as missing:
        refuse(str(missing))


@pytest.mark.long
@pytest.mark.threat("D02")
@pytest.mark.postgresql
@pytest.mark.redis
@pytest.mark.timeout(300)
def test_a_restart_of_postgresql_costs_readers_a_moment_and_the_poll_nothing(cluster, redis_url, tmp_path):
    address, server = cluster
    with feed_server() as feeds, mail_server() as mail:
        feeds.feeds = {SLOW: ITEMS}
        environment = {"DATABASE_URL": fresh_database(address, SERVERS), "REDIS_URL": fresh_redis(redis_url)}
        product = Product(tmp_path, mail.port, **environment)
        try:
            product.manage("prepare")
            import_feeds(product, feeds)
            feeds.hold(SLOW)
            product.start("web", "worker-fetch")
            assert get(product, "/about/") == (200, None)
            wake(product)
            wait_until(lambda: SLOW in feeds.requests, "the poll is in the middle")
            server.stop()
            assert get(product, "/deals/") == (503, "30")
            assert get(product, "/readyz")[0] == 503
            assert get(product, "/healthz")[0] == 200
            feeds.release()
            server.start()
            assert get(product, "/deals/") == (200, None), "the connections of before are not used again"
            wait_until(lambda: get(product, "/readyz")[0] == 200, "ready again")
            product.manage("shell", "--verbosity", "0", "--command", FIVE_MINUTES_PASS)
            product.start("worker-process", "worker-mail", "beat")
            wait_until(lambda: finished(product), "the poll is done by who finds it", 120)
            rows = product.rows()
            assert rows.count('"slow-') == 4
            product.manage("poll", "--all")
            assert product.rows() == rows
        finally:
            product.kill()
