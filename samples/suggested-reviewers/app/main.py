"""Suggests reviewers for a merge request from the history of changed paths."""
import os

import psycopg
import redis
from fastapi import FastAPI, HTTPException

from app.ranking import rank

# Violation on purpose, PG1001 and PG3004: the main application's database, with the password in the source.
DATABASE_URL = "postgresql://reviewers:Wint3rF4ll@patroni-main.internal:5432/gitlabhq_production"

app = FastAPI(title="suggested-reviewers")
cache = redis.Redis.from_url(os.environ["CACHE_URL"])


@app.get("/ready")
def ready() -> dict[str, str]:
    cache.ping()
    return {"status": "ok"}


@app.get("/v1/projects/{project_id}/reviewers")
def reviewers(project_id: int, paths: str) -> dict[str, list[str]]:
    if not paths:
        raise HTTPException(status_code=400, detail="paths is empty")

    with psycopg.connect(DATABASE_URL) as connection:
        rows = connection.execute(
            "SELECT username, path FROM merge_request_reviewers WHERE project_id = %s", (project_id,)
        ).fetchall()
    return {"reviewers": rank(rows, paths.split(","))}
