#!/bin/bash
# What a version needs before its processes start: Airflow's metadata, the pool of loads, a first account, the warehouse.
# docker-compose.yml and deploy/migrate.yaml run it; again, it changes nothing that is there.
set -euo pipefail
# The commands of `airflow` in one process: each takes seconds to start. So the password is in no list of processes either.
python - <<'END'
import os

from airflow.cli.cli_parser import get_parser

account = {
    "role": "Admin",
    "username": "admin",
    "password": os.environ["AIRFLOW_ADMIN_PASSWORD"],
    "firstname": "Waqai",
    "lastname": "Administrator",
    "email": os.environ.get("AIRFLOW_ADMIN_EMAIL", "admin@example.org"),
}
parser = get_parser()
for command in (
    ["db", "migrate"],
    ["pools", "set", "waqai_load", os.environ.get("WAQAI_LOAD_SLOTS", "16"), "Batches that load at once"],
    ["users", "create", *(f"--{name}={value}" for name, value in account.items())],
):
    arguments = parser.parse_args(command)
    arguments.func(arguments)
END
waqai migrate
