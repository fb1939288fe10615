/**
 * AWS Lambda: functions, their versions and aliases, how they are called, and the mappings that feed them from queues
 * and streams. Source: AWS Lambda Developer Guide and API Reference.
 *
 * <p>Reading order: {@link dev.weir.services.lambda.LambdaService}; {@code operations} (one class per family of
 * operations, {@code Invoke} first); {@code background.Invoker}, through which every call of a function goes;
 * {@code background.AsyncInvoker} (queued calls, their retries and destinations); {@code background.EventSources}
 * (event source mappings, which read through {@link dev.weir.fabric.source}). The processes themselves are {@link dev.weir.functions}'s.
 *
 * <p>Keys in the store, all below {@code lambda/account/region}: {@code function/name/version} (0 is {@code $LATEST}),
 * {@code meta/name}, {@code alias/name/alias}, {@code policy/name/qualifier}, {@code async/name/qualifier},
 * {@code url/name/qualifier}, {@code layer/name/version}, {@code layer-meta/name}. Beside them {@code lambda.mapping}
 * with the event source mappings of all accounts, {@code lambda.checkpoint} with how far each has read its shards,
 * {@code lambda.url} with function URLs by their host, and {@code lambda.code/sha256/chunk} with archives, counted in
 * {@code lambda.code-uses/sha256}. Queued calls are durable timers called {@code lambda.async}.
 *
 * <p>Differences from AWS: states change at once; a start that fails is not made a second time within the invocation;
 * timeouts are on the wall clock; an SQS mapping without a maximum concurrency calls up to ten batches at once; container
 * images, extensions, response streaming, provisioned concurrency, code signing, durable functions and tumbling windows
 * are refused by name.
 */
@NullMarked
package dev.weir.services.lambda;

import org.jspecify.annotations.NullMarked;
