/** What the documentation is made of: pages, each of one kind, from one origin, at one address. */
@NullMarked
package dev.weir.library.page;

import org.jspecify.annotations.NullMarked;
