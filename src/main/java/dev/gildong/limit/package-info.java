/** How much one caller, or all of them, may ask for: rates, requests at once, and guesses at passwords. */
@NullMarked
package dev.gildong.limit;

import org.jspecify.annotations.NullMarked;
