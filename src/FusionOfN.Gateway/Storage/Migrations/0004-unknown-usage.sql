-- Tokens that no call reported are not known, which is not zero. Earlier versions wrote zero for both. SQLite cannot take NOT NULL off a column,
-- so each is made anew.

ALTER TABLE runs RENAME COLUMN input_tokens TO input_tokens_or_zero;
ALTER TABLE runs RENAME COLUMN output_tokens TO output_tokens_or_zero;
ALTER TABLE runs ADD COLUMN input_tokens BIGINT NULL;
ALTER TABLE runs ADD COLUMN output_tokens BIGINT NULL;
UPDATE runs SET input_tokens = NULLIF(input_tokens_or_zero, 0), output_tokens = NULLIF(output_tokens_or_zero, 0);
ALTER TABLE runs DROP COLUMN input_tokens_or_zero;
ALTER TABLE runs DROP COLUMN output_tokens_or_zero;
