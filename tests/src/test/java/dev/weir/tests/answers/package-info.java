/**
 * What AWS answered, and what weir answers to the same calls. The recordings lie beside the repository and are no part
 * of it; the calls that lead to them are ours, in {@code answers/*.yaml}, where differences stand with their reasons.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.tests.answers;
