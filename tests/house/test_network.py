"""No test leaves this machine."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_a_connection_to_another_machine_is_refused():
    with pytest.raises(SocketConnectBlockedError):
        # 192.0.2.0/24 is kept for documentation (RFC 5737).
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_no_name_server_is_asked():
    with pytest.raises(socket.gaierror, match="no test asks a name server"):
        socket.getaddrinfo("feeds.example", 80)


def test_loopback_is_open():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        socket.create_connection(listener.getsockname(), timeout=5).close()
