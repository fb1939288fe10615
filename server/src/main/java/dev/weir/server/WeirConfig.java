package dev.weir.server;

import dev.weir.server.http.HttpLimits;
import dev.weir.services.states.background.Mocks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How weir is to run.
 *
 * @param host the address to listen on
 * @param port 0 for any that is free
 * @param storage where state lives
 * @param seed of a simulation; null for the real world's time and chance
 * @param allowedHosts names, beyond the loopback ones, that the Host header may give; {@code *.example.org} stands for
 *     all below it
 * @param allowedOrigins origins of web pages, beyond loopback ones, that may call APIs' and functions' own addresses
 * @param throttling whether what has a throughput of its own, such as a shard, is held to it
 * @param cache a directory for what can be made again: unpacked code, downloaded packages
 * @param annexes what answers under {@code /_weir/} beside the control API, by path
 * @param mocks answers of tasks for test cases of workflows
 */
public record WeirConfig(
        String host,
        int port,
        Storage storage,
        @Nullable Long seed,
        List<String> allowedHosts,
        List<String> allowedOrigins,
        boolean throttling,
        Path cache,
        HttpLimits limits,
        Map<String, Annex.Factory> annexes,
        Mocks mocks) {
    public static final int DEFAULT_PORT = 4566;
    public static final String LOOPBACK = "127.0.0.1";

    /** Where state lives. */
    public sealed interface Storage {
        /** In memory, gone with the process. */
        record Memory() implements Storage {}

        /** In a directory of its own. */
        record Directory(Path path, Durability durability) implements Storage {}
    }

    /** What an acknowledged write outlives. */
    public enum Durability {
        /** The process: {@code kill -9}. */
        PROCESS,
        /** The machine: a power cut. */
        DISK
    }

    /** In memory, on a free port. */
    public static WeirConfig ephemeral() {
        return new WeirConfig(
                LOOPBACK,
                0,
                new Storage.Memory(),
                null,
                List.of(),
                List.of(),
                true,
                Path.of(System.getProperty("weir.cache", System.getProperty("user.home") + "/.cache/weir")),
                HttpLimits.DEFAULT,
                Map.of(),
                Mocks.NONE);
    }

    public WeirConfig withPort(int port) {
        return new WeirConfig(
                host, port, storage, seed, allowedHosts, allowedOrigins, throttling, cache, limits, annexes, mocks);
    }

    public WeirConfig withStorage(Storage storage) {
        return new WeirConfig(
                host, port, storage, seed, allowedHosts, allowedOrigins, throttling, cache, limits, annexes, mocks);
    }

    public WeirConfig withSeed(@Nullable Long seed) {
        return new WeirConfig(
                host, port, storage, seed, allowedHosts, allowedOrigins, throttling, cache, limits, annexes, mocks);
    }

    /** Whether throughput limits of resources are in force. */
    public WeirConfig withThrottling(boolean throttling) {
        return new WeirConfig(
                host, port, storage, seed, allowedHosts, allowedOrigins, throttling, cache, limits, annexes, mocks);
    }

    /** Where it listens and whom it lets in. */
    public WeirConfig withAccess(String host, List<String> allowedHosts, List<String> allowedOrigins) {
        return new WeirConfig(
                host, port, storage, seed, allowedHosts, allowedOrigins, throttling, cache, limits, annexes, mocks);
    }

    /** With something more that answers under {@code /_weir/}. */
    public WeirConfig withAnnex(String path, Annex.Factory annex) {
        Map<String, Annex.Factory> more = new HashMap<>(annexes);
        more.put(path, annex);
        return new WeirConfig(
                host,
                port,
                storage,
                seed,
                allowedHosts,
                allowedOrigins,
                throttling,
                cache,
                limits,
                Map.copyOf(more),
                mocks);
    }

    /**
     * With answers of tasks for test cases of workflows, from a file in the format of Step Functions Local.
     *
     * @throws IllegalArgumentException saying what is wrong with the file
     */
    public WeirConfig withMocks(Path file) {
        return new WeirConfig(
                host,
                port,
                storage,
                seed,
                allowedHosts,
                allowedOrigins,
                throttling,
                cache,
                limits,
                annexes,
                Mocks.read(file));
    }
}
