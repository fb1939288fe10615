package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.DynamoDbErrors;
import dev.weir.services.dynamodb.domain.Numbers;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.domain.Values;
import dev.weir.services.dynamodb.expressions.UpdateAction.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the actions of an update expression: all of them see the item as it was. */
public final class ItemUpdate {
    private static final String WRONG_TYPE = "An operand in the update expression has an incorrect data type";

    private final Map<String, Value> old;
    private final ItemDraft draft;

    private ItemUpdate(Map<String, Value> old) {
        this.old = old;
        this.draft = new ItemDraft(old);
    }

    /** @param item the item as it is, or its key attributes where there is none yet; not changed */
    public static Map<String, Value> apply(Map<String, Value> item, List<UpdateAction> actions) {
        ItemUpdate update = new ItemUpdate(item);
        List<@Nullable Value> values = new ArrayList<>();
        for (UpdateAction action : actions) {
            values.add(update.value(action));
        }
        for (int i = 0; i < actions.size(); i++) {
            Value value = values.get(i);
            if (value != null) {
                update.draft.put(actions.get(i).path(), value);
            } else {
                update.draft.remove(actions.get(i).path());
            }
        }
        return update.draft.finish();
    }

    /** What the action's place will hold; null where it goes. */
    private @Nullable Value value(UpdateAction action) {
        return switch (action) {
            case UpdateAction.Set set -> source(set.value());
            case UpdateAction.Remove remove -> null;
            case UpdateAction.Add add -> add(add.path().in(old), add.value());
            case UpdateAction.Delete delete -> delete(delete.path().in(old), delete.members());
        };
    }

    private Value source(Source source) {
        return switch (source) {
            case UpdateAction.Constant constant -> constant.value();
            case UpdateAction.Attribute attribute -> {
                Value value = attribute.path().in(old);
                if (value == null) {
                    throw DynamoDbErrors.validation(
                            "The provided expression refers to an attribute that does not exist in the item");
                }
                yield value;
            }
            case UpdateAction.IfNotExists either -> {
                Value value = either.path().in(old);
                yield value == null ? source(either.otherwise()) : value;
            }
            case UpdateAction.ListAppend append -> {
                if (source(append.head()) instanceof Value.L head && source(append.tail()) instanceof Value.L tail) {
                    List<Value> joined = new ArrayList<>(head.elements());
                    joined.addAll(tail.elements());
                    yield new Value.L(joined);
                }
                throw DynamoDbErrors.validation(WRONG_TYPE);
            }
            case UpdateAction.Sum sum -> {
                if (source(sum.left()) instanceof Value.N left && source(sum.right()) instanceof Value.N right) {
                    yield sum(left, right, sum.subtract());
                }
                throw DynamoDbErrors.validation(WRONG_TYPE);
            }
        };
    }

    private static Value.N sum(Value.N left, Value.N right, boolean subtract) {
        BigDecimal one = new BigDecimal(left.text());
        BigDecimal other = new BigDecimal(right.text());
        return new Value.N(Numbers.canonical(subtract ? one.subtract(other) : one.add(other)));
    }

    /** What ADD makes of a present value. */
    public static Value add(@Nullable Value present, Value added) {
        if (present == null) {
            return added;
        }
        if (present instanceof Value.N left && added instanceof Value.N right) {
            return sum(left, right, false);
        }
        if (present instanceof Value.Set set
                && added instanceof Value.Set more
                && set.type().equals(more.type())) {
            List<Value> members = new ArrayList<>(set.members());
            more.members().stream()
                    .filter(each -> !set.members().contains(each))
                    .forEach(members::add);
            return Values.set(set.type(), members);
        }
        throw DynamoDbErrors.validation(WRONG_TYPE);
    }

    /** What DELETE leaves of a present value; null where nothing. */
    public static @Nullable Value delete(@Nullable Value present, Value.Set taken) {
        if (present == null) {
            return null;
        }
        if (present instanceof Value.Set set && set.type().equals(taken.type())) {
            List<Value> members = new ArrayList<>(set.members());
            members.removeAll(taken.members());
            return members.isEmpty() ? null : new Value.Set(set.type(), members);
        }
        throw DynamoDbErrors.validation(WRONG_TYPE);
    }
}
