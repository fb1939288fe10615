/** What is measured, a class each: its requests, and how to tell that the answers were right. */
@NullMarked
package dev.weir.bench.operation;

import org.jspecify.annotations.NullMarked;
