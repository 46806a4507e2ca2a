-- session_id: names a session to its player; says nothing of the token. last_seen_at: to about an hour. device: what the
-- client called itself when it signed in.
ALTER TABLE sign_in_session ADD (session_id VARCHAR(22), last_seen_at BIGINT, device VARCHAR(128));
UPDATE sign_in_session SET session_id = SUBSTRING(token_hash, 1, 22), last_seen_at = ${nowMicros};
ALTER TABLE sign_in_session MODIFY COLUMN session_id VARCHAR(22) NOT NULL;
ALTER TABLE sign_in_session MODIFY COLUMN last_seen_at BIGINT NOT NULL;
ALTER TABLE sign_in_session ADD CONSTRAINT session_id_unique UNIQUE (session_id);
CREATE INDEX session_last_seen ON sign_in_session (last_seen_at);

-- version: grows with every change of the profile; its ETag.
ALTER TABLE player ADD (version BIGINT DEFAULT 1 NOT NULL);

-- device_id: names a device to its player; says nothing of the device's secret.
ALTER TABLE password_identity ADD (linked_at BIGINT);
UPDATE password_identity SET linked_at =
  (SELECT p.created_at FROM player p WHERE p.player_no = password_identity.player_no);
ALTER TABLE password_identity MODIFY COLUMN linked_at BIGINT NOT NULL;
ALTER TABLE device_identity ADD (device_id VARCHAR(22), linked_at BIGINT);
UPDATE device_identity SET device_id = SUBSTRING(device_hash, 1, 22), linked_at =
  (SELECT p.created_at FROM player p WHERE p.player_no = device_identity.player_no);
ALTER TABLE device_identity MODIFY COLUMN device_id VARCHAR(22) NOT NULL;
ALTER TABLE device_identity MODIFY COLUMN linked_at BIGINT NOT NULL;

-- role: PLAYER, MODERATOR or ADMIN. banned_until: NULL for ever, where banned_at is not NULL.
ALTER TABLE player ADD (
  role VARCHAR(16) DEFAULT 'PLAYER' NOT NULL, banned_at BIGINT, banned_until BIGINT, ban_reason VARCHAR(1000));

-- expires_at: NULL for never. The administrator's key has every scope.
ALTER TABLE api_key ADD (expires_at BIGINT);
UPDATE api_key SET scopes = 'scores boards tasks webhooks metrics players keys' WHERE key_name = 'admin';
