/** Schedules: which task runs when, again and again, by the clock of a time zone. */
@NullMarked
package dev.gildong.schedule;

import org.jspecify.annotations.NullMarked;
