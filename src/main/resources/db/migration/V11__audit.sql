-- Who of the staff did what. Rows are added, and never changed or removed by the server.
-- who: player:<id>, key:<name> or server. address, request_id: NULL where no request was served.
-- detail: a small JSON object, without secrets and without what people wrote.
CREATE TABLE audit_log (
  audit_no   BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  created_at BIGINT        NOT NULL,
  who        VARCHAR(100)  NOT NULL,
  action     VARCHAR(64)   NOT NULL,
  subject    VARCHAR(255)  NOT NULL,
  address    VARCHAR(64),
  request_id VARCHAR(20),
  detail     VARCHAR(1000) NOT NULL
) ${tableOptions};
CREATE INDEX audit_by_who ON audit_log (who, audit_no);
CREATE INDEX audit_by_action ON audit_log (action, audit_no);
