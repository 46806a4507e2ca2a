/** Webhooks: tells other servers of events, by HTTP, signed, and again until they took it. */
@NullMarked
package dev.gildong.webhook;

import org.jspecify.annotations.NullMarked;
