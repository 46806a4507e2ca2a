/** Accounts: registration, and sign-in by password or device. */
@NullMarked
package dev.gildong.account;

import org.jspecify.annotations.NullMarked;
