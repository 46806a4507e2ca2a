/** What the scripts in {@code src/test/bench} run. */
@NullMarked
package dev.gildong.bench;

import org.jspecify.annotations.NullMarked;
