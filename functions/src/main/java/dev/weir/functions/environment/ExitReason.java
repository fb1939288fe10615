package dev.weir.functions.environment;

import java.util.Map;

/** How a process ended, in the words that AWS uses, which are those of Go's library. */
final class ExitReason {
    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "hangup",
            2, "interrupt",
            3, "quit",
            4, "illegal instruction",
            6, "aborted",
            8, "floating point exception",
            9, "killed",
            11, "segmentation fault",
            13, "broken pipe",
            15, "terminated");

    private ExitReason() {}

    /** @param code the exit value, 128 plus its number where a signal ended the process */
    static String of(int code) {
        String signal = SIGNALS.get(code - 128);
        // Node.js itself exits with 128 and 129 after an error that nobody caught.
        return signal == null || code == 129 ? "exit status " + code : "signal: " + signal;
    }
}
