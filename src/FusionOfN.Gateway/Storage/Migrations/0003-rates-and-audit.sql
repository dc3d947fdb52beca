-- What a key may take in one minute and at once; null is not limited.

ALTER TABLE api_keys ADD COLUMN max_requests_per_minute BIGINT NULL;
ALTER TABLE api_keys ADD COLUMN max_tokens_per_minute BIGINT NULL;
ALTER TABLE api_keys ADD COLUMN max_concurrent_requests BIGINT NULL;

-- Every refusal and every change of a key. The key is the empty text where none is known; who did it is an address, or a word such as studio.
CREATE TABLE audit (
    entry_id TEXT NOT NULL PRIMARY KEY,
    at_ms    BIGINT NOT NULL,
    event    TEXT NOT NULL,
    key_id   TEXT NOT NULL,
    source   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    detail   TEXT NOT NULL
);

CREATE INDEX audit_newest_first ON audit (at_ms DESC, entry_id DESC);
