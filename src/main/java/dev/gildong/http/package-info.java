/** The HTTP contract that all features share: problems, access rules, filters and JSON. */
@NullMarked
package dev.gildong.http;

import org.jspecify.annotations.NullMarked;
