/** Settings: typed records, where their values come from, and the checks before a production start. */
@NullMarked
package dev.gildong.config;

import org.jspecify.annotations.NullMarked;
