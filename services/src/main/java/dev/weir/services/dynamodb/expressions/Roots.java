package dev.weir.services.dynamodb.expressions;

import java.util.HashSet;
import java.util.Set;

/** The top-level attributes that a condition looks at. */
public final class Roots {
    private final Set<String> names = new HashSet<>();

    private Roots() {}

    public static Set<String> of(Condition condition) {
        Roots roots = new Roots();
        roots.visit(condition);
        return roots.names;
    }

    private void visit(Condition condition) {
        switch (condition) {
            case Condition.Or or -> or.parts().forEach(this::visit);
            case Condition.And and -> and.parts().forEach(this::visit);
            case Condition.Not not -> visit(not.part());
            case Condition.Compare compare -> {
                visit(compare.left());
                visit(compare.right());
            }
            case Condition.Between between -> {
                visit(between.value());
                visit(between.low());
                visit(between.high());
            }
            case Condition.In in -> {
                visit(in.value());
                in.candidates().forEach(this::visit);
            }
            case Condition.Exists exists -> names.add(exists.path().root());
            case Condition.HasType type -> visit(type.value());
            case Condition.BeginsWith begins -> {
                visit(begins.value());
                visit(begins.prefix());
            }
            case Condition.Contains contains -> {
                visit(contains.value());
                visit(contains.part());
            }
        }
    }

    private void visit(Operand operand) {
        switch (operand) {
            case Operand.Constant constant -> {}
            case Operand.Attribute attribute -> names.add(attribute.path().root());
            case Operand.Size size -> visit(size.of());
        }
    }
}
