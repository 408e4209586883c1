"""Answers questions about the documentation."""

import os
from pathlib import Path

import psycopg
import structlog
from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI
from prometheus_fastapi_instrumentator import Instrumentator

structlog.configure(processors=[structlog.processors.JSONRenderer()])

app = FastAPI()
app.add_middleware(CorrelationIdMiddleware)
Instrumentator().instrument(app)
model_key = Path("/run/secrets/MODEL_KEY").read_text(encoding="utf-8").strip()


@app.get("/ready")
def ready() -> dict[str, bool]:
    with psycopg.connect(os.environ["ANSWERS_DB_URL"]) as connection:
        connection.execute("select 1")
    return {"ready": True}


@app.get("/live")
def live() -> dict[str, bool]:
    return {"live": True}
