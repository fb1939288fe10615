/** Readers of the published forms of AWS's models. */
@NullMarked
package dev.weir.codegen.imports;

import org.jspecify.annotations.NullMarked;
