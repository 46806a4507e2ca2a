package dev.gildong.document;

/**
 * One change of one document.
 *
 * @param rules of its collection
 */
record Write(DocumentId id, Rules rules, Expected expected, Edit edit) {}
