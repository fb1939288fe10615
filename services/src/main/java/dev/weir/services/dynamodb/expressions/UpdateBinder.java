package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.UpdateAction.Source;
import dev.weir.shapes.AwsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces an update's placeholders, and checks what can only be checked then, in AWS's order. */
final class UpdateBinder {
    private static final Kind KIND = Kind.UPDATE;

    private final Placeholders placeholders;
    private @Nullable AwsException operand;
    private @Nullable AwsException function;

    UpdateBinder(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    List<UpdateAction> bind(Syntax.Update update) {
        List<UpdateAction> actions = new ArrayList<>();
        for (Syntax.Action action : update.actions()) {
            Path path = placeholders.path(KIND, action.path());
            actions.add(
                    switch (action) {
                        case Syntax.Set set -> new UpdateAction.Set(path, source(set.value()));
                        case Syntax.Remove remove -> new UpdateAction.Remove(path);
                        case Syntax.Add add -> add(path, placeholders.value(KIND, add.value()));
                        case Syntax.Delete delete -> delete(path, placeholders.value(KIND, delete.value()));
                    });
        }
        PathOverlaps.check(KIND, actions.stream().map(UpdateAction::path).toList());
        if (operand != null) {
            throw operand;
        }
        if (function != null) {
            throw function;
        }
        return actions;
    }

    private UpdateAction add(Path path, Value value) {
        if (!(value instanceof Value.N) && !(value instanceof Value.Set)) {
            wrongOperand("ADD", value);
        }
        return new UpdateAction.Add(path, value);
    }

    private UpdateAction delete(Path path, Value value) {
        if (value instanceof Value.Set set) {
            return new UpdateAction.Delete(path, set);
        }
        wrongOperand("DELETE", value);
        return new UpdateAction.Remove(path);
    }

    private void wrongOperand(String operator, Value value) {
        if (operand == null) {
            operand = KIND.invalid("Incorrect operand type for operator or function; operator: " + operator
                    + ", operand type: " + longName(value));
        }
    }

    private static String longName(Value value) {
        return switch (value) {
            case Value.S s -> "STRING";
            case Value.N n -> "NUMBER";
            case Value.B b -> "BINARY";
            case Value.Bool bool -> "BOOLEAN";
            case Value.Null none -> "NULL";
            case Value.M map -> "MAP";
            case Value.L list -> "LIST";
            case Value.Set set -> set.type();
        };
    }

    private Source source(Syntax.Term term) {
        return switch (term) {
            case Syntax.Path path -> new UpdateAction.Attribute(placeholders.path(KIND, path));
            case Syntax.Placeholder placeholder -> new UpdateAction.Constant(placeholders.value(KIND, placeholder));
            case Syntax.Sum sum -> {
                Source left = source(sum.left());
                Source right = source(sum.right());
                wants("N", sum.sign(), left);
                wants("N", sum.sign(), right);
                yield new UpdateAction.Sum(sum.sign().equals("-"), left, right);
            }
            case Syntax.Function call -> call(call);
        };
    }

    private Source call(Syntax.Function call) {
        List<Source> arguments = new ArrayList<>();
        call.arguments().forEach(argument -> arguments.add(source(argument)));
        if (arguments.size() != 2) {
            wrongFunction("Incorrect number of operands for operator or function; operator or function: " + call.name()
                    + ", number of operands: " + arguments.size());
            return arguments.getFirst();
        }
        Source first = arguments.getFirst();
        Source second = arguments.get(1);
        if (call.name().equals("list_append")) {
            wants("L", call.name(), first);
            wants("L", call.name(), second);
            return new UpdateAction.ListAppend(first, second);
        }
        if (first instanceof UpdateAction.Attribute attribute) {
            return new UpdateAction.IfNotExists(attribute.path(), second);
        }
        wrongFunction("Operator or function requires a document path; operator or function: " + call.name());
        return second;
    }

    private void wants(String type, String name, Source source) {
        if (source instanceof UpdateAction.Constant constant
                && !constant.value().type().equals(type)) {
            wrongFunction("Incorrect operand type for operator or function; operator or function: " + name
                    + ", operand type: " + constant.value().type());
        }
    }

    private void wrongFunction(String what) {
        if (function == null) {
            function = KIND.invalid(what);
        }
    }
}
