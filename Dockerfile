# Stages: the charts from npm, the packages from PyPI, the proxy of the profile `tls`, and last what runs.
FROM node:24.11.1-bookworm-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY .ci/tools/bundles.mjs .ci/tools/
RUN npm ci && npm run build

FROM python:3.13.9-slim-trixie AS packages
WORKDIR /app
COPY .ci/requirements-run.txt requirements.txt ./
RUN python -m venv /app/.venv \
    && /app/.venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements-run.txt
# SENTRY=1: also what tells a Sentry of faults (SENTRY_DSN), by the pin that the tests run with.
ARG SENTRY=""
RUN if [ -n "$SENTRY" ]; then \
        sed -n '/^sentry-sdk==/,/^#/{/^#/!p}' requirements.txt > /tmp/sentry.txt \
        && /app/.venv/bin/pip install --no-cache-dir --require-hashes --no-deps --requirement /tmp/sentry.txt; \
    fi
COPY . .
COPY --from=front-end /app/node_modules/.static node_modules/.static
# The key serves only this command and is kept nowhere.
RUN .venv/bin/python -c "from articles.reference import load; load()" \
    && .venv/bin/python .ci/tools/messages.py compile \
    && SECRET_KEY=only-for-collecting-static-files-at-build-time .venv/bin/python manage.py collectstatic --noinput \
    && .venv/bin/python -m compileall -q articles dashboards gba_tracker \
    # Whatever umask the checkout was made under: what runs is another user than the one that owns it.
    && chmod -R a+rX .

# Ports above 1024 need no right; without it the program starts in a container that may have none.
FROM caddy:2.10.2-alpine AS proxy
RUN setcap -r /usr/bin/caddy && mkdir -p /var/lib/caddy && chown 10001:10001 /var/lib/caddy
ENV XDG_DATA_HOME=/var/lib/caddy/data XDG_CONFIG_HOME=/var/lib/caddy/config
USER 10001:10001
EXPOSE 8080 8443

FROM python:3.13.9-slim-trixie AS app
# pg_dump and pg_restore for `manage.py backup` and `restore`: not older than the server, so of its own major version.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 gba && useradd --uid 10001 --gid gba --no-create-home --home-dir /data gba \
    && mkdir /data && chown gba:gba /data
WORKDIR /app
COPY --from=packages /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    REQUIRE_SECRET_KEY=1
USER gba
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws", "gba_tracker.wsgi:application"]
