/** Function code and layers, unpacked; the SDKs that AWS's runtimes bring along. */
@NullMarked
package dev.weir.functions.code;

import org.jspecify.annotations.NullMarked;
