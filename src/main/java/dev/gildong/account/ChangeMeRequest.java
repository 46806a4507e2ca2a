package dev.gildong.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a player may change of the own profile. */
record ChangeMeRequest(@JsonProperty(required = true) String displayName) {}
