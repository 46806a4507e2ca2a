/** Sign-in sessions: tokens, cookies and who is calling. */
@NullMarked
package dev.gildong.session;

import org.jspecify.annotations.NullMarked;
