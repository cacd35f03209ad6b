#!/bin/bash
# Two databases on one server: Airflow's metadata and the warehouse, each with an owner of its own.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -v airflow_password="$AIRFLOW_DB_PASSWORD" -v waqai_password="$WAQAI_DB_PASSWORD" <<'SQL'
CREATE ROLE airflow LOGIN PASSWORD :'airflow_password';
CREATE DATABASE airflow OWNER airflow;
CREATE ROLE waqai LOGIN CREATEROLE PASSWORD :'waqai_password';
CREATE DATABASE waqai OWNER waqai;
SQL
