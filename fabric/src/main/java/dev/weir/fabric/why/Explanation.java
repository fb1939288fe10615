package dev.weir.fabric.why;

import java.time.Instant;
import java.util.Map;

/**
 * Why an event did not reach a place.
 *
 * @param kind one word for programs, such as {@code delayed}; docs/why.md lists them
 * @param place the ARN or the address that it did not reach
 * @param at when that was decided
 * @param text for people: a clause or more, without the place and the time
 * @param facts the same for programs, in order
 */
public record Explanation(String kind, String place, Instant at, String text, Map<String, String> facts) {}
