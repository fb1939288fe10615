/** Tests of the kernel as it runs, which need a store and so live beside it. */
@NullMarked
package dev.weir.kernel.runtime;

import org.jspecify.annotations.NullMarked;
