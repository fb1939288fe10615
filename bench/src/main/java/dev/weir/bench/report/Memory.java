package dev.weir.bench.report;

/**
 * What memory a server holds.
 *
 * @param measured by what, such as {@code sqs-backlog}
 * @param with what it holds it for
 * @param bytes of main memory, of its process
 */
public record Memory(String measured, String server, String with, long bytes) {
    /** In mebibytes. */
    public double mebibytes() {
        return bytes / 1048576.0;
    }
}
