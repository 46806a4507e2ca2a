-- Collections of documents that were declared; any other goes by the settings. NULL: as the settings say.
CREATE TABLE document_collection (
  name           VARCHAR(64) NOT NULL PRIMARY KEY,
  write_rule     VARCHAR(16) NOT NULL,
  visibility     VARCHAR(16) NOT NULL,
  precondition   BOOLEAN     NOT NULL,
  max_bytes      INT,
  max_documents  INT,
  keep_versions  INT,
  version        BIGINT      NOT NULL,
  created_at     BIGINT      NOT NULL,
  updated_at     BIGINT      NOT NULL
) ${tableOptions};

-- body: the JSON text, exactly as it was understood; NULL once the document is deleted, when the row stays for its
-- version until it is purged. body_bytes: its length in UTF-8, so that a page is cut before long texts are read.
CREATE TABLE document (
  player_no  BIGINT       NOT NULL,
  collection VARCHAR(64)  NOT NULL,
  doc_key    VARCHAR(128) NOT NULL,
  version    BIGINT       NOT NULL,
  updated_at BIGINT       NOT NULL,
  deleted_at BIGINT,
  body_bytes INT          NOT NULL,
  body       LONGTEXT,
  PRIMARY KEY (player_no, collection, doc_key),
  CONSTRAINT document_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};
CREATE INDEX document_by_collection ON document (collection);
CREATE INDEX document_deleted ON document (deleted_at);

-- What a player has in a collection. documents: how many, without deleted ones. last_version: the highest version of a
-- row of document that was purged; new documents begin above it.
CREATE TABLE document_space (
  player_no    BIGINT      NOT NULL,
  collection   VARCHAR(64) NOT NULL,
  documents    INT         NOT NULL,
  last_version BIGINT      NOT NULL,
  PRIMARY KEY (player_no, collection),
  CONSTRAINT document_space_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};

-- Former versions.
CREATE TABLE document_version (
  player_no   BIGINT       NOT NULL,
  collection  VARCHAR(64)  NOT NULL,
  doc_key     VARCHAR(128) NOT NULL,
  version     BIGINT       NOT NULL,
  updated_at  BIGINT       NOT NULL,
  replaced_at BIGINT       NOT NULL,
  body_bytes  INT          NOT NULL,
  body        LONGTEXT     NOT NULL,
  PRIMARY KEY (player_no, collection, doc_key, version),
  CONSTRAINT document_version_player FOREIGN KEY (player_no) REFERENCES player (player_no)
) ${tableOptions};
CREATE INDEX document_version_age ON document_version (replaced_at);

-- The administrator's key has every scope.
UPDATE api_key SET scopes = CONCAT(scopes, ' documents') WHERE key_name = 'admin';
