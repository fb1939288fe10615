/**
 * CloudFormation: stacks and change sets, driven by templates.
 *
 * <p>Reading order: {@link dev.weir.deploy.cloudformation.engine.StackTemplate} (what a template declares),
 * {@link dev.weir.deploy.cloudformation.engine.Evaluator} (intrinsic functions),
 * {@link dev.weir.deploy.cloudformation.engine.StackRun} (one operation on one stack), then the operations. The
 * resource types themselves belong to the services that own them.
 *
 * <p>Differs from AWS: resources are made one after the other; an operation that a stop of weir interrupted has failed
 * and can be repeated; a custom resource whose function fails does so at once; a change set does not show what happens
 * inside nested stacks; stack policies, drift, imports, stack sets, hooks and macros of one's own are refused by name.
 */
@NullMarked
package dev.weir.deploy.cloudformation;

import org.jspecify.annotations.NullMarked;
