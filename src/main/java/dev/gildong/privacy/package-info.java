/** What players may ask of whoever keeps data about them: to see all of it, and to be forgotten. */
@NullMarked
package dev.gildong.privacy;

import org.jspecify.annotations.NullMarked;
