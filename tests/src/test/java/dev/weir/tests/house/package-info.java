/** The rules of the house, held by the build: see CONTRIBUTING.md, "Rules". */
@NullMarked
package dev.weir.tests.house;

import org.jspecify.annotations.NullMarked;
