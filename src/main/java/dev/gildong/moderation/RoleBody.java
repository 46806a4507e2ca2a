package dev.gildong.moderation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.player.Role;

/** The role of a player, as it is set and as it is answered. */
record RoleBody(@JsonProperty(required = true) Role role) {}
