package dev.gildong.document;

/**
 * A document that a search finds.
 *
 * @param playerId public id of the player whose it is
 */
record Found(Document document, String playerId) {}
