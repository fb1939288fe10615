/**
 * Events: what connects functions ({@link dev.weir.deploy.sam.events.FunctionEvents}) and state machines
 * ({@link dev.weir.deploy.sam.events.StateMachineEvents}) with what triggers them. One class holds one family of
 * events.
 */
@NullMarked
package dev.weir.deploy.sam.events;

import org.jspecify.annotations.NullMarked;
