-- What was guessed at lately and how often, so that all nodes count together and a restart forgets nothing.
-- subject: SHA-256 of its kind and name; an account is counted whether or not it exists.
-- tries: in vain, or still going on; a row is as good as none from forget_at on, and purged.
CREATE TABLE guess (
  subject       VARCHAR(64) NOT NULL PRIMARY KEY,
  tries         INT         NOT NULL,
  blocked_until BIGINT      NOT NULL,
  forget_at     BIGINT      NOT NULL,
  INDEX guess_forget (forget_at)
) ${tableOptions};
