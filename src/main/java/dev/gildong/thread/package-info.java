/** Threads of our own. */
@NullMarked
package dev.gildong.thread;

import org.jspecify.annotations.NullMarked;
