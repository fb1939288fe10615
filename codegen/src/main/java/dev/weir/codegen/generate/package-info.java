/** Writers of Java sources: one class for each kind of generated file. */
@NullMarked
package dev.weir.codegen.generate;

import org.jspecify.annotations.NullMarked;
