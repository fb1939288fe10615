/**
 * Pages out of what the package registries hold: {@link dev.weir.library.source.ClientTypes} reads the texts of AWS's APIs from the
 * types of its SDK for JavaScript, {@link dev.weir.library.source.ServiceSpec} CloudFormation's types, events and metrics from the CDK's
 * database, {@link dev.weir.library.source.Regions} the endpoint tables; {@link dev.weir.library.source.Guides} weir's own pages.
 */
@NullMarked
package dev.weir.library.source;

import org.jspecify.annotations.NullMarked;
