package dev.weir.codegen.generate;

import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what a service has once: its schemas, its interface and its binding.
 *
 * <p>Switches over all operations return from each case: were they expressions, the JVM would load the class of every
 * request or result to verify that it fits their type.
 */
final class ServiceSource {
    private final ServiceTypes types;
    private final ServiceModel.Service service;
    private final Map<String, Operation> operations;
    private final String prefix;

    ServiceSource(ServiceTypes types) {
        this.types = types;
        this.service = types.model().service();
        this.operations = types.model().operations();
        this.prefix = Names.service(service.id());
    }

    String packageInfo() {
        return """
                /** Types of AWS's %s, API version %s. */
                @NullMarked
                package dev.weir.api.%s;

                import org.jspecify.annotations.NullMarked;
                """.formatted(service.name(), service.version(), service.id());
    }

    String api() {
        return """
                package dev.weir.api.%s;

                import dev.weir.shapes.Protocol;
                import dev.weir.shapes.Schemas;
                import dev.weir.shapes.ServiceSchema;
                import dev.weir.shapes.Shape;
                import dev.weir.shapes.ShapeReader;
                import java.util.List;

                /** AWS's %s as its model describes it. */
                public final class %sApi {
                    static final Schemas TYPES = new Schemas(
                %s);

                    public static final ServiceSchema SCHEMA = new ServiceSchema(%s, List.of(%s), %s, TYPES.operations(
                %s,
                            new Requests()));

                    private %sApi() {}

                    private static final class Requests implements Schemas.Requests {
                        @Override
                        public Shape read(int operation, ShapeReader r) {
                            switch (operation) {
                %s                default: throw new IllegalArgumentException();
                            }
                        }
                    }
                }
                """.formatted(
                service.id(),
                service.name(),
                prefix,
                types.chunks().stream().map(ServiceSource::lines).collect(Collectors.joining(",\n")),
                Stream.of(
                                service.id(),
                                service.name(),
                                service.signingName(),
                                service.endpointPrefix(),
                                service.targetPrefix(),
                                service.version(),
                                service.xmlNamespace())
                        .map(Names::literal)
                        .collect(Collectors.joining(", ")),
                service.protocols().stream().map(ServiceSource::protocol).collect(Collectors.joining(", ")),
                service.queryCompatible(),
                lines(operations.keySet().stream().map(this::operation).collect(Collectors.joining("\n"))),
                prefix,
                indexed(
                        (index, name) -> "                case " + index + ": return "
                                + types.className(types.input(name)) + ".read(r);\n",
                        ""));
    }

    /** A text as one constant, with a line of source for each of its lines or shapes. */
    private static String lines(String text) {
        return Stream.of(text.split("(?<=[\n\f])(?=[^\t]*\t)"))
                .map(Names::literal)
                .collect(Collectors.joining("\n                + ", "                ", ""));
    }

    private interface Line {
        String of(int index, String operation);
    }

    private String indexed(Line line, String separator) {
        StringBuilder out = new StringBuilder();
        int index = 0;
        for (String name : operations.keySet()) {
            out.append(index == 0 ? "" : separator).append(line.of(index, name));
            index++;
        }
        return out.toString();
    }

    private String operation(String name) {
        Operation operation = Objects.requireNonNull(operations.get(name));
        List<String> fields = new ArrayList<>(List.of(
                name,
                operation.method(),
                operation.uri(),
                String.valueOf(operation.status()),
                String.valueOf(types.number(types.input(name))),
                String.valueOf(types.number(types.output(name))),
                operation.hostPrefix()));
        fields.addAll(operation.errors());
        return String.join("\t", fields);
    }

    private static String protocol(String name) {
        return "Protocol."
                + switch (name) {
                    case "awsJson1_0" -> "AWS_JSON_1_0";
                    case "awsJson1_1" -> "AWS_JSON_1_1";
                    case "awsQuery" -> "AWS_QUERY";
                    case "restJson1" -> "REST_JSON_1";
                    case "restXml" -> "REST_XML";
                    case "rpcv2Cbor" -> "RPC_V2_CBOR";
                    default -> throw new IllegalArgumentException(name);
                };
    }

    String operationsInterface() {
        return """
                package dev.weir.api.%s;

                import dev.weir.shapes.AwsException;
                import dev.weir.shapes.Call;

                /** The operations of AWS's %s. Those that are not overridden refuse by name. */
                public interface %sOperations {
                %s}
                """.formatted(
                        service.id(),
                        service.name(),
                        prefix,
                        indexed(
                                (index, name) -> """
                                            default %s %s(Call call, %s input) {
                                                throw AwsException.notImplemented("%s", "%s");
                                            }
                                        """.formatted(
                                                types.className(types.output(name)),
                                                Names.method(name),
                                                types.className(types.input(name)),
                                                service.id(),
                                                name),
                                "\n"));
    }

    String binding() {
        return """
                package dev.weir.api.%s;

                import dev.weir.shapes.Call;
                import dev.weir.shapes.Operation;
                import dev.weir.shapes.ServiceBinding;
                import dev.weir.shapes.ServiceSchema;
                import dev.weir.shapes.Shape;
                import java.lang.reflect.Method;
                import java.util.Set;
                import java.util.stream.Collectors;
                import java.util.stream.Stream;
                import org.jspecify.annotations.Nullable;

                /** Calls the operations of a {@link %sOperations}. */
                public final class %sBinding implements ServiceBinding {
                    private final %sOperations service;
                    private volatile @Nullable Set<String> overridden;

                    public %sBinding(%sOperations service) {
                        this.service = service;
                    }

                    @Override
                    public ServiceSchema schema() {
                        return %sApi.SCHEMA;
                    }

                    @Override
                    public boolean implemented(Operation operation) {
                        Set<String> known = overridden;
                        if (known == null) {
                            known = Stream.of(service.getClass().getMethods())
                                    .filter(method -> !method.getDeclaringClass().isInterface())
                                    .map(Method::getName)
                                    .collect(Collectors.toUnmodifiableSet());
                            overridden = known;
                        }
                        return known.contains(method(operation.index()));
                    }

                    private static String method(int index) {
                        return switch (index) {
                %s            default -> throw new IllegalArgumentException();
                        };
                    }

                    @Override
                    public Shape call(Operation operation, Call call, Shape input) {
                        switch (operation.index()) {
                %s            default: throw new IllegalArgumentException(operation.name());
                        }
                    }
                }
                """.formatted(
                service.id(),
                prefix,
                prefix,
                prefix,
                prefix,
                prefix,
                prefix,
                indexed((index, name) -> "            case " + index + " -> \"" + Names.method(name) + "\";\n", ""),
                indexed(
                        (index, name) -> "            case " + index + ": return service." + Names.method(name)
                                + "(call, (" + types.className(types.input(name)) + ") input);\n",
                        ""));
    }
}
