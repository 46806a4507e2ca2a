/** How nodes that share a database hear of each other's changes. */
@NullMarked
package dev.gildong.change;

import org.jspecify.annotations.NullMarked;
