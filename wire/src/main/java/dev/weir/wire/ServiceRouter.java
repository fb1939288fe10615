package dev.weir.wire;

import dev.weir.shapes.AwsException;
import dev.weir.shapes.Operation;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.http.RequestContent;
import dev.weir.wire.protocol.Origin;
import dev.weir.wire.protocol.Route;
import dev.weir.wire.rest.UriTable;
import dev.weir.wire.sigv4.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds service, operation and protocol of a request. A service's shapes are loaded by its first one. */
public final class ServiceRouter {
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Signing names whose clients read errors in XML only. Source: AWS's service models. */
    private static final Set<String> REST_XML_NAMES = Set.of("s3", "s3express", "cloudfront", "route53");

    private final List<ServiceDescriptor> services;
    private final Map<String, ServiceDescriptor> byTarget = new HashMap<>();
    private final Map<String, LoadedService> loaded = new ConcurrentHashMap<>();
    private final int bodyLimit;

    /** @param bodyLimit bytes of a form */
    public ServiceRouter(List<ServiceDescriptor> services, int bodyLimit) {
        this.services = List.copyOf(services);
        this.bodyLimit = bodyLimit;
        for (ServiceDescriptor service : services) {
            if (!service.targetPrefix().isEmpty()) {
                byTarget.put(service.targetPrefix(), service);
            }
        }
    }

    Routing route(Exchange exchange, @Nullable Signature signature) {
        String target = exchange.headers().first("X-Amz-Target");
        if (target != null) {
            return byTarget(exchange, target);
        }
        if (exchange.headers().contains("smithy-protocol")) {
            return byRpcPath(exchange, signature);
        }
        Parameters form = form(exchange);
        if (form != null) {
            return byAction(exchange, signature, form);
        }
        return byPath(exchange, signature);
    }

    private Routing byTarget(Exchange exchange, String target) {
        String contentType = exchange.headers().first("Content-Type", "");
        Protocol protocol = contentType.contains("json-1.0") ? Protocol.AWS_JSON_1_0 : Protocol.AWS_JSON_1_1;
        int dot = target.lastIndexOf('.');
        ServiceDescriptor service = byTarget.get(dot < 0 ? target : target.substring(0, dot));
        if (service == null) {
            return refused(protocol, "", exchange, unknownService(protocol, target));
        }
        return named(load(service), target.substring(dot + 1), protocol, exchange, Parameters.NONE);
    }

    /** {@code /service/{service}/operation/{operation}}. */
    private Routing byRpcPath(Exchange exchange, @Nullable Signature signature) {
        String[] segments = exchange.path().split("/");
        int last = segments.length - 1;
        if (last < 4 || !segments[last - 1].equals("operation") || !segments[last - 3].equals("service")) {
            return refused(
                    Protocol.RPC_V2_CBOR,
                    "",
                    exchange,
                    new AwsException("UnknownOperationException", 404, "No operation at " + exchange.path()));
        }
        String name = segments[last - 2];
        ServiceDescriptor service = byTarget.get(name);
        for (ServiceDescriptor each : services) {
            boolean signed = signature != null && each.signingName().equals(signature.service());
            if (service == null && signed && each.speaks(Protocol.RPC_V2_CBOR)) {
                service = each;
            }
        }
        if (service == null || !service.speaks(Protocol.RPC_V2_CBOR)) {
            return refused(Protocol.RPC_V2_CBOR, "", exchange, unknownService(Protocol.RPC_V2_CBOR, name));
        }
        return named(load(service), segments[last], Protocol.RPC_V2_CBOR, exchange, Parameters.NONE);
    }

    /** The parameters of an awsQuery request; null where it is none. */
    private @Nullable Parameters form(Exchange exchange) {
        if (exchange.method().equals("POST")
                && exchange.headers().first("Content-Type", "").startsWith(FORM)) {
            Parameters form = Parameters.parse(RequestContent.document(exchange, bodyLimit));
            if (form.contains("Action")) {
                return form;
            }
        }
        if (exchange.rawQuery().contains("Action=")) {
            Parameters query = exchange.query();
            return query.contains("Action") ? query : null;
        }
        return null;
    }

    private Routing byAction(Exchange exchange, @Nullable Signature signature, Parameters form) {
        String action = value(form.first("Action"));
        String version = value(form.first("Version"));
        List<ServiceDescriptor> speakers = new ArrayList<>();
        for (ServiceDescriptor service : candidates(exchange, signature)) {
            if (service.speaks(Protocol.AWS_QUERY)) {
                speakers.add(service);
            }
        }
        if (speakers.isEmpty() && signature == null) {
            for (ServiceDescriptor service : services) {
                // Links in messages, such as one that confirms a subscription, name neither service nor version.
                if (service.speaks(Protocol.AWS_QUERY)
                        && (version.isEmpty() || service.version().equals(version))) {
                    speakers.add(service);
                }
            }
        }
        if (speakers.isEmpty()) {
            String name = signature == null ? action : signature.service();
            return refused(Protocol.AWS_QUERY, "", exchange, unknownService(Protocol.AWS_QUERY, name));
        }
        for (ServiceDescriptor service : speakers) {
            if (speakers.size() == 1 || load(service).operation(action) != null) {
                return named(load(service), action, Protocol.AWS_QUERY, exchange, form);
            }
        }
        return named(load(speakers.getFirst()), action, Protocol.AWS_QUERY, exchange, form);
    }

    private Routing byPath(Exchange exchange, @Nullable Signature signature) {
        HostName host = HostName.of(exchange.authority());
        List<ServiceDescriptor> candidates = new ArrayList<>();
        for (ServiceDescriptor service : candidates(exchange, signature)) {
            if (service.rest()) {
                candidates.add(service);
            }
        }
        boolean named = !candidates.isEmpty();
        if (!named && (signature == null || signature.service().isEmpty())) {
            candidates.addAll(byFirstSegment(exchange.path()));
        }
        for (ServiceDescriptor service : candidates) {
            Routing found = inTable(load(service), exchange, host);
            if (found != null) {
                return found;
            }
        }
        if (!named && signature != null && !signature.service().isEmpty()) {
            Protocol protocol = REST_XML_NAMES.contains(signature.service()) ? Protocol.REST_XML : Protocol.REST_JSON_1;
            return refused(protocol, signature.service(), exchange, unknownService(protocol, signature.service()));
        }
        if (candidates.isEmpty()) {
            return refused(Protocol.REST_XML, "s3", exchange, unknownService(Protocol.REST_XML, exchange.path()));
        }
        return noOperation(load(candidates.getFirst()).schema(), exchange);
    }

    private @Nullable Routing inTable(LoadedService service, Exchange exchange, HostName host) {
        boolean xml = service.descriptor().speaks(Protocol.REST_XML);
        String path = exchange.path();
        if (xml) {
            String bucket =
                    !host.service().equals("s3") ? HostName.bucketOfLocalhost(exchange.authority()) : host.bucket();
            path = bucket.isEmpty() ? path : "/" + bucket + path;
        }
        UriTable.Match match = service.uris().match(exchange.method(), path, exchange.query(), exchange.headers());
        return match == null
                ? null
                : new Routing.Found(new Route(
                        service.schema(),
                        match.operation(),
                        xml ? Protocol.REST_XML : Protocol.REST_JSON_1,
                        match.labels(),
                        Parameters.NONE));
    }

    private List<ServiceDescriptor> byFirstSegment(String path) {
        int end = path.indexOf('/', 1);
        String segment = path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
        List<ServiceDescriptor> found = new ArrayList<>();
        for (ServiceDescriptor service : services) {
            if (service.pathPrefixes().contains(segment)) {
                found.add(service);
            }
        }
        for (ServiceDescriptor service : services) {
            if (service.speaks(Protocol.REST_XML)) {
                found.add(service);
            }
        }
        return found;
    }

    /** Services of the signature's signing name; without one, of the host. */
    private List<ServiceDescriptor> candidates(Exchange exchange, @Nullable Signature signature) {
        List<ServiceDescriptor> found = new ArrayList<>();
        if (signature != null && !signature.service().isEmpty()) {
            String signingName = signature.service().equals("s3-object-lambda") ? "s3" : signature.service();
            for (ServiceDescriptor service : services) {
                if (service.signingName().equals(signingName)) {
                    found.add(service);
                }
            }
            return found;
        }
        String label = HostName.of(exchange.authority()).service();
        if (!label.isEmpty()) {
            for (ServiceDescriptor service : services) {
                if (service.endpointPrefix().equals(label) || service.id().equals(label)) {
                    found.add(service);
                }
            }
        }
        return found;
    }

    private Routing named(LoadedService service, String name, Protocol protocol, Exchange exchange, Parameters form) {
        Operation operation = service.operation(name);
        if (operation != null) {
            return new Routing.Found(new Route(service.schema(), operation, protocol, Map.of(), form));
        }
        AwsException error = protocol == Protocol.AWS_QUERY
                ? new AwsException(
                        "InvalidAction",
                        400,
                        "Could not find operation " + name + " for version " + value(form.first("Version")))
                : new AwsException(
                        "UnknownOperationException",
                        protocol == Protocol.RPC_V2_CBOR ? 404 : 400,
                        "The operation " + name + " is not known to "
                                + service.schema().name());
        return new Routing.Refused(protocol, Origin.of(service.schema(), exchange.method()), error);
    }

    private static Routing noOperation(ServiceSchema service, Exchange exchange) {
        Origin origin = Origin.of(service, exchange.method());
        if (service.protocols().contains(Protocol.REST_XML)) {
            return new Routing.Refused(
                    Protocol.REST_XML,
                    origin,
                    new AwsException(
                            "MethodNotAllowed", 405, "The specified method is not allowed against this resource."));
        }
        return new Routing.Refused(
                Protocol.REST_JSON_1,
                origin,
                new AwsException(
                        "UnknownOperationException",
                        404,
                        "No operation of " + service.name() + " is at " + exchange.method() + " " + exchange.path()));
    }

    private static AwsException unknownService(Protocol protocol, String name) {
        String message = "weir has no service for " + name;
        return switch (protocol) {
            case AWS_QUERY -> new AwsException("InvalidAction", 400, message);
            case RPC_V2_CBOR, REST_JSON_1 -> new AwsException("UnknownOperationException", 404, message);
            case REST_XML -> new AwsException("NotImplemented", 501, message);
            case AWS_JSON_1_0, AWS_JSON_1_1 -> new AwsException("UnknownOperationException", 400, message);
        };
    }

    private static Routing refused(Protocol protocol, String serviceId, Exchange exchange, AwsException error) {
        return new Routing.Refused(protocol, Origin.of(serviceId, exchange.method()), error);
    }

    private LoadedService load(ServiceDescriptor service) {
        LoadedService known = loaded.get(service.id());
        return known == null ? loaded.computeIfAbsent(service.id(), id -> new LoadedService(service)) : known;
    }

    private static String value(@Nullable String text) {
        return text == null ? "" : text;
    }
}
