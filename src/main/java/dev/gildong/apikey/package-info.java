/** API keys of game servers and administrators. */
@NullMarked
package dev.gildong.apikey;

import org.jspecify.annotations.NullMarked;
