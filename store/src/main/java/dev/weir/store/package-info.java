/**
 * The store. {@link dev.weir.store.Stores} opens one; {@code TransactionalStore} holds all that engines share
 * (snapshots, buffered writes, validation, claims, watches), over the small {@code Engine} that each of them is.
 */
@NullMarked
package dev.weir.store;

import org.jspecify.annotations.NullMarked;
