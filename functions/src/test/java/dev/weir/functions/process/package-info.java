@NullMarked
package dev.weir.functions.process;

import org.jspecify.annotations.NullMarked;
