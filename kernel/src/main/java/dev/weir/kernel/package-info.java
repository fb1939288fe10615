/**
 * What every service stands on: whose call it is ({@link dev.weir.kernel.Scope}, {@link dev.weir.kernel.Arn}), what
 * time it is ({@link dev.weir.kernel.time}), what runs and in which order ({@link dev.weir.kernel.tasks}), where ids
 * and chance come from ({@link dev.weir.kernel.ids}), where state lives ({@link dev.weir.kernel.store}) and what
 * happened and why ({@link dev.weir.kernel.journal}).
 *
 * <p>No code outside the kernel reads the clock, makes a random number or an id, sleeps, starts a thread or reads the
 * environment. That is what lets one run be repeated byte for byte, and time be moved.
 */
@NullMarked
package dev.weir.kernel;

import org.jspecify.annotations.NullMarked;
