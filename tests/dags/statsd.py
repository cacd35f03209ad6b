"""A server for Airflow's metrics."""

from __future__ import annotations

import socket


class Metrics:
    """A StatsD server that keeps what it is sent."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]

    def received(self) -> dict[str, str]:
        """Values of our metrics with their types (``3|c``), by name; the last of each."""
        found: dict[str, str] = {}
        while True:
            try:
                name, _, value = self._socket.recv(65536).decode().partition(":")
            except BlockingIOError:
                return found
            if name.startswith("airflow.waqai."):
                found[name.removeprefix("airflow.waqai.")] = value

    def close(self) -> None:
        self._socket.close()
