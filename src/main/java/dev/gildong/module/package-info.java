/** Game modules: how a studio adds routes, tables, tasks and caches of its own by dropping a jar. */
@NullMarked
package dev.gildong.module;

import org.jspecify.annotations.NullMarked;
