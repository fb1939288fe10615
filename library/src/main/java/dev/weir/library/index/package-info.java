/** The index: pages and their passages in Lucene, written once and searched. */
@NullMarked
package dev.weir.library.index;

import org.jspecify.annotations.NullMarked;
