-- By whom at an OpenID provider a player signs in. provider: its name in the settings. subject: the claim sub.
CREATE TABLE oidc_identity (
  provider  VARCHAR(32)  NOT NULL,
  subject   VARCHAR(255) NOT NULL,
  player_no BIGINT       NOT NULL,
  linked_at BIGINT       NOT NULL,
  PRIMARY KEY (provider, subject),
  CONSTRAINT oidc_player_provider UNIQUE (player_no, provider),
  CONSTRAINT oidc_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};

-- ID tokens that were used, so that none is used twice. token_hash: SHA-256 of what is signed.
-- A row is as good as none from forget_at on, when the token has expired, and purged.
CREATE TABLE oidc_token (
  token_hash VARCHAR(43) NOT NULL PRIMARY KEY,
  forget_at  BIGINT      NOT NULL
) ${tableOptions};
CREATE INDEX oidc_token_forget ON oidc_token (forget_at);
