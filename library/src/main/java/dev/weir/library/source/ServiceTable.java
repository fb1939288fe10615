package dev.weir.library.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;

/** The services whose documentation is indexed, and the versions of the packages it comes from. */
public final class ServiceTable {
    /** The npm package with CloudFormation's types, EventBridge's events and CloudWatch's metrics. */
    public static final String SPEC = "@aws-cdk/aws-service-spec";

    /** The version of {@link #SPEC}. */
    public static final String SPEC_VERSION = "0.1.216";

    /** The Maven artifact with the endpoint tables. */
    public static final String REGIONS = "software.amazon.awssdk:regions";

    /** The version of {@link #REGIONS}. */
    public static final String REGIONS_VERSION = "2.57.8";

    /** Characters from which a name is one that is written out, such as "Simple Queue Service". */
    private static final int LONG_NAME = 12;

    private final List<Service> services;
    private final String fingerprint;

    private ServiceTable(List<Service> services, String fingerprint) {
        this.services = List.copyOf(services);
        this.fingerprint = fingerprint;
    }

    /** Reads the table that comes with the library. */
    public static ServiceTable read() {
        try (InputStream in =
                Objects.requireNonNull(ServiceTable.class.getResourceAsStream("services.tsv"), "services.tsv")) {
            byte[] bytes = in.readAllBytes();
            List<Service> services = new ArrayList<>();
            for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] field = line.split("\t", -1);
                    services.add(new Service(
                            field[0], field[1], field[2], field[3], field[4], field[5], field[6], field[7], field[8],
                            field[9]));
                }
            }
            CRC32 crc = new CRC32();
            crc.update(bytes);
            crc.update((SPEC_VERSION + REGIONS_VERSION).getBytes(StandardCharsets.UTF_8));
            return new ServiceTable(services, Long.toHexString(crc.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, in the table's order. */
    public List<Service> all() {
        return services;
    }

    /** Those that have an API, and so a package of their own. */
    public List<Service> withApi() {
        return services.stream().filter(service -> !service.npm().isEmpty()).toList();
    }

    /** The service that CloudFormation types of a namespace such as {@code AWS::SQS} belong to. */
    public Optional<Service> ofNamespace(String namespace) {
        return services.stream()
                .filter(service -> service.namespace().equals(namespace))
                .findFirst();
    }

    /** The service of a name: weir's, the SDK's, or AWS's own, in any case, with or without "Amazon" and "AWS". */
    public Optional<Service> named(String name) {
        String plain = plain(name);
        Optional<Service> exact = services.stream()
                .filter(service -> plain.equals(plain(service.id()))
                        || plain.equals(plain(service.sdkId()))
                        || plain.equals(plain(service.title()))
                        || (!service.endpoint().isEmpty() && plain.equals(plain(service.endpoint()))))
                .findFirst();
        return exact.isPresent() || plain.length() < LONG_NAME
                ? exact
                : services.stream()
                        .filter(service -> plain(service.words()).startsWith(plain))
                        .findFirst();
    }

    /** Changes with the services and with any version of what they are documented by. */
    public String fingerprint() {
        return fingerprint;
    }

    /** A name without "Amazon", "AWS", blanks and what is in brackets, for comparing. */
    public static String plain(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("\\(.*?\\)", "")
                .replaceAll("\\b(amazon|aws)\\b", "")
                .replaceAll("[^a-z0-9]", "");
    }
}
