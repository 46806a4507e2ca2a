/** Background tasks: enqueued in a unit of work, run by workers, asked for later. */
@NullMarked
package dev.gildong.task;

import org.jspecify.annotations.NullMarked;
