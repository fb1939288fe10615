package dev.weir.functions.process;

import java.util.List;
import java.util.Map;

/**
 * What is started.
 *
 * @param command with its arguments, as the program itself sees their paths
 * @param environment all that it gets
 */
public record Program(List<String> command, Map<String, String> environment) {}
