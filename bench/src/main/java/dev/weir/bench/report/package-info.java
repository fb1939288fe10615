/** The figures of a run, what they are held against, and how they are printed. */
@NullMarked
package dev.weir.bench.report;

import org.jspecify.annotations.NullMarked;
