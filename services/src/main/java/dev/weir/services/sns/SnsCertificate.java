package dev.weir.services.sns;

import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.http.HttpRequest;
import dev.weir.fabric.http.HttpResponse;
import dev.weir.services.sns.state.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves the certificate that messages name as theirs. */
final class SnsCertificate implements DataPlane {
    private static final String PREFIX = "/SimpleNotificationService-";

    private final SigningKey key;

    SnsCertificate(SigningKey key) {
        this.key = key;
    }

    @Override
    public boolean serves(String host, String path) {
        return path.startsWith(PREFIX) && path.endsWith(".pem");
    }

    @Override
    public Optional<HttpResponse> handle(HttpRequest request) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        return Optional.of(new HttpResponse(
                200,
                Map.of("content-type", List.of("application/x-pem-file")),
                key.certificate().getBytes(StandardCharsets.UTF_8)));
    }
}
