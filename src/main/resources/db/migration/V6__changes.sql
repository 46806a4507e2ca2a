-- What changed, for other nodes to hear of. Every node polls it; rows are purged soon.
-- change_id: taken before the commit, so rows do not appear in its order. Only the purge removes rows: the oldest, and
-- never the newest.
CREATE TABLE change_log (
  change_id  BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  topic      VARCHAR(32)  NOT NULL,
  subject    VARCHAR(128) NOT NULL,
  changed_at BIGINT       NOT NULL
) ${tableOptions};
