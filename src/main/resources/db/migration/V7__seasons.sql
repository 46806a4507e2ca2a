-- A definition is read and written as a whole: JSON, see leaderboard.Definition. version: grows with every change of
-- it. name: NULL once the board is deleted and only waits for its rows to be purged.
ALTER TABLE leaderboard ADD (definition VARCHAR(2000), version BIGINT, updated_at BIGINT);
UPDATE leaderboard SET version = 1, updated_at = created_at, definition = CONCAT(
  '{"order":"', LOWER(sort_order), '","keep":"', LOWER(keep_rule), '","ties":"', LOWER(tie_rule),
  '","decimals":0,"rules":{},"submit":"players","read":"players","frozen":false}');
ALTER TABLE leaderboard MODIFY COLUMN definition VARCHAR(2000) NOT NULL;
ALTER TABLE leaderboard MODIFY COLUMN version BIGINT NOT NULL;
ALTER TABLE leaderboard MODIFY COLUMN updated_at BIGINT NOT NULL;
ALTER TABLE leaderboard MODIFY COLUMN name VARCHAR(64) NULL;
ALTER TABLE leaderboard DROP COLUMN sort_order;
ALTER TABLE leaderboard DROP COLUMN keep_rule;
ALTER TABLE leaderboard DROP COLUMN tie_rule;

-- A board without seasons has one that does not end by itself. Whoever changes a score of a season has locked its row
-- here: so numbers appear in the order of commits, and a season that is closed takes nothing more.
-- change_no: the last number that a change of this season took. board_version: of the definition it goes by.
-- rule_ends_at: where it ends if the board does not close before. ends_at, rule_ends_at, accepts_until: NULL for never.
-- entries, closed_at: NULL until it is closed.
CREATE TABLE season (
  board_no      BIGINT      NOT NULL,
  season_no     INT         NOT NULL,
  starts_at     BIGINT      NOT NULL,
  ends_at       BIGINT,
  rule_ends_at  BIGINT,
  accepts_until BIGINT,
  state         VARCHAR(16) NOT NULL,
  board_version BIGINT      NOT NULL,
  change_no     BIGINT      NOT NULL,
  entries       BIGINT,
  closed_at     BIGINT,
  PRIMARY KEY (board_no, season_no),
  CONSTRAINT season_board FOREIGN KEY (board_no) REFERENCES leaderboard (board_no)
) ${tableOptions};
INSERT INTO season (board_no, season_no, starts_at, state, board_version, change_no)
  SELECT l.board_no, 1, l.created_at, 'open', 1, (SELECT COUNT(*) FROM score s WHERE s.board_no = l.board_no)
  FROM leaderboard l;

-- Scores of seasons that are not closed yet. sort_key: the score in the board's smallest unit where the lowest leads,
-- minus it where the highest does; NULL for a score that was deleted. reached_no: the number of the change by which the
-- player reached it, which decides between equal scores. change_no: of the last change of this row; the index on it is
-- the feed that other nodes follow. submit_minute, submit_count: how often the player submitted in which minute since
-- 1970, where a rule limits that.
CREATE TABLE season_score (
  board_no      BIGINT NOT NULL,
  season_no     INT    NOT NULL,
  player_no     BIGINT NOT NULL,
  sort_key      BIGINT,
  reached_no    BIGINT NOT NULL,
  change_no     BIGINT NOT NULL,
  reached_at    BIGINT NOT NULL,
  submit_minute BIGINT,
  submit_count  INT,
  metadata      VARCHAR(1024),
  PRIMARY KEY (board_no, season_no, player_no),
  CONSTRAINT season_score_season FOREIGN KEY (board_no, season_no) REFERENCES season (board_no, season_no),
  CONSTRAINT season_score_player FOREIGN KEY (player_no) REFERENCES player (player_no),
  CONSTRAINT season_score_exact CHECK (sort_key BETWEEN -9007199254740991 AND 9007199254740991)
) ${tableOptions};
INSERT INTO season_score (board_no, season_no, player_no, sort_key, reached_no, change_no, reached_at, metadata)
  SELECT board_no, 1, player_no, sort_key, n, n, reached_at, metadata
  FROM (SELECT board_no, player_no, sort_key, reached_at, metadata,
          ROW_NUMBER() OVER (PARTITION BY board_no ORDER BY reached_at, player_no) AS n
        FROM score) numbered;
DROP TABLE score;
ALTER TABLE season_score RENAME TO score;
CREATE INDEX score_order ON score (board_no, season_no, sort_key, reached_no, player_no);
CREATE INDEX score_feed ON score (board_no, season_no, change_no);

-- How closed seasons ended, for ever. place: 1 for the best, all different; rank_no: the same, or that of the first
-- with this score where ties share one.
CREATE TABLE final_score (
  board_no   BIGINT NOT NULL,
  season_no  INT    NOT NULL,
  place      BIGINT NOT NULL,
  rank_no    BIGINT NOT NULL,
  player_no  BIGINT NOT NULL,
  sort_key   BIGINT NOT NULL,
  reached_no BIGINT NOT NULL,
  reached_at BIGINT NOT NULL,
  metadata   VARCHAR(1024),
  PRIMARY KEY (board_no, season_no, place),
  CONSTRAINT final_score_player_once UNIQUE (board_no, season_no, player_no),
  CONSTRAINT final_score_season FOREIGN KEY (board_no, season_no) REFERENCES season (board_no, season_no),
  CONSTRAINT final_score_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};
