/**
 * Execution environments: child processes that speak the Lambda Runtime API.
 *
 * <p>Start with {@link dev.weir.functions.Functions}, which invokes a {@link dev.weir.functions.FunctionSpec}. It keeps
 * a pool of environments ({@code environment}), each a process group ({@code process}) that runs a bootstrap
 * ({@code runtime}) over a function's unpacked code ({@code code}). The HTTP side is a port ({@link
 * dev.weir.functions.Listeners}) that the server implements.
 *
 * <p>Time: a child process lives on the wall clock, whatever weir's clock says. Timeouts and durations are therefore
 * the wall clock's; log lines and reports are stamped with weir's.
 */
@NullMarked
package dev.weir.functions;

import org.jspecify.annotations.NullMarked;
