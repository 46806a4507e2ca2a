/** Secrets that are handed out: how they are made and what is kept of them. */
@NullMarked
package dev.gildong.token;

import org.jspecify.annotations.NullMarked;
