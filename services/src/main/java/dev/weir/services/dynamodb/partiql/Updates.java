package dev.weir.services.dynamodb.partiql;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.Path;
import dev.weir.services.dynamodb.expressions.UpdateAction;
import dev.weir.services.dynamodb.expressions.UpdateAction.Source;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.AssignmentContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.FunctionContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.OperandContext;
import dev.weir.services.dynamodb.partiql.grammar.PartiQlParser.SumContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** SET and REMOVE clauses. Source: Developer Guide, "PartiQL update statements for DynamoDB". */
final class Updates {
    private final Literals literals;

    Updates(Literals literals) {
        this.literals = literals;
    }

    List<UpdateAction> actions(List<PartiQlParser.ClauseContext> clauses) {
        List<UpdateAction> actions = new ArrayList<>();
        for (PartiQlParser.ClauseContext clause : clauses) {
            switch (clause) {
                case PartiQlParser.SetClauseContext set ->
                    set.assignment().forEach(each -> actions.add(assignment(each)));
                case PartiQlParser.RemoveClauseContext remove ->
                    remove.path().forEach(each -> actions.add(new UpdateAction.Remove(Paths.path(each))));
                default -> throw new IllegalStateException("no such clause");
            }
        }
        return actions;
    }

    private UpdateAction assignment(AssignmentContext tree) {
        Path path = Paths.path(tree.path());
        SumContext sum = tree.sum();
        if (sum.operand().size() == 1 && sum.operand(0) instanceof PartiQlParser.FunctionOperandContext call) {
            String name = Conditions.name(call.function());
            if (name.equals("set_add") || name.equals("set_delete")) {
                return members(path, name, call.function());
            }
        }
        Source source = source(sum.operand(0));
        for (int i = 1; i < sum.operand().size(); i++) {
            boolean subtract = sum.sign.get(i - 1).getText().equals("-");
            source = new UpdateAction.Sum(subtract, source, source(sum.operand(i)));
        }
        return new UpdateAction.Set(path, source);
    }

    private UpdateAction members(Path path, String name, FunctionContext call) {
        String upper = name.toUpperCase(Locale.ROOT);
        List<OperandContext> operands = operands(call);
        if (operands.size() != 2) {
            throw Problems.at(upper + " must have exactly two arguments", call.getStart());
        }
        if (!(operands.getFirst() instanceof PartiQlParser.PathOperandContext first)
                || !Paths.path(first.path()).equals(path)) {
            throw Problems.at("The first argument to " + upper + " must equal the assignment value", call.getStart());
        }
        if (source(operands.get(1)) instanceof UpdateAction.Constant constant
                && constant.value() instanceof Value.Set set) {
            return name.equals("set_add") ? new UpdateAction.Add(path, set) : new UpdateAction.Delete(path, set);
        }
        throw Problems.at("The second argument to " + upper + " must be a value with type SET", first.getStart());
    }

    private Source source(OperandContext tree) {
        return switch (tree) {
            case PartiQlParser.GroupedOperandContext group -> source(group.operand());
            case PartiQlParser.LiteralOperandContext literal ->
                new UpdateAction.Constant(literals.value(literal.literal()));
            case PartiQlParser.PathOperandContext path -> new UpdateAction.Attribute(Paths.path(path.path()));
            case PartiQlParser.FunctionOperandContext call -> call(call.function());
            default -> throw new IllegalStateException("no such operand");
        };
    }

    private Source call(FunctionContext tree) {
        String name = Conditions.name(tree);
        List<OperandContext> operands = operands(tree);
        if (!name.equals("list_append") && !name.equals("if_not_exists")) {
            throw Problems.at("Unrecognized function: " + name, tree.getStart());
        }
        if (operands.size() != 2) {
            throw Problems.operands(name, operands.size());
        }
        Source first = source(operands.getFirst());
        Source second = source(operands.get(1));
        if (name.equals("list_append")) {
            return new UpdateAction.ListAppend(first, second);
        }
        if (first instanceof UpdateAction.Attribute attribute) {
            return new UpdateAction.IfNotExists(attribute.path(), second);
        }
        throw DynamoDbErrors.validation("Operator or function requires a document path; operator or function: " + name);
    }

    private static List<OperandContext> operands(FunctionContext tree) {
        return tree.members() == null ? List.of() : tree.members().operand();
    }
}
