package dev.weir.services.apigateway.state;

import dev.weir.shapes.AwsException;
import java.util.function.Function;

/**
 * A kind of thing that an API consists of.
 *
 * @param key in the store
 * @param missing the error where there is none of an id
 */
public record Part<T>(String key, Class<T> type, Function<String, AwsException> missing) {}
