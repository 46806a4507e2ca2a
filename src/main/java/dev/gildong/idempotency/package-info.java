/** Requests that are sent again with the same {@code Idempotency-Key}, and have one effect and one answer. */
@NullMarked
package dev.gildong.idempotency;

import org.jspecify.annotations.NullMarked;
