/**
 * Application Auto Scaling: scalable targets, their policies and scheduled actions. Scheduled actions move a target's
 * bounds when weir's clock gets there, and its capacity into them; policies are kept and told, but nothing measures load.
 *
 * <p>Reading order: {@code state.Target}, {@code operations.Targets}, {@code operations.ScheduledActions}. Keys in the
 * store, after {@code applicationautoscaling}, account and region: {@code target} resource, dimension; {@code policy}
 * and {@code action} resource, dimension, name.
 */
@NullMarked
package dev.weir.services.applicationautoscaling;

import org.jspecify.annotations.NullMarked;
