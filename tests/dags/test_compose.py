"""docker-compose.yml says what a cluster needs: pinned images, no default secrets, commands that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
SECRETS = ("FERNET_KEY", "AIRFLOW_DB_PASSWORD", "WAQAI_DB_PASSWORD", "POSTGRES_PASSWORD", "REDIS_PASSWORD",
           "API_SECRET_KEY", "JWT_SECRET")  # fmt: skip


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]


def test_the_cluster_is_complete(services: dict[str, Any]) -> None:
    assert set(services) == {
        "postgres", "redis", "migrate", "api-server", "scheduler", "dag-processor", "triggerer", "worker",
    }  # fmt: skip


def test_images_are_pinned_to_a_full_version(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", service["image"]), name
    assert re.search(r"^FROM python:3\.11\.\d+-slim-bookworm$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)


def test_secrets_come_from_the_environment_and_have_no_default(services: dict[str, Any]) -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    for secret in SECRETS:
        assert f"${{{secret}:?" in text, f"{secret} may be forgotten"
        assert not re.search(rf"\$\{{{secret}:?-", text), f"{secret} has a default"
    for service in services.values():
        for key, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|_KEY|CONN|URL|BACKEND", key) and "api-server" not in value:
                assert "${" in value, key


def test_long_running_services_have_a_health_check_and_restart(services: dict[str, Any]) -> None:
    for name, service in services.items():
        if name != "migrate":
            assert "healthcheck" in service, name
            assert service["restart"] == "unless-stopped", name


def test_volumes_are_named(services: dict[str, Any]) -> None:
    named = set(yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["volumes"])
    for service in services.values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in named or (ROOT / source).exists()


def test_the_commands_exist_in_the_installed_airflow(services: dict[str, Any]) -> None:
    from airflow.cli.cli_parser import get_parser

    parser = get_parser()
    for name in ("api-server", "scheduler", "dag-processor", "triggerer", "worker"):
        command = services[name]["command"]
        assert command[0] == "airflow"
        parser.parse_args(command[1:])


def test_compose_accepts_the_file(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        pytest.skip("the docker compose plugin is not installed here")
    env_file = tmp_path / ".env"
    env_file.write_text("".join(f"{secret}=x\n" for secret in SECRETS))
    command = [docker, "compose", "--env-file", str(env_file), "-f", str(COMPOSE), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
