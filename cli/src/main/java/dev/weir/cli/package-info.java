/**
 * The {@code weir} command. {@link dev.weir.cli.Main} names the commands, each a class in {@code command}; they reach a
 * running weir through its public APIs only ({@code client}). A new command is a class there and a line in
 * {@link dev.weir.cli.Main}.
 */
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
