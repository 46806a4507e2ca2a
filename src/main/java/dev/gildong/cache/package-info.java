/** The catalogue of caches. */
@NullMarked
package dev.gildong.cache;

import org.jspecify.annotations.NullMarked;
