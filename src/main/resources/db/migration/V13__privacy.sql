-- erased_at: NULL while the player is one; then nothing else of the row says who it was, and nobody finds it by its id.
-- It stays for the places of closed seasons, and for the marks by which nodes hear that live scores are gone.
ALTER TABLE player ADD (erased_at BIGINT);

-- A receipt says that a player was erased, and not which one. finished_at: NULL until nothing is left.
CREATE TABLE erasure (
  erasure_id   VARCHAR(22) NOT NULL PRIMARY KEY,
  requested_at BIGINT      NOT NULL,
  finished_at  BIGINT
) ${tableOptions};

-- export_id: that of the task that makes it. bytes, finished_at: NULL until it is whole.
CREATE TABLE player_export (
  export_id   VARCHAR(22) NOT NULL PRIMARY KEY,
  player_no   BIGINT      NOT NULL,
  created_at  BIGINT      NOT NULL,
  finished_at BIGINT,
  bytes       BIGINT,
  CONSTRAINT player_export_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};
CREATE INDEX player_export_age ON player_export (created_at);

-- JSON in UTF-8, cut anywhere. part_no counts from 0. No foreign key: a part is stored only while the task that makes it
-- is there, and a task that was taken away meanwhile must find that, not a broken constraint.
CREATE TABLE player_export_part (
  export_id VARCHAR(22) NOT NULL,
  part_no   INT         NOT NULL,
  content   MEDIUMBLOB  NOT NULL,
  PRIMARY KEY (export_id, part_no)
) ${tableOptions};

-- about_player: id of the player whom the event is about, NULL for none.
ALTER TABLE webhook_delivery ADD (about_player VARCHAR(22));
UPDATE webhook_delivery SET about_player = SUBSTRING(payload, LOCATE('"playerId":"', payload) + 12, 22)
  WHERE event = 'player.created' AND payload LIKE '%"playerId":"%';
CREATE INDEX webhook_delivery_about ON webhook_delivery (about_player);

UPDATE api_key SET scopes = CONCAT(scopes, ' privacy') WHERE key_name = 'admin';
