#!/usr/bin/env bash
# At every start: the tool's own database, the account of the environment, the dashboard as the files have it; then serve.
set -euo pipefail
board=$(dirname "$0")/board
superset db upgrade
superset fab create-admin --username admin --firstname Waqai --lastname Dashboard --email admin@localhost \
    --password "$DASHBOARD_PASSWORD"
# An account of before keeps its old password until here.
superset fab reset-password --username admin --password "$DASHBOARD_PASSWORD"
superset init
superset import-directory --overwrite "$board"
exec gunicorn --bind "${DASHBOARD_BIND:-0.0.0.0:8088}" --workers 2 --worker-class gthread --threads 8 --timeout 300 \
    "superset.app:create_app()"
