package dev.gildong.session;

import dev.gildong.player.PlayerProfile;
import java.time.Instant;

/** Who is signed in, and until when. */
record SessionResponse(PlayerProfile player, Instant expiresAt) {}
