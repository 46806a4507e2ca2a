package dev.gildong.player;

import java.util.List;

/** Public profiles. */
record PlayerListResponse(List<PlayerProfile> items) {}
