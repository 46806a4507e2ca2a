/** What a Tomcat instance loads beside the web application. */
@NullMarked
package dev.gildong.tomcat;

import org.jspecify.annotations.NullMarked;
