/** Whom OpenID providers vouch for: their keys, and the ID tokens that they sign. */
@NullMarked
package dev.gildong.oidc;

import org.jspecify.annotations.NullMarked;
