-- Requests that carried an Idempotency-Key and were answered: the row is inserted in the unit of what the request did.
-- key_hash: SHA-256 of caller, route and key. fingerprint: SHA-256 of query and body. status, headers (JSON) and body:
-- the answer, its body encrypted (see idempotency.AnswerSeal); NULL only while its unit runs, which no other unit sees.
CREATE TABLE idempotency_key (
  key_hash    VARCHAR(43) NOT NULL PRIMARY KEY,
  fingerprint VARCHAR(43) NOT NULL,
  created_at  BIGINT      NOT NULL,
  status      INT,
  headers     VARCHAR(8000),
  body        MEDIUMBLOB
) ${tableOptions};
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
