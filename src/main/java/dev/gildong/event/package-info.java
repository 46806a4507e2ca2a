/** What happens in the game, for whoever wants to hear of it. */
@NullMarked
package dev.gildong.event;

import org.jspecify.annotations.NullMarked;
