package dev.weir.services.apigateway.v2.operations;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.shapes.Call;

/** Writes accepted changes of APIs to the journal. */
public record Journaling(Kernel kernel) {
    /** @param operation such as {@code CreateApi} */
    public void accepted(Call call, String operation, String apiId, String subject) {
        Cause unused = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "apigateway." + operation,
                        "",
                        arn(call.scope(), apiId),
                        subject,
                        Outcome.ACCEPTED,
                        "");
    }

    /** The ARN by which API Gateway names an HTTP API. */
    public static String arn(Scope scope, String apiId) {
        return "arn:aws:apigateway:" + scope.region() + "::/apis/" + apiId;
    }
}
