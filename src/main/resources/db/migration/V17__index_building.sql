-- The last document that the building of an index has come to; NULL before it begins.
ALTER TABLE document_path ADD (built_player BIGINT, built_key VARCHAR(128));
