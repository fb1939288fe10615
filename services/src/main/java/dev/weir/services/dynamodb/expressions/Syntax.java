package dev.weir.services.dynamodb.expressions;

import java.util.List;

/** Expressions as they were written: placeholders are not yet replaced. Depends on the text alone, so it is cached. */
sealed interface Syntax {
    /** A condition: true or false of an item. */
    sealed interface Test extends Syntax {}

    record Or(List<Test> parts) implements Test {}

    record And(List<Test> parts) implements Test {}

    record Not(Test part) implements Test {}

    /** @param operator one of = <> < <= > >= */
    record Comparison(String operator, Term left, Term right) implements Test {}

    record Between(Term value, Term low, Term high) implements Test {}

    record In(Term value, List<Term> candidates) implements Test {}

    record Call(Function function) implements Test {}

    /** A value: part of the item, a placeholder, or what a function makes of them. */
    sealed interface Term extends Syntax {}

    record Placeholder(String name) implements Term {}

    record Path(List<Step> steps) implements Term {}

    record Function(String name, List<Term> arguments) implements Term {}

    /** @param sign + or - */
    record Sum(String sign, Term left, Term right) implements Term {}

    /** A step of a document path. */
    sealed interface Step {}

    /** @param text an attribute's name, or a placeholder for one, with its # */
    record Name(String text) implements Step {
        boolean placeholder() {
            return text.startsWith("#");
        }
    }

    record Index(int position) implements Step {}

    /** An update expression's sections, each action in the order it was written. */
    record Update(List<Action> actions) implements Syntax {}

    sealed interface Action {
        Path path();
    }

    record Set(Path path, Term value) implements Action {}

    record Remove(Path path) implements Action {}

    record Add(Path path, Placeholder value) implements Action {}

    record Delete(Path path, Placeholder value) implements Action {}

    record Projection(List<Path> paths) implements Syntax {}
}
