-- Instants are microseconds since 1970 in UTC, by the database's clock.

CREATE TABLE player (
  player_no    BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  player_id    VARCHAR(22) NOT NULL,
  display_name VARCHAR(64) NOT NULL,
  created_at   BIGINT      NOT NULL,
  CONSTRAINT player_id_unique UNIQUE (player_id)
) ${tableOptions};

-- user_key: what a user id is compared by, see UserId.
CREATE TABLE password_identity (
  player_no     BIGINT       NOT NULL PRIMARY KEY,
  user_id       VARCHAR(64)  NOT NULL,
  user_key      VARCHAR(255) NOT NULL,
  password_hash VARCHAR(255) NOT NULL,
  CONSTRAINT password_user_unique UNIQUE (user_key),
  CONSTRAINT password_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};

CREATE TABLE device_identity (
  device_hash VARCHAR(43) NOT NULL PRIMARY KEY,
  player_no   BIGINT      NOT NULL,
  CONSTRAINT device_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};

-- The token itself is never stored.
CREATE TABLE sign_in_session (
  token_hash VARCHAR(43) NOT NULL PRIMARY KEY,
  player_no  BIGINT      NOT NULL,
  created_at BIGINT      NOT NULL,
  expires_at BIGINT      NOT NULL,
  CONSTRAINT session_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};
CREATE INDEX session_expiry ON sign_in_session (expires_at);

CREATE TABLE api_key (
  key_name   VARCHAR(64)  NOT NULL PRIMARY KEY,
  key_hash   VARCHAR(43)  NOT NULL,
  scopes     VARCHAR(255) NOT NULL,
  created_at BIGINT       NOT NULL,
  CONSTRAINT api_key_hash_unique UNIQUE (key_hash)
) ${tableOptions};

-- Keys that all nodes share, made by the first of them.
CREATE TABLE shared_secret (
  secret_name  VARCHAR(64) NOT NULL PRIMARY KEY,
  secret_value VARCHAR(64) NOT NULL
) ${tableOptions};

CREATE TABLE leaderboard (
  board_no   BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name       VARCHAR(64) NOT NULL,
  sort_order VARCHAR(16) NOT NULL,
  keep_rule  VARCHAR(16) NOT NULL,
  tie_rule   VARCHAR(16) NOT NULL,
  created_at BIGINT      NOT NULL,
  CONSTRAINT leaderboard_name_unique UNIQUE (name)
) ${tableOptions};

-- sort_key: the score where the lowest leads, minus the score where the highest does. So one ascending index holds
-- every board in rank order: better key first, then who reached it first, then the older player.
-- previous_*: what stood before the last submit, so that its answer needs no read before the write.
CREATE TABLE score (
  board_no            BIGINT NOT NULL,
  player_no           BIGINT NOT NULL,
  sort_key            BIGINT NOT NULL,
  reached_at          BIGINT NOT NULL,
  previous_key        BIGINT,
  previous_reached_at BIGINT,
  metadata            VARCHAR(1024),
  PRIMARY KEY (board_no, player_no),
  CONSTRAINT score_board FOREIGN KEY (board_no) REFERENCES leaderboard (board_no),
  CONSTRAINT score_player FOREIGN KEY (player_no) REFERENCES player (player_no),
  CONSTRAINT score_exact CHECK (sort_key BETWEEN -9007199254740991 AND 9007199254740991)
) ${tableOptions};
CREATE INDEX score_rank ON score (board_no, sort_key, reached_at, player_no);
