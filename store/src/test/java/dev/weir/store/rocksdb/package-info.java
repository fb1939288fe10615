/** Tests of the engine on disk. */
@NullMarked
package dev.weir.store.rocksdb;

import org.jspecify.annotations.NullMarked;
