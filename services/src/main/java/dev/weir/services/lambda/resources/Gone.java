package dev.weir.services.lambda.resources;

import dev.weir.shapes.AwsException;

/** Deleting what is gone already is fine. */
final class Gone {
    private Gone() {}

    static void tolerated(Runnable delete) {
        try {
            delete.run();
        } catch (AwsException e) {
            if (!e.code().equals("ResourceNotFoundException")) {
                throw e;
            }
        }
    }
}
