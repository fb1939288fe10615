package dev.weir.services.dynamodb.operations;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.ItemRules;
import dev.weir.services.dynamodb.domain.Table;
import dev.weir.services.dynamodb.expressions.Expressions;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.expressions.Projection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ProjectionExpression, or AttributesToGet from before it. */
final class Projections {
    private Projections() {}

    /** @throws dev.weir.shapes.AwsException where a path goes into a key attribute */
    static void checkScalars(Table table, @Nullable Projection projection) {
        if (projection != null) {
            for (Path path : projection.paths()) {
                if (!path.steps().isEmpty()) {
                    ItemRules.checkScalar(table, path.root());
                }
            }
        }
    }

    /** @return null where whole items are wanted */
    static @Nullable Projection of(
            Expressions expressions, @Nullable String expression, @Nullable List<String> attributesToGet) {
        if (attributesToGet == null) {
            return expressions.projection(expression);
        }
        Set<String> seen = new HashSet<>();
        for (String attribute : attributesToGet) {
            if (!seen.add(attribute)) {
                throw DynamoDbErrors.invalid("Duplicate value in attribute name: " + attribute);
            }
        }
        return Projection.ofAttributes(attributesToGet);
    }
}
