/** Black box: weir as its users see it. */
@NullMarked
package dev.weir.tests;

import org.jspecify.annotations.NullMarked;
