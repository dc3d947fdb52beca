-- What a key may take in one session; null is not limited. Units as in the limits of the day.

ALTER TABLE api_keys ADD COLUMN max_requests_per_session BIGINT NULL;
ALTER TABLE api_keys ADD COLUMN max_tokens_per_session BIGINT NULL;
ALTER TABLE api_keys ADD COLUMN max_cost_per_session BIGINT NULL;
