package dev.weir.deploy.sam;

import java.util.List;

/** A template that SAM does not take. The message and the single errors are in AWS's wording. */
public final class SamTransformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    SamTransformException(List<String> errors) {
        super(
                "Invalid Serverless Application Specification document. Number of errors found: %d. %s"
                        .formatted(errors.size(), String.join(" ", errors)),
                null,
                false,
                false);
        this.errors = List.copyOf(errors);
    }

    /** What is wrong, one sentence or two each, in a fixed order. */
    public List<String> errors() {
        return errors;
    }
}
