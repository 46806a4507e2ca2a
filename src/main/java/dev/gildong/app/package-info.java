/** Start-up and wiring: where the parts of the house meet. */
@NullMarked
package dev.gildong.app;

import org.jspecify.annotations.NullMarked;
