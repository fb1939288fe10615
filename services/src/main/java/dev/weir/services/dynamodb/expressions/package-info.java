/**
 * DynamoDB's expression language. Text becomes {@code Syntax} by the grammars in {@code src/main/antlr4} (kept by
 * {@link dev.weir.services.dynamodb.expressions.ExpressionParser}); a request's
 * {@link dev.weir.services.dynamodb.expressions.Expressions} replaces the placeholders and gives
 * {@link dev.weir.services.dynamodb.expressions.Condition}, {@link dev.weir.services.dynamodb.expressions.KeyTest},
 * {@link dev.weir.services.dynamodb.expressions.UpdateAction} and
 * {@link dev.weir.services.dynamodb.expressions.Projection}, which know nothing of text.
 *
 * <p>Source: Amazon DynamoDB Developer Guide, "Using expressions in DynamoDB".
 */
@NullMarked
package dev.weir.services.dynamodb.expressions;

import org.jspecify.annotations.NullMarked;
