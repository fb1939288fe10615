package dev.weir.wire.validation;

import dev.weir.shapes.AwsException;
import java.util.List;

/** A request that breaks its model. */
public final class ValidationException extends AwsException {
    ValidationException(String code, List<String> violations) {
        super(code, 400, message(violations));
    }

    private static String message(List<String> violations) {
        int count = violations.size();
        return count + (count == 1 ? " validation error" : " validation errors") + " detected: "
                + String.join("; ", violations);
    }

    @Override
    public String queryCode() {
        return code().equals("ValidationException") ? "ValidationError" : code();
    }
}
