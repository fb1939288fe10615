/** The commands, a class each. */
@NullMarked
package dev.weir.cli.command;

import org.jspecify.annotations.NullMarked;
