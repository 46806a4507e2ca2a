/** Where log events go besides the console. */
@NullMarked
package dev.gildong.log;

import org.jspecify.annotations.NullMarked;
