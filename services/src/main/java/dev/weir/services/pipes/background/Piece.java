package dev.weir.services.pipes.background;

import dev.weir.kernel.journal.Cause;
import tools.jackson.databind.JsonNode;

/**
 * An event on its way through a pipe.
 *
 * @param id of the item that it comes from; empty where an enrichment has made it of several
 */
record Piece(String id, JsonNode event, Cause cause) {}
