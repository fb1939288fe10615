/** Executions of workflows: looked up in Step Functions, and drawn from their histories. */
@NullMarked
package dev.weir.cli.execution;

import org.jspecify.annotations.NullMarked;
