package dev.weir.tests.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.kernel.journal.Cause;
import dev.weir.server.FabricRegistry;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.DispatchListener;
import dev.weir.wire.Dispatcher;
import dev.weir.wire.ServiceDescriptor;
import dev.weir.wire.ServiceRouter;
import dev.weir.wire.http.MemoryExchange;
import dev.weir.wire.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sends the plainest request for every operation of every service, in every protocol that the service speaks. */
class EveryOperationTest {
    private static final List<String> MISROUTED = new ArrayList<>();
    private static final List<String> SILENT = new ArrayList<>();
    private static final List<String> DEFECTS = new ArrayList<>();
    private static int walked;
    private static int refused;

    /** What became of one request. */
    private static final class Watch implements DispatchListener {
        private String reached = "";
        private @Nullable AwsException error;
        private @Nullable Throwable defect;

        @Override
        public void answered(ServiceSchema service, Operation operation, Call call, @Nullable AwsException error) {
            this.reached = service.id() + ":" + operation.name();
            this.error = error;
        }

        @Override
        public void refused(String requestId, AwsException error) {
            this.error = error;
        }

        @Override
        public void failed(String requestId, String what, Throwable cause) {
            this.defect = cause;
        }
    }

    @BeforeAll
    static void walk() throws Exception {
        try (WeirServer weir = WeirServer.start()) {
            FabricRegistry services = weir.weir().services();
            ServiceRouter router = new ServiceRouter(services.descriptors(), Limits.DEFAULT.body());
            for (ServiceDescriptor descriptor : services.descriptors()) {
                ServiceSchema schema = descriptor.schema().get();
                for (Operation operation : schema.operations()) {
                    for (Protocol protocol : schema.protocols()) {
                        Watch watch = new Watch();
                        Dispatcher dispatcher = new Dispatcher(
                                router,
                                services::binding,
                                weir.kernel().ids(),
                                exchange -> Cause.NONE,
                                watch,
                                Limits.DEFAULT,
                                weir.kernel().clock());
                        MemoryExchange exchange = PlainRequest.of(schema, operation, protocol);
                        weir.kernel().tasks().enter("walk", "", () -> {
                            dispatcher.handle(exchange);
                            return "";
                        });
                        boolean done = services.binding(schema.id()).implemented(operation);
                        note(schema.id() + ":" + operation.name(), protocol, done, exchange, watch);
                    }
                }
            }
        }
    }

    private static void note(String operation, Protocol protocol, boolean done, MemoryExchange exchange, Watch watch) {
        walked++;
        String where = operation + " in " + protocol;
        AwsException error = watch.error;
        if (!watch.reached.equals(operation)) {
            MISROUTED.add(where + " came to " + watch.reached + (error == null ? "" : error.getMessage()));
        }
        if (watch.defect != null) {
            DEFECTS.add(where + ": " + watch.defect);
        }
        String refusal = "weir does not implement " + operation + ".";
        boolean named = error != null && refusal.equals(error.getMessage());
        if (!done) {
            refused++;
            // An answer to HEAD has no body to name anything in.
            if (!named
                    || exchange.status() != 501
                    || !exchange.method().equals("HEAD")
                            && !exchange.answerText().contains(refusal)) {
                SILENT.add(where + ": " + exchange.status() + " " + exchange.answerText());
            }
        } else if (named) {
            SILENT.add(where + " is done and refused");
        }
    }

    @Test
    void theWalkIsNotEmpty() {
        assertTrue(walked > 500 && refused > 100, walked + " requests, " + refused + " of them refused");
    }

    @Test
    void everyRequestReachesItsOperation() {
        assertEquals(List.of(), MISROUTED);
    }

    @Test
    void whatIsNotDoneIsRefusedByName() {
        assertEquals(List.of(), SILENT);
    }

    @Test
    void noEmptyRequestMeetsADefect() {
        assertEquals(List.of(), DEFECTS);
    }
}
