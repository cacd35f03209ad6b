# One image for every process of a cluster: api-server, scheduler, dag-processor, triggerer and Celery workers.
FROM python:3.11.14-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 50000 waqai

WORKDIR /opt/waqai
COPY deploy/requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m pip install --no-cache-dir uv==0.13.9 \
    && uv pip install --system --no-cache --compile-bytecode --require-hashes -r requirements.lock
COPY alembic.ini ./
COPY etl etl
COPY seeds seeds
COPY migrations migrations
COPY dags dags
COPY deploy/migrate.sh deploy/migrate.sh
# In place: the migrations and the DAGs are found beside the package.
RUN uv pip install --system --no-cache --no-deps -e .

ENV AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/waqai/dags \
    AIRFLOW__CORE__LOAD_EXAMPLES=False
RUN mkdir -p /opt/airflow/logs /landing && chown -R waqai /opt/airflow /landing
USER waqai
ENTRYPOINT ["tini", "--"]
CMD ["airflow", "version"]
