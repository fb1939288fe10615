/**
 * Calling AWS operations by name with JSON documents, as schedules and state machines do: {@link
 * dev.weir.fabric.api.ApiCalls} is the door, {@link dev.weir.fabric.api.ShapeTree} the form of the documents.
 */
@NullMarked
package dev.weir.fabric.api;

import org.jspecify.annotations.NullMarked;
