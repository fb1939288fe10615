/**
 * DynamoDB's PartiQL: text becomes a {@link dev.weir.services.dynamodb.partiql.Statement}, made of the conditions and
 * update actions of {@code expressions}. Source: Amazon DynamoDB Developer Guide, "PartiQL: a SQL-compatible query
 * language for DynamoDB".
 */
@NullMarked
package dev.weir.services.dynamodb.partiql;

import org.jspecify.annotations.NullMarked;
