#!/bin/bash
# What a version needs before its processes start: Airflow's metadata, the pool of loads, a first account, the warehouse.
# docker-compose.yml and deploy/migrate.yaml run it; again, it changes nothing that is there.
set -euo pipefail
airflow db migrate
airflow pools set waqai_load "${WAQAI_LOAD_SLOTS:-16}" "Batches that load at once"
airflow users create --role Admin --username admin --password "$AIRFLOW_ADMIN_PASSWORD" \
    --firstname Waqai --lastname Administrator --email "${AIRFLOW_ADMIN_EMAIL:-admin@example.org}"
waqai migrate
