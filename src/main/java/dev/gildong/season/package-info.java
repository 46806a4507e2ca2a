/** How seasons end: their final ranks, what is kept of them, and what is removed. */
@NullMarked
package dev.gildong.season;

import org.jspecify.annotations.NullMarked;
