/** The command, in the tests' own process and as a process of its own. */
@NullMarked
package dev.weir.tests.cli;

import org.jspecify.annotations.NullMarked;
