/** What staff do to players: bans and roles. */
@NullMarked
package dev.gildong.moderation;

import org.jspecify.annotations.NullMarked;
