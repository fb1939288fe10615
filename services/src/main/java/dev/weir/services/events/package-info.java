/**
 * EventBridge: buses, rules with patterns or schedules, targets, archives and replays, API destinations and connections.
 *
 * <p>Reading order: {@link dev.weir.services.events.state.RuleState},
 * {@link dev.weir.services.events.background.Router} (which rules match, what each target gets),
 * {@link dev.weir.services.events.domain.InputTransform},
 * {@link dev.weir.services.events.background.Schedules}, {@link dev.weir.services.events.background.Replayer},
 * {@link dev.weir.services.events.background.Destinations}, then the operations. Patterns are matched by AWS's own
 * event-ruler.
 *
 * <p>An accepted event that rules match is kept in the outbox of {@link dev.weir.fabric.delivery.Deliveries}, one entry
 * a target, before PutEvents answers. The hop of each event names the rules that matched and those that did not. An
 * archive is filled by a managed rule, as on AWS; its events lie in the order of their time.
 *
 * <p>Keys are said in {@link dev.weir.services.events.state.EventsStore},
 * {@link dev.weir.services.events.state.NamedStore} and {@link dev.weir.services.events.state.ArchiveStore}.
 *
 * <p>Differs from AWS: see {@code differences.properties}.
 */
@NullMarked
package dev.weir.services.events;

import org.jspecify.annotations.NullMarked;
