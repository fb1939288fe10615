package dev.weir.functions.process;

/**
 * What {@code /tmp} is made of. Files in memory (tmpfs) count as memory of who writes them, so that a function within a
 * memory limit would be killed for what AWS lets it do: they are for functions whose memory is not limited.
 */
enum Storage {
    /** A file system of the function's own in a sparse file: of the right size, on the disk. */
    IMAGE("of its EphemeralStorage"),
    /** Files in memory, of the right size. */
    MEMORY("of its EphemeralStorage (in memory)"),
    /** A folder on the disk. */
    FOLDER("of unlimited size: the memory limit would count files in memory");

    private final String words;

    Storage(String words) {
        this.words = words;
    }

    /** For people, after "a private /tmp". */
    String words() {
        return words;
    }
}
