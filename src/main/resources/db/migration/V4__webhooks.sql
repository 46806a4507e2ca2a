-- events: their names with spaces between them. secret: readable, since an HMAC needs the key itself.
CREATE TABLE webhook (
  webhook_no BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name       VARCHAR(64)   NOT NULL,
  url        VARCHAR(2000) NOT NULL,
  events     VARCHAR(2000) NOT NULL,
  secret     VARCHAR(100)  NOT NULL,
  enabled    BOOLEAN       NOT NULL,
  version    BIGINT        NOT NULL,
  created_at BIGINT        NOT NULL,
  CONSTRAINT webhook_name_unique UNIQUE (name)
) ${tableOptions};

-- One event for one webhook. task_id: the task that sends it, or sent it last.
-- No foreign key: a webhook that is deleted while an event is published must not fail the unit of that event. A
-- delivery whose webhook is gone is shown to nobody and is purged like any other.
CREATE TABLE webhook_delivery (
  delivery_no     BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  delivery_id     VARCHAR(22)  NOT NULL,
  webhook_no      BIGINT       NOT NULL,
  task_id         VARCHAR(22)  NOT NULL,
  event           VARCHAR(100) NOT NULL,
  payload         MEDIUMTEXT   NOT NULL,
  state           VARCHAR(16)  NOT NULL,
  attempts        INT          NOT NULL,
  created_at      BIGINT       NOT NULL,
  last_attempt_at BIGINT,
  delivered_at    BIGINT,
  last_status     INT,
  last_error      VARCHAR(255),
  duration_millis BIGINT,
  CONSTRAINT webhook_delivery_id_unique UNIQUE (delivery_id)
) ${tableOptions};
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_no, delivery_no);
CREATE INDEX webhook_delivery_by_state ON webhook_delivery (webhook_no, state, delivery_no);
CREATE INDEX webhook_delivery_task ON webhook_delivery (task_id);
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
