# The product as one image: web, worker, beat and the commands of manage.py differ by their command only.

FROM node:24-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend frontend
COPY templates templates
COPY okrplan okrplan
COPY objectives objectives
COPY reports reports
RUN npm run build


FROM python:3.11-slim-trixie AS product
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

# pg_dump and pg_restore of the server's own version, for `manage.py backup` and `manage.py restore`
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*

COPY requirements.txt constraints.txt ./
RUN pip install -r requirements.txt -c constraints.txt

RUN useradd --system --uid 10001 --create-home --home-dir /home/okrplan okrplan \
    && install -d -o okrplan /data
COPY . .
COPY --from=assets /build/okrplan/static/build okrplan/static/build
# The key is for these two commands only: settings cannot be loaded without one, and nothing they make depends on it.
RUN OKRPLAN_DATA=/tmp/build SECRET_KEY=only-while-building python manage.py compile_translations \
    && OKRPLAN_DATA=/tmp/build SECRET_KEY=only-while-building python manage.py collectstatic --no-input -v 0 \
    && rm -rf /tmp/build

USER okrplan
ENV OKRPLAN_DATA=/data \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=2 \
    GRANIAN_RESPAWN_FAILED_WORKERS=true \
    GRANIAN_WORKERS_KILL_TIMEOUT=10 \
    GRANIAN_LOG_CONFIG=/app/deploy/web_logs.json
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "deploy/healthy.py", "web"]
CMD ["python", "-m", "granian", "--interface", "wsgi", "--no-ws", "okrplan.wsgi:application"]
