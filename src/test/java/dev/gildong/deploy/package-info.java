/** The WAR on the servers that it is promised for, as an operator would deploy it. */
@NullMarked
package dev.gildong.deploy;

import org.jspecify.annotations.NullMarked;
