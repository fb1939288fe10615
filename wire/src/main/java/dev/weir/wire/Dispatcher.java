package dev.weir.wire;

import dev.weir.kernel.Scope;
import dev.weir.kernel.ids.Ids;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.time.Clock;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceBinding;
import dev.weir.shapes.Shape;
import dev.weir.wire.cbor.CborProtocol;
import dev.weir.wire.http.Answer;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.json.AwsJsonProtocol;
import dev.weir.wire.protocol.Limits;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.protocol.WireProtocol;
import dev.weir.wire.query.AwsQueryProtocol;
import dev.weir.wire.rest.RestJsonProtocol;
import dev.weir.wire.rest.RestXmlProtocol;
import dev.weir.wire.sigv4.Presigned;
import dev.weir.wire.sigv4.Signature;
import dev.weir.wire.validation.Validation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers AWS requests: finds the operation, reads and checks the request, calls the service, writes what it says. */
public final class Dispatcher {
    private static final String UNKNOWN_FAILURE =
            "The request processing has failed because of an unknown error, exception or failure.";

    private final ServiceRouter router;
    private final Function<String, ServiceBinding> services;
    private final Ids ids;
    private final Function<Exchange, Cause> causes;
    private final DispatchListener listener;
    private final Limits limits;
    private final Clock clock;

    private final WireProtocol json10 = new AwsJsonProtocol("1.0");
    private final WireProtocol json11 = new AwsJsonProtocol("1.1");
    private final WireProtocol query = new AwsQueryProtocol();
    private final WireProtocol restJson = new RestJsonProtocol();
    private final WireProtocol restXml = new RestXmlProtocol();
    private final WireProtocol cbor = new CborProtocol(true);
    private final WireProtocol olderCbor = new CborProtocol(false);

    /**
     * @param services by weir's id; called on every request, so what it builds it keeps
     * @param causes what led to a request: the invocation, where a function made it
     * @param clock decides whether a presigned URL still holds
     */
    public Dispatcher(
            ServiceRouter router,
            Function<String, ServiceBinding> services,
            Ids ids,
            Function<Exchange, Cause> causes,
            DispatchListener listener,
            Limits limits,
            Clock clock) {
        this.router = router;
        this.services = services;
        this.ids = ids;
        this.causes = causes;
        this.listener = listener;
        this.limits = limits;
        this.clock = clock;
    }

    /** Answers the request; whatever goes wrong is answered too. */
    public void handle(Exchange exchange) {
        String requestId = ids.uuid();
        Answer answer;
        try {
            Signature signature = Signature.of(exchange);
            answer = switch (router.route(exchange, signature)) {
                case Routing.Found found -> answer(found.route(), exchange, signature, requestId);
                case Routing.Refused refused -> {
                    listener.refused(requestId, refused.error());
                    yield protocol(refused.protocol(), exchange).error(refused.origin(), refused.error(), requestId);
                }
            };
        } catch (AwsException e) {
            listener.refused(requestId, e);
            answer = protocol(guess(exchange), exchange).error(Origin.of("", exchange.method()), e, requestId);
        } catch (RuntimeException e) {
            listener.failed(requestId, exchange.method() + " " + exchange.path(), e);
            answer = protocol(guess(exchange), exchange)
                    .error(Origin.of("", exchange.method()), internalFailure(), requestId);
        }
        answer.send(exchange);
    }

    private Answer answer(Route route, Exchange exchange, @Nullable Signature signature, String requestId) {
        WireProtocol protocol = protocol(route.protocol(), exchange);
        Call call = call(exchange, signature, requestId);
        AwsException error;
        try {
            ServiceBinding service = services.apply(route.service().id());
            if (!service.implemented(route.operation())) {
                throw AwsException.notImplemented(
                        route.service().id(), route.operation().name());
            }
            if (signature != null && signature.presigned() && route.protocol() == Protocol.REST_XML) {
                Presigned.check(exchange, clock);
            }
            Shape input = protocol.read(route, exchange, limits);
            Validation.check(route.dialect(), route.operation(), input);
            Shape output = service.call(route.operation(), call, input);
            Answer answer = protocol.result(route, output, requestId);
            listener.answered(route.service(), route.operation(), call, null);
            return answer;
        } catch (AwsException e) {
            error = e;
        } catch (RuntimeException e) {
            listener.failed(
                    requestId, route.service().id() + " " + route.operation().name(), e);
            error = internalFailure();
        }
        listener.answered(route.service(), route.operation(), call, error);
        return protocol.error(Origin.of(route.service(), exchange.method()), error, requestId);
    }

    private Call call(Exchange exchange, @Nullable Signature signature, String requestId) {
        String host = HostName.of(exchange.authority()).region();
        String region = host.isEmpty() ? Scope.DEFAULT_REGION : host;
        Scope scope = signature == null
                ? new Scope(Scope.DEFAULT_ACCOUNT, region)
                : new Scope(signature.account(), signature.region().isEmpty() ? region : signature.region());
        String accessKeyId = signature == null ? "" : signature.accessKeyId();
        return new Call(
                scope, requestId, exchange.authority(), accessKeyId, causes.apply(exchange), exchange.remoteAddress());
    }

    private WireProtocol protocol(Protocol protocol, Exchange exchange) {
        return switch (protocol) {
            case AWS_JSON_1_0 -> json10;
            case AWS_JSON_1_1 ->
                exchange.headers().first("Content-Type", "").startsWith("application/x-amz-cbor") ? olderCbor : json11;
            case AWS_QUERY -> query;
            case REST_JSON_1 -> restJson;
            case REST_XML -> restXml;
            case RPC_V2_CBOR -> cbor;
        };
    }

    /** The protocol of a request that could not be routed. */
    private static Protocol guess(Exchange exchange) {
        if (exchange.headers().contains("X-Amz-Target")) {
            return Protocol.AWS_JSON_1_1;
        }
        if (exchange.headers().contains("smithy-protocol")) {
            return Protocol.RPC_V2_CBOR;
        }
        String contentType = exchange.headers().first("Content-Type", "");
        return contentType.startsWith("application/x-www-form-urlencoded") ? Protocol.AWS_QUERY : Protocol.REST_JSON_1;
    }

    private static AwsException internalFailure() {
        return new AwsException("InternalFailure", 500, UNKNOWN_FAILURE);
    }
}
