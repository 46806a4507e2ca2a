/** Several instances behind the balancer, as {@code tomcat-conf/fleet} runs them, and what happens when one goes. */
@NullMarked
package dev.gildong.fleet;

import org.jspecify.annotations.NullMarked;
