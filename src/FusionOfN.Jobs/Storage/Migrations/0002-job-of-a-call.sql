-- Which job bought a call. Others may have taken it from the store since. Empty for calls that were made before this column was.
ALTER TABLE calls ADD COLUMN job_id TEXT NULL;
