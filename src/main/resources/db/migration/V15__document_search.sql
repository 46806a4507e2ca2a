-- What a search walks through in order.
CREATE INDEX document_in_collection ON document (collection, player_no, doc_key);
DROP INDEX document_by_collection ON document;

-- Paths that collections have an index for. state: building until all documents that were there are in it; then ready;
-- removed until its entries are gone. A path that is declared again is another row.
CREATE TABLE document_path (
  index_no   BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  collection VARCHAR(64)  NOT NULL,
  path       VARCHAR(500) NOT NULL,
  state      VARCHAR(8)   NOT NULL
) ${tableOptions};
CREATE INDEX document_path_collection ON document_path (collection);

-- Entries of indexes. entry: type and value, so that bytes sort as values do; the beginning of a long text. A value
-- without parts has one entry. An array has one for each element, or one that says that they are too many.
CREATE TABLE document_index (
  index_no  BIGINT        NOT NULL,
  entry     VARBINARY(96) NOT NULL,
  player_no BIGINT        NOT NULL,
  doc_key   VARCHAR(128)  NOT NULL,
  PRIMARY KEY (index_no, entry, player_no, doc_key)
) ${tableOptions};
CREATE INDEX document_index_own ON document_index (player_no, index_no, entry, doc_key);
