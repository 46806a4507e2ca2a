/**
 * {@code java -jar gildong.war autoscale}: the number of instances on one host follows their load. Lies at the root of
 * the WAR, outside the web application, and needs the JDK alone.
 */
@NullMarked
package dev.gildong.autoscale;

import org.jspecify.annotations.NullMarked;
