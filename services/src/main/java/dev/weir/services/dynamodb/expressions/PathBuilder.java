package dev.weir.services.dynamodb.expressions;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Makes a {@link Syntax.Path} of either grammar's parse tree: both import the same rule, each has its own classes. */
final class PathBuilder {
    private PathBuilder() {}

    static Syntax.Path path(ParserRuleContext tree) {
        List<Syntax.Step> steps = new ArrayList<>();
        for (int i = 0; i < tree.getChildCount(); i++) {
            String text = tree.getChild(i).getText();
            switch (text.charAt(0)) {
                case '.', '[', ']' -> {}
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> steps.add(new Syntax.Index(index(text)));
                default -> steps.add(new Syntax.Name(text));
            }
        }
        return new Syntax.Path(List.copyOf(steps));
    }

    /** Lists end far before the greatest integer, so anything beyond it lies past their end just as well. */
    private static int index(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
