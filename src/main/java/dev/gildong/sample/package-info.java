/** Small things to begin from. */
@NullMarked
package dev.gildong.sample;

import org.jspecify.annotations.NullMarked;
