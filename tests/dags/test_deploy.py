"""The image, docker-compose.yml and deploy/ hold as they are: pins, secrets, settings and commands that exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from werkzeug.security import check_password_hash

from etl.warehouse.migrate import pending
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
VALUES = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text(encoding="utf-8"))
MIGRATE = yaml.safe_load((ROOT / "deploy" / "migrate.yaml").read_text(encoding="utf-8"))
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SECRETS = ("FERNET_KEY", "AIRFLOW_DB_PASSWORD", "WAQAI_DB_PASSWORD", "POSTGRES_PASSWORD", "REDIS_PASSWORD",
           "API_SECRET_KEY", "JWT_SECRET", "AIRFLOW_ADMIN_PASSWORD")  # fmt: skip
#: What the code reads from the environment of a cluster, and the object stores' own library.
PASSED = {"WAQAI_LANDING", "WAQAI_SCHEDULE", "WAQAI_FIRST_DAY"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]


def pins(name: str) -> dict[str, str]:
    """Versions of a lock file by package."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==([^ ]+)", text, re.MULTILINE))


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
            # Without a value it is passed on.
            if value and re.search("PASSWORD|SECRET|_KEY|CONN|URL|BACKEND", key) and "api-server" not in value:
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


def compose() -> list[str]:
    """Docker's compose, as plugin or as the program before it."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and not subprocess.run([*command, "version"], capture_output=True).returncode:
            return command
    pytest.skip("neither `docker compose` nor docker-compose is installed here")


def test_compose_accepts_the_file_and_passes_settings_on(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    chosen = {"WAQAI_LANDING": "s3://landing/{day}", "WAQAI_SCHEDULE": "", "WAQAI_FIRST_DAY": "2026-01-01"}
    lines = [*(f"{secret}=x" for secret in SECRETS), *(f"{name}={value}" for name, value in chosen.items())]
    command = [*compose(), "--env-file", str(env_file), "-f", str(COMPOSE), "config"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WAQAI_", "AWS_"))}

    env_file.write_text("\n".join(lines))
    done = subprocess.run(command, capture_output=True, text=True, env=clean)
    assert done.returncode == 0, done.stderr
    for name in ("scheduler", "worker", "dag-processor"):
        seen = yaml.safe_load(done.stdout)["services"][name]["environment"]
        assert {name: seen[name] for name in chosen} == chosen

    env_file.write_text("\n".join(lines[1:]))
    done = subprocess.run(command, capture_output=True, text=True, env=clean)
    assert done.returncode != 0
    assert f"set {SECRETS[0]} in .env" in done.stderr


def test_the_image_has_what_its_settings_need_and_no_tools_of_tests() -> None:
    image, tested = pins("deploy/requirements.lock"), pins("requirements.lock")
    assert {"s3fs", "gcsfs", "apache-airflow-providers-fab", "apache-airflow-providers-celery"} <= set(image)
    assert not {"pytest", "hypothesis", "mypy", "ruff", "import-linter", "scikit-learn"} & set(image)
    assert image.items() <= tested.items(), "`make lock` renews both"
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    for source in " ".join(copied).split():
        assert (ROOT / source).exists(), source


def test_values_name_settings_that_this_airflow_knows() -> None:
    from airflow.configuration import conf

    known = conf.configuration_description
    for section, options in VALUES["config"].items():
        assert set(options) <= set(known[section]["options"]), section
    import_of, _, manager = VALUES["config"]["core"]["auth_manager"].rpartition(".")
    compose = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["x-airflow"]["environment"]
    assert compose["AIRFLOW__CORE__AUTH_MANAGER"] == f"{import_of}.{manager}"
    probe = f"from {import_of} import {manager}"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", probe], capture_output=True).returncode == 0


def test_values_and_the_job_belong_together() -> None:
    (container,) = MIGRATE["spec"]["template"]["spec"]["containers"]
    assert container["image"] == f"{VALUES['defaultAirflowRepository']}:{VALUES['defaultAirflowTag']}"
    assert VALUES["airflowVersion"] == pins("deploy/requirements.lock")["apache-airflow"]
    assert (ROOT / container["args"][0]).stat().st_mode & 0o111
    assert {entry["name"] for entry in VALUES["env"]} >= PASSED
    manager = next(entry["value"] for entry in container["env"] if entry["name"] == "AIRFLOW__CORE__AUTH_MANAGER")
    assert manager == VALUES["config"]["core"]["auth_manager"]


def test_every_secret_of_kubernetes_is_named_and_explained() -> None:
    (container,) = MIGRATE["spec"]["template"]["spec"]["containers"]
    keys = {
        (entry["valueFrom"]["secretKeyRef"]["name"], entry["valueFrom"]["secretKeyRef"]["key"])
        for entry in container["env"]
        if "valueFrom" in entry
    }
    for entry in container["env"]:
        assert "valueFrom" in entry or entry["name"] == "AIRFLOW__CORE__AUTH_MANAGER", "a secret in the clear"
    keys |= {(entry["secretName"], entry["secretKey"]) for entry in VALUES["secret"]}
    for name, key in keys:
        assert f"`{name}` | `{key}`" in OPERATIONS
    text = (ROOT / "deploy" / "values.yaml").read_text(encoding="utf-8")
    for name in re.findall(r"Secret(?:Key)?Name: (\S+)|jwtSecretName: (\S+)|name: (waqai-\S+)", text):
        assert f"`{''.join(name)}`" in OPERATIONS


def test_every_setting_is_explained() -> None:
    sources = [path for folder in ("etl", "dags", "tools", "deploy") for path in (ROOT / folder).rglob("*.[psy]*")]
    texts = [
        path.read_text(encoding="utf-8")
        for path in (*sources, COMPOSE)
        if path.suffix in {".py", ".sh", ".yml", ".yaml"}
    ]
    settings = set(re.findall(r"WAQAI_[A-Z_]+[A-Z]", " ".join(texts)))
    assert settings >= PASSED
    assert [name for name in sorted(settings) if name not in OPERATIONS] == []


def test_kubernetes_accepts_the_job() -> None:
    kubernetes_validate.validate(MIGRATE, "1.34", strict=True)
    broken = {**MIGRATE, "spec": {**MIGRATE["spec"], "backoffLimits": 2}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, "1.34", strict=True)


def test_a_cluster_is_made_ready_and_an_account_can_log_in(server: EmbeddedServer, tmp_path: Path) -> None:
    """deploy/migrate.sh as the image runs it, over two empty databases."""
    metadata, warehouse = (server.ensure_database(f"cluster_{name}") for name in ("airflow", "warehouse"))
    manager = VALUES["config"]["core"]["auth_manager"]
    environment = {
        **os.environ,
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__CORE__AUTH_MANAGER": manager,
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata,
        "AIRFLOW_ADMIN_PASSWORD": "a password of theirs",
        "WAQAI_DATABASE_URL": warehouse,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run([ROOT / "deploy" / "migrate.sh"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert pending(warehouse) == []
    assert ask(metadata, "SELECT slots FROM slot_pool WHERE pool = 'waqai_load'") == [(16,)]
    (account,) = ask(
        metadata,
        "SELECT username, password, r.name AS role FROM ab_user AS u JOIN ab_user_role AS ur ON ur.user_id = u.id"
        " JOIN ab_role AS r ON r.id = ur.role_id",
    )
    assert (account.username, account.role) == ("admin", "Admin")
    assert check_password_hash(account.password, "a password of theirs")
