-- Read by SQLite and PostgreSQL alike. Times are Unix milliseconds, money is billionths of a US dollar. BYTEA is PostgreSQL's name; SQLite keeps bytes in any column.

-- What was bought. The key is the SHA-256 of the request; the body is the reply, or the failure that every repetition would meet again.
CREATE TABLE calls (
    call_key      BYTEA NOT NULL PRIMARY KEY,
    model         TEXT NOT NULL,
    is_failure    BOOLEAN NOT NULL,
    created_ms    BIGINT NOT NULL,
    input_tokens  BIGINT NULL,
    output_tokens BIGINT NULL,
    cost_nano     BIGINT NULL,
    body          BYTEA NOT NULL
);

-- What each job bought so far, also of calls that were pruned since.
CREATE TABLE spend (
    job_id         TEXT NOT NULL PRIMARY KEY,
    calls          BIGINT NOT NULL,
    unpriced_calls BIGINT NOT NULL,
    input_tokens   BIGINT NOT NULL,
    output_tokens  BIGINT NOT NULL,
    cost_nano      BIGINT NOT NULL
);

CREATE TABLE jobs (
    job_id     TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    seed       BIGINT NOT NULL,
    settings   TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    items      BIGINT NULL,
    holder     TEXT NULL
);

-- The input as it was read last: which content stands at which position. The second row with the same content has occurrence 1, and so on.
CREATE TABLE items (
    job_id     TEXT NOT NULL,
    position   BIGINT NOT NULL,
    content    TEXT NOT NULL,
    occurrence BIGINT NOT NULL,
    PRIMARY KEY (job_id, position)
);

CREATE INDEX items_of_a_content ON items (job_id, content, position);

-- How items ended. State: 1 done, 2 filtered, 3 failed. An item without a row is waiting. Keys are those of the failures that the item was told, for a retry.
CREATE TABLE results (
    job_id       TEXT NOT NULL,
    item_id      TEXT NOT NULL,
    state        INTEGER NOT NULL,
    kind         TEXT NULL,
    reason       TEXT NULL,
    created_ms   BIGINT NOT NULL,
    failure_keys BYTEA NULL,
    body         BYTEA NOT NULL,
    PRIMARY KEY (job_id, item_id)
);

-- What depends on time and was decided while an item was worked on; gone when the item has ended.
CREATE TABLE decisions (
    job_id   TEXT NOT NULL,
    item_id  TEXT NOT NULL,
    ordinal  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    body     BYTEA NOT NULL,
    PRIMARY KEY (job_id, item_id, ordinal)
);
