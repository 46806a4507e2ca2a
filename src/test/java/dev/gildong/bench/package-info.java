/** What {@code src/test/bench/chain} runs: Gildong and a bare Jersey resource in one server. */
@NullMarked
package dev.gildong.bench;

import org.jspecify.annotations.NullMarked;
