/**
 * What generated types are made of. A {@link dev.weir.shapes.Schema} says what a shape is; a
 * {@link dev.weir.shapes.ShapeReader} or {@link dev.weir.shapes.ShapeWriter} says how bytes look. A generated record has
 * one {@code read} and one {@code write}, whatever the protocol; the validator is a writer too.
 */
@NullMarked
package dev.weir.shapes;

import org.jspecify.annotations.NullMarked;
