-- session_id: names a session to its player; says nothing of the token. last_seen_at: to about an hour. device: what the
-- client called itself when it signed in.
ALTER TABLE sign_in_session ADD (session_id VARCHAR(22), last_seen_at BIGINT, device VARCHAR(128));
UPDATE sign_in_session SET session_id = SUBSTRING(token_hash, 1, 22), last_seen_at = ${nowMicros};
ALTER TABLE sign_in_session MODIFY COLUMN session_id VARCHAR(22) NOT NULL;
ALTER TABLE sign_in_session MODIFY COLUMN last_seen_at BIGINT NOT NULL;
ALTER TABLE sign_in_session ADD CONSTRAINT session_id_unique UNIQUE (session_id);
CREATE INDEX session_last_seen ON sign_in_session (last_seen_at);
