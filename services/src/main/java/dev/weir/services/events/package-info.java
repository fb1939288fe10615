/**
 * EventBridge: buses, rules with patterns or schedules, targets.
 *
 * <p>Reading order: {@link dev.weir.services.events.state.RuleState},
 * {@link dev.weir.services.events.background.Router} (which rules match, what each target gets),
 * {@link dev.weir.services.events.domain.InputTransform},
 * {@link dev.weir.services.events.background.Schedules}, then the operations. Patterns are matched by AWS's own
 * event-ruler.
 *
 * <p>An accepted event that rules match is kept in the outbox of {@link dev.weir.fabric.delivery.Deliveries}, one entry
 * a target, before PutEvents answers. The hop of each event names the rules that matched and those that did not.
 *
 * <p>Differs from AWS: bus policies are stored, not enforced; a target must be something that weir can deliver to, others
 * (Step Functions, Kinesis, API destinations, ECS, …) are refused by name, as are archives, replays, connections, API
 * destinations, endpoints and partner sources.
 */
@NullMarked
package dev.weir.services.events;

import org.jspecify.annotations.NullMarked;
