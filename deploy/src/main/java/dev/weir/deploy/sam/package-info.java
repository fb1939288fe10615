/**
 * AWS's SAM transform: a template with {@code AWS::Serverless} resources becomes one of plain CloudFormation.
 * {@link dev.weir.deploy.sam.SamTransform} is the way in and shows the order of things: globals and implicit APIs are
 * worked into the template, functions and state machines write their events into APIs, then every resource becomes what
 * it stands for, and last the references to SAM's own names are turned into references to what was made.
 *
 * <p>The tables {@code properties.json}, {@code policy-templates.json}, {@code globals.json} and
 * {@code connectors.json} beside these classes hold what is data: which properties there are, what policy templates
 * allow, what globals may set, what connectors permit.
 */
@NullMarked
package dev.weir.deploy.sam;

import org.jspecify.annotations.NullMarked;
