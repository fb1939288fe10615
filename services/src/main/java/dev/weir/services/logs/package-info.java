/**
 * CloudWatch Logs: groups, streams, events; put, get, filter.
 *
 * <p>Reading order: {@link dev.weir.services.logs.state.LogStore} (what is kept and under which keys),
 * {@link dev.weir.services.logs.domain.FilterPattern}, then the operations. Functions write through
 * {@link dev.weir.fabric.LogSink}.
 *
 * <p>Differs from AWS: events can be read at once; stored bytes are 0.
 * Metric and subscription filters, queries, live tail, deliveries and exports are refused by name ({@code aws logs
 * tail} works, it filters).
 */
@NullMarked
package dev.weir.services.logs;

import org.jspecify.annotations.NullMarked;
