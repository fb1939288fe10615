package dev.weir.functions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * How functions are run.
 *
 * @param work folder for unpacked code and running environments; may be emptied while weir is down
 * @param cache the user's cache, for SDKs that are fetched once
 * @param hidden folders that functions must not see where they are kept from this machine's files, such as weir's data
 * @param endpoint weir's own URL as functions reach it, such as {@code http://127.0.0.1:4566}
 * @param maxEnvironments how many may exist at once, idle ones included; who needs one more waits
 * @param idle how long an unused environment is kept, on weir's clock
 */
public record Settings(
        Path work, Path cache, List<Path> hidden, Supplier<String> endpoint, int maxEnvironments, Duration idle) {
    /** 100 environments, kept for 15 minutes. */
    public Settings(Path work, Path cache, List<Path> hidden, Supplier<String> endpoint) {
        this(work, cache, hidden, endpoint, 100, Duration.ofMinutes(15));
    }
}
