-- A task is one row from the moment it is enqueued until it is purged. db-scheduler works on this table: its columns
-- are task_name to priority, and version is the fence that keeps a worker which was taken for dead from committing.
-- picked: 0 waits, 1 runs, NULL is finished; so the index of what is due never holds what is done.
-- active_key: whose key it is and unique_key, while the task is unfinished: players cannot meet in a key.
CREATE TABLE task (
  task_no              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  task_name            VARCHAR(64)  NOT NULL,
  task_instance        VARCHAR(22)  NOT NULL,
  task_data            MEDIUMTEXT   NOT NULL,
  execution_time       BIGINT,
  picked               BOOLEAN,
  picked_by            VARCHAR(50),
  last_success         BIGINT,
  last_failure         BIGINT,
  consecutive_failures INT          NOT NULL,
  last_heartbeat       BIGINT,
  version              BIGINT       NOT NULL,
  priority             SMALLINT     NOT NULL,
  state                VARCHAR(16)  NOT NULL,
  attempts             INT          NOT NULL,
  owner_no             BIGINT,
  unique_key           VARCHAR(255),
  active_key           VARCHAR(255),
  created_at           BIGINT       NOT NULL,
  run_at               BIGINT       NOT NULL,
  finished_at          BIGINT,
  progress_done        BIGINT,
  progress_total       BIGINT,
  result               MEDIUMTEXT,
  problem              MEDIUMTEXT,
  CONSTRAINT task_instance_unique UNIQUE (task_instance),
  CONSTRAINT task_key_unique UNIQUE (task_name, active_key),
  CONSTRAINT task_owner FOREIGN KEY (owner_no) REFERENCES player (player_no)
) ${tableOptions};
CREATE INDEX task_due ON task (picked, priority, execution_time, task_name);
CREATE INDEX task_finished ON task (state, finished_at);
CREATE INDEX task_by_state ON task (state, task_no);
CREATE INDEX task_by_name ON task (task_name, task_no);
