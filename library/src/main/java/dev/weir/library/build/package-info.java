/**
 * Making the index: {@link dev.weir.library.build.Packages} fetches what it is made of from the package registries,
 * {@link dev.weir.library.build.IndexBuild} reads it and writes the index, {@link dev.weir.library.build.Main} does both in a process of
 * its own.
 */
@NullMarked
package dev.weir.library.build;

import org.jspecify.annotations.NullMarked;
