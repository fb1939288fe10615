/** Templates and what becomes of them: intrinsic functions, parameters, dependencies, stack operations. */
@NullMarked
package dev.weir.deploy.cloudformation.engine;

import org.jspecify.annotations.NullMarked;
