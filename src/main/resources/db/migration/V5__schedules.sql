-- Schedules. Each that is enabled has one waiting task, fire_task_id, which comes to its next time.
-- version: grows with every change, firing included; a task for another version does nothing.
-- last_task_id, fire_task_id: no foreign keys, since tasks are purged.
CREATE TABLE schedule (
  schedule_no  BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name         VARCHAR(64)  NOT NULL,
  cron         VARCHAR(100) NOT NULL,
  time_zone    VARCHAR(64)  NOT NULL,
  task_name    VARCHAR(64)  NOT NULL,
  task_args    MEDIUMTEXT   NOT NULL,
  missed       VARCHAR(16)  NOT NULL,
  enabled      BOOLEAN      NOT NULL,
  version      BIGINT       NOT NULL,
  created_at   BIGINT       NOT NULL,
  updated_at   BIGINT       NOT NULL,
  last_run_at  BIGINT,
  last_task_id VARCHAR(22),
  next_run_at  BIGINT,
  fire_task_id VARCHAR(22),
  CONSTRAINT schedule_name_unique UNIQUE (name)
) ${tableOptions};
