/** Data on its way through a state: paths, intrinsic functions, payload templates, JSONata, variables. */
@NullMarked
package dev.weir.services.states.data;

import org.jspecify.annotations.NullMarked;
