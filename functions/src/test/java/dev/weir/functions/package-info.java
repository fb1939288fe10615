@NullMarked
package dev.weir.functions;

import org.jspecify.annotations.NullMarked;
