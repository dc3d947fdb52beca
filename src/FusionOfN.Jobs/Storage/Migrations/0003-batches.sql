-- Batches that were asked for. A row is there before the provider is asked, so that what it made is found again after a crash.
-- State: 0 asked for, 1 made, 2 read, 3 refused. The remote state is the provider's own word. Clean: the provider keeps nothing of it any more.
CREATE TABLE batches (
    batch_id     TEXT NOT NULL PRIMARY KEY,
    job_id       TEXT NOT NULL,
    place        TEXT NOT NULL,
    model        TEXT NOT NULL,
    shard_hash   TEXT NOT NULL,
    calls        BIGINT NOT NULL,
    state        INTEGER NOT NULL,
    created_ms   BIGINT NOT NULL,
    remote_id    TEXT NULL,
    remote_state TEXT NULL,
    completed    BIGINT NULL,
    ended_ms     BIGINT NULL,
    reason       TEXT NULL,
    is_clean     INTEGER NOT NULL
);

-- Calls that are bought in a batch, until they are. Without a batch they wait for one. The body is the request.
CREATE TABLE batch_calls (
    call_key   BYTEA NOT NULL PRIMARY KEY,
    job_id     TEXT NOT NULL,
    place      TEXT NOT NULL,
    model      TEXT NOT NULL,
    attempts   INTEGER NOT NULL,
    batch_id   TEXT NULL,
    failure    BYTEA NULL,
    body       BYTEA NOT NULL
);

CREATE INDEX calls_of_a_batch ON batch_calls (job_id, place, model, batch_id);
