/** Players and what the public may know of them. */
@NullMarked
package dev.gildong.player;

import org.jspecify.annotations.NullMarked;
