/** What an engine must be able to do. For engines and the store over them; nobody else may use it. */
@NullMarked
package dev.weir.store.engine;

import org.jspecify.annotations.NullMarked;
