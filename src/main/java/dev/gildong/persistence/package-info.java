/** The unit of work, what differs between databases, and migrations. */
@NullMarked
package dev.gildong.persistence;

import org.jspecify.annotations.NullMarked;
