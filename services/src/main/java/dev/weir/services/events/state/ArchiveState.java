package dev.weir.services.events.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An archive.
 *
 * @param bus the name of the bus whose events it keeps
 * @param retentionDays 0: for ever
 */
public record ArchiveState(
        String name,
        String bus,
        @Nullable String description,
        @Nullable String pattern,
        int retentionDays,
        @Nullable String kmsKey,
        Instant created) {
    private static final String RULE = "Events-Archive-";

    /** The managed rule that fills it. */
    public String rule() {
        return RULE + name;
    }

    /** The name of the archive that a managed rule fills. */
    public static String ofRule(String rule) {
        return rule.substring(RULE.length());
    }
}
