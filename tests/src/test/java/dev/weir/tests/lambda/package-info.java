@NullMarked
package dev.weir.tests.lambda;

import org.jspecify.annotations.NullMarked;
