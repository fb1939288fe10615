package dev.weir.services.dynamodb.expressions;

import dev.weir.services.dynamodb.expressions.Syntax.Term;
import dev.weir.services.dynamodb.expressions.Syntax.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an expression must obey whatever its placeholders stand for. The order of the checks is AWS's. */
final class SyntaxRules {
    private static final int MAX_OPERATORS = 300;
    private static final int MAX_IN = 100;
    private static final int MAX_PATH = 32;
    private static final Set<String> CONDITION_FUNCTIONS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size");
    private static final Set<String> UPDATE_FUNCTIONS = Set.of("if_not_exists", "list_append");

    private final Kind kind;
    private int operators;
    private @Nullable String unknown;
    private @Nullable String misused;
    private @Nullable String reserved;
    private @Nullable String limit;

    private SyntaxRules(Kind kind) {
        this.kind = kind;
    }

    static void check(Kind kind, Syntax syntax) {
        SyntaxRules rules = new SyntaxRules(kind);
        rules.walk(syntax);
        rules.report();
    }

    private void report() {
        if (kind == Kind.UPDATE && reserved != null) {
            throw kind.invalid("Attribute name is a reserved keyword; reserved keyword: " + reserved);
        }
        if (unknown != null) {
            throw kind.invalid("Invalid function name; function: " + unknown);
        }
        if (misused != null) {
            throw kind.invalid(
                    "The function is not allowed to be used this way in an expression; function: " + misused);
        }
        if (reserved != null) {
            throw kind.invalid("Attribute name is a reserved keyword; reserved keyword: " + reserved);
        }
        if (operators > MAX_OPERATORS) {
            throw kind.invalid("The expression contains too many operators; operator count: " + operators);
        }
        if (limit != null) {
            throw kind.invalid(limit);
        }
    }

    private void walk(Syntax syntax) {
        switch (syntax) {
            case Test test -> test(test);
            case Term term -> term(term, false);
            case Syntax.Projection projection -> projection.paths().forEach(path -> term(path, false));
            case Syntax.Update update -> update.actions().forEach(this::action);
        }
    }

    private void action(Syntax.Action action) {
        term(action.path(), false);
        if (action instanceof Syntax.Set set) {
            term(set.value(), true);
        } else {
            operators++;
        }
    }

    private void test(Test test) {
        switch (test) {
            case Syntax.Or or -> {
                operators += or.parts().size() - 1;
                or.parts().forEach(this::test);
            }
            case Syntax.And and -> {
                operators += and.parts().size() - 1;
                and.parts().forEach(this::test);
            }
            case Syntax.Not not -> {
                operators++;
                test(not.part());
            }
            case Syntax.Comparison comparison -> {
                operators++;
                values(List.of(comparison.left(), comparison.right()));
            }
            case Syntax.Between between -> {
                operators++;
                values(List.of(between.value(), between.low(), between.high()));
            }
            case Syntax.In in -> {
                operators++;
                if (in.candidates().size() > MAX_IN && limit == null) {
                    limit = "The IN operator is provided with too many operands; number of operands: "
                            + in.candidates().size();
                }
                List<Term> all = new ArrayList<>(in.candidates());
                all.addFirst(in.value());
                values(all);
            }
            case Syntax.Call call -> {
                if (call.function().name().equals("size")) {
                    misuse("size");
                }
                function(call.function());
            }
        }
    }

    /** Operands of a comparison: of the functions, only size gives a value. */
    private void values(List<Term> terms) {
        terms.forEach(term -> term(term, true));
    }

    private void term(Term term, boolean value) {
        switch (term) {
            case Syntax.Placeholder placeholder -> {}
            case Syntax.Path path -> path(path);
            case Syntax.Sum sum -> {
                operators++;
                term(sum.left(), true);
                term(sum.right(), true);
            }
            case Syntax.Function function -> {
                if (value
                        && kind != Kind.UPDATE
                        && CONDITION_FUNCTIONS.contains(function.name())
                        && !function.name().equals("size")) {
                    misuse(function.name());
                }
                function(function);
            }
        }
    }

    private void function(Syntax.Function function) {
        operators++;
        Set<String> known = kind == Kind.UPDATE ? UPDATE_FUNCTIONS : CONDITION_FUNCTIONS;
        if (!known.contains(function.name()) && unknown == null) {
            unknown = function.name();
        }
        function.arguments().forEach(argument -> term(argument, true));
    }

    private void path(Syntax.Path path) {
        for (Syntax.Step step : path.steps()) {
            if (step instanceof Syntax.Name name
                    && !name.placeholder()
                    && reserved == null
                    && ReservedWords.contains(name.text())) {
                reserved = name.text();
            }
        }
        if (path.steps().size() > MAX_PATH && limit == null) {
            limit = "The document path has too many nesting elements; nested levels: "
                    + path.steps().size();
        }
    }

    private void misuse(String name) {
        if (misused == null) {
            misused = name;
        }
    }
}
