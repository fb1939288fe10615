package dev.weir.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that is measured.
 *
 * @param name as in the tables
 * @param services that it is asked for; empty for any
 * @param process whose CPU time is read; null where it is not known
 */
public record Subject(
        String name,
        URI endpoint,
        Set<String> services,
        @Nullable ProcessHandle process) {
    public static final String WEIR = "weir";
    public static final String FLOOR = "floor";

    public InetSocketAddress address() {
        return new InetSocketAddress(endpoint.getHost(), endpoint.getPort() < 0 ? 80 : endpoint.getPort());
    }

    /** What the Host header says. */
    public String authority() {
        return endpoint.getAuthority();
    }

    public boolean serves(String service) {
        return services.isEmpty() || services.contains(service);
    }

    /** Bytes of main memory that its process holds; empty where the system does not tell. */
    public OptionalLong residentBytes() {
        ProcessHandle handle = process;
        Path status = Path.of("/proc", handle == null ? "-" : Long.toString(handle.pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Processor time so far of its process and of the processes that it has started; empty where it is not known. */
    public Optional<Duration> cpu() {
        ProcessHandle handle = process;
        if (handle == null) {
            return Optional.empty();
        }
        return handle.info().totalCpuDuration().map(own -> handle.descendants()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(own, Duration::plus));
    }
}
