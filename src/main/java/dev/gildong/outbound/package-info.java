/** Calls to other servers: the only way out, to checked addresses, with limits on everything. */
@NullMarked
package dev.gildong.outbound;

import org.jspecify.annotations.NullMarked;
