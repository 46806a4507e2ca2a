/** Documents: what players, and game servers for them, keep as JSON of any form. */
@NullMarked
package dev.gildong.document;

import org.jspecify.annotations.NullMarked;
