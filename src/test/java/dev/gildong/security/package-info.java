/** What holds for every route, whatever it does. */
@NullMarked
package dev.gildong.security;

import org.jspecify.annotations.NullMarked;
