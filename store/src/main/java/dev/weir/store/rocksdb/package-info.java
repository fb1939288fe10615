/**
 * The engine on disk: RocksDB. Layout of a data directory:
 *
 * <ul>
 *   <li>{@code FORMAT}: the version of this layout and of all keys and values in it
 *   <li>{@code LOCK}: locked by the weir that uses the directory, with its process id
 *   <li>{@code STATE}: the name of the directory that holds the present state
 *   <li>{@code state-N}: a RocksDB database
 *   <li>{@code checkpoints/NAME}: a RocksDB database that is never written to; shares files with others by hard links
 * </ul>
 */
@NullMarked
package dev.weir.store.rocksdb;

import org.jspecify.annotations.NullMarked;
