"""`make up` opens nothing to the network."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from tools import airflow_env


def test_log_servers_listen_on_this_machine_alone(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    settings = Path(airflow_env.__file__).with_name("airflow_local_settings.py")
    shutil.copyfile(settings, tmp_path / "config" / settings.name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = (
        "import airflow.settings as s; s.initialize();"
        f" from airflow.utils.serve_logs import serve_logs; serve_logs({port})"
    )
    environment = {**os.environ, "AIRFLOW_HOME": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while not (addresses := listening(port)) and time.monotonic() < until and process.poll() is None:
            time.sleep(0.2)
        assert addresses == {"0100007F"}
    finally:
        process.kill()
        process.wait()


def listening(port: int) -> set[str]:
    """Addresses, as the kernel writes them, at which somebody listens on ``port``."""
    found = set()
    for table in ("tcp", "tcp6"):
        path = Path("/proc/net") / table
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            address, state = line.split()[1], line.split()[3]
            if state == "0A" and address.endswith(f":{port:04X}"):
                found.add(address.partition(":")[0])
    return found
