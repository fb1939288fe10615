package dev.weir.functions.runtime;

import java.util.List;
import java.util.Map;

/**
 * How an environment's process is started.
 *
 * @param command with its arguments
 * @param environment that the runtime adds to the function's; the function's own values win
 */
public record Launch(List<String> command, Map<String, String> environment) {}
