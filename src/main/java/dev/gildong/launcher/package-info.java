/** The server inside the WAR: {@code java -jar gildong.war}. Lies at the root of the WAR, outside the web application. */
@NullMarked
package dev.gildong.launcher;

import org.jspecify.annotations.NullMarked;
