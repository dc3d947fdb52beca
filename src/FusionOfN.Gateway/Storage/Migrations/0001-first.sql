-- Read by SQLite and PostgreSQL alike. Times are Unix milliseconds, days are UTC days as yyyy-MM-dd, money is billionths of a US dollar:
-- whole numbers that both add up exactly. The key of a request without one is the empty text.

CREATE TABLE runs (
    run_id          TEXT NOT NULL PRIMARY KEY,
    started_ms      BIGINT NOT NULL,
    kind            TEXT NOT NULL,
    recipe          TEXT NULL,
    requested_model TEXT NOT NULL,
    dialect         TEXT NOT NULL,
    status          TEXT NOT NULL,
    degraded        BOOLEAN NOT NULL,
    aggregator      TEXT NULL,
    asked           INTEGER NOT NULL,
    answered        INTEGER NOT NULL,
    duration_ms     DOUBLE PRECISION NOT NULL,
    cost_nano       BIGINT NULL,
    cost_coverage   DOUBLE PRECISION NOT NULL,
    input_tokens    BIGINT NOT NULL,
    output_tokens   BIGINT NOT NULL,
    key_id          TEXT NOT NULL,
    session_id      TEXT NULL,
    streamed        BOOLEAN NOT NULL,
    failure_reason  TEXT NULL
);

CREATE INDEX runs_newest_first ON runs (started_ms DESC, run_id DESC);
CREATE INDEX runs_of_a_key ON runs (key_id, started_ms DESC, run_id DESC);

-- Apart from the runs, so that lists never read the texts that receipts may hold.
CREATE TABLE receipts (
    run_id  TEXT NOT NULL PRIMARY KEY,
    receipt TEXT NOT NULL
);

CREATE TABLE day_spend (
    day               TEXT NOT NULL,
    key_id            TEXT NOT NULL,
    requests          BIGINT NOT NULL,
    unpriced_requests BIGINT NOT NULL,
    input_tokens      BIGINT NOT NULL,
    output_tokens     BIGINT NOT NULL,
    cost_nano         BIGINT NOT NULL,
    PRIMARY KEY (day, key_id)
);

CREATE TABLE session_spend (
    session_id        TEXT NOT NULL,
    key_id            TEXT NOT NULL,
    last_ms           BIGINT NOT NULL,
    requests          BIGINT NOT NULL,
    unpriced_requests BIGINT NOT NULL,
    input_tokens      BIGINT NOT NULL,
    output_tokens     BIGINT NOT NULL,
    cost_nano         BIGINT NOT NULL,
    PRIMARY KEY (session_id, key_id)
);

CREATE INDEX session_spend_oldest_first ON session_spend (last_ms);

CREATE TABLE api_keys (
    key_id               TEXT NOT NULL PRIMARY KEY,
    name                 TEXT NOT NULL,
    prefix               TEXT NOT NULL,
    hash                 TEXT NOT NULL UNIQUE,
    created_ms           BIGINT NOT NULL,
    expires_ms           BIGINT NULL,
    revoked_ms           BIGINT NULL,
    recipes              TEXT NULL,
    models               TEXT NULL,
    max_requests_per_day BIGINT NULL,
    max_tokens_per_day   BIGINT NULL,
    max_cost_per_day     BIGINT NULL,
    is_admin             BOOLEAN NOT NULL
);

-- A name belongs to one key at a time; a revoked key gives it free.
CREATE UNIQUE INDEX api_keys_live_names ON api_keys (name) WHERE revoked_ms IS NULL;
