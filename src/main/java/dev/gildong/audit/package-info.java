/** Who of the staff did what: an append-only log, written in the units of what they do. */
@NullMarked
package dev.gildong.audit;

import org.jspecify.annotations.NullMarked;
