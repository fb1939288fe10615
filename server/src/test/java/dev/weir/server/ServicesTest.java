package dev.weir.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.wire.ServiceDescriptor;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ServicesTest {
    @Test
    void whatRoutingIsToldAgreesWithTheModels() throws StartException {
        try (Weir weir = Weir.start(WeirConfig.ephemeral())) {
            for (ServiceDescriptor told : weir.services().descriptors()) {
                ServiceDescriptor model = ServiceDescriptor.of(told.schema().get());
                assertEquals(model.id(), told.id());
                assertEquals(model.signingName(), told.signingName(), told.id());
                assertEquals(model.endpointPrefix(), told.endpointPrefix(), told.id());
                assertEquals(model.targetPrefix(), told.targetPrefix(), told.id());
                assertEquals(model.version(), told.version(), told.id());
                assertEquals(model.protocols(), told.protocols(), told.id());
                assertEquals(new TreeSet<>(model.pathPrefixes()), new TreeSet<>(told.pathPrefixes()), told.id());
            }
        }
    }

    @Test
    void everyServiceCanBeBuilt() throws StartException {
        try (Weir weir = Weir.start(WeirConfig.ephemeral())) {
            for (ServiceDescriptor told : weir.services().descriptors()) {
                assertEquals(
                        told.id(), weir.services().binding(told.id()).schema().id());
                assertTrue(weir.services().built(told.id()));
            }
        }
    }
}
