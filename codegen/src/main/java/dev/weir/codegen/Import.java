package dev.weir.codegen;

import dev.weir.codegen.imports.C2jModel;
import dev.weir.codegen.imports.DocumentRoots;
import dev.weir.codegen.imports.SmithyNames;
import dev.weir.codegen.model.ModelFile;
import dev.weir.codegen.model.ServiceModel;
import dev.weir.codegen.model.ServiceModel.Service;
import dev.weir.codegen.model.ServiceModel.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the files under {@code models/} from artifacts that were fetched before. */
final class Import {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** weir's names of the services in scope, and their folders in botocore where those differ. */
    private static final Map<String, String> SERVICES = new TreeMap<>(Map.ofEntries(
            Map.entry("apigateway", "apigateway/2015-07-09"),
            Map.entry("apigatewayv2", "apigatewayv2/2018-11-29"),
            Map.entry("applicationautoscaling", "application-autoscaling/2016-02-06"),
            Map.entry("cloudformation", "cloudformation/2010-05-15"),
            Map.entry("dynamodb", "dynamodb/2012-08-10"),
            Map.entry("dynamodbstreams", "dynamodbstreams/2012-08-10"),
            Map.entry("events", "events/2015-10-07"),
            Map.entry("iam", "iam/2010-05-08"),
            Map.entry("kinesis", "kinesis/2013-12-02"),
            Map.entry("lambda", "lambda/2015-03-31"),
            Map.entry("logs", "logs/2014-03-28"),
            Map.entry("pipes", "pipes/2015-10-07"),
            Map.entry("s3", "s3/2006-03-01"),
            Map.entry("scheduler", "scheduler/2021-06-30"),
            Map.entry("schemas", "schemas/2019-12-02"),
            Map.entry("sns", "sns/2010-03-31"),
            Map.entry("sqs", "sqs/2012-11-05"),
            Map.entry("states", "stepfunctions/2016-11-23")));

    /** SQS's awsQuery answers carry it; no published model has it since the service moved to awsJson. */
    private static final String SQS_NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

    private final Path botocore;
    private final Path sqsSmithy;
    private final Path s3Schemas;

    /**
     * @param botocore a wheel of botocore
     * @param sqsSmithy a jar of {@code software.amazon.api.models:sqs}
     * @param s3Schemas the unpacked package {@code @aws-sdk/client-s3}
     */
    Import(Path botocore, Path sqsSmithy, Path s3Schemas) {
        this.botocore = botocore;
        this.sqsSmithy = sqsSmithy;
        this.s3Schemas = s3Schemas;
    }

    void run(Path models) throws IOException {
        Files.createDirectories(models);
        try (ZipFile wheel = new ZipFile(botocore.toFile())) {
            for (var service : SERVICES.entrySet()) {
                ServiceModel model = read(wheel, service.getKey(), service.getValue());
                if (service.getKey().equals("sqs")) {
                    model = withQuery(model);
                } else if (service.getKey().equals("s3")) {
                    model = withRoots(model);
                }
                ModelFile.write(model, models.resolve(service.getKey() + ".json"));
            }
        }
    }

    private ServiceModel read(ZipFile wheel, String id, String folder) throws IOException {
        String version = botocore.getFileName().toString().split("-")[1];
        ZipEntry entry = wheel.getEntry("botocore/data/" + folder + "/service-2.json.gz");
        Source source = new Source("pypi:botocore", version, date(entry), "operations, shapes, constraints, errors");
        try (InputStream in = new GZIPInputStream(wheel.getInputStream(entry))) {
            return C2jModel.read(id, JSON.readTree(in), source);
        }
    }

    private ServiceModel withQuery(ServiceModel model) throws IOException {
        try (ZipFile jar = new ZipFile(sqsSmithy.toFile())) {
            ZipEntry entry = jar.getEntry("META-INF/smithy/2012-11-05/sqs-2012-11-05.json");
            String version = sqsSmithy.getFileName().toString().replaceAll("^sqs-|\\.jar$", "");
            Source source = new Source(
                    "maven:software.amazon.api.models:sqs", version, date(entry), "awsQuery names and error codes");
            try (InputStream in = jar.getInputStream(entry)) {
                ServiceModel named = SmithyNames.overlay(model, JSON.readTree(in), source);
                Service service = named.service();
                Service query = new Service(
                        service.id(),
                        service.name(),
                        service.signingName(),
                        service.endpointPrefix(),
                        service.targetPrefix(),
                        service.version(),
                        SQS_NAMESPACE,
                        service.protocols(),
                        service.queryCompatible());
                return new ServiceModel(named.sources(), query, named.operations(), named.shapes());
            }
        }
    }

    private ServiceModel withRoots(ServiceModel model) throws IOException {
        JsonNode manifest = JSON.readTree(Files.readString(s3Schemas.resolve("package.json")));
        String schemas = Files.readString(s3Schemas.resolve("dist-es/schemas/schemas_0.js"), StandardCharsets.UTF_8);
        Source source = new Source(
                "npm:@aws-sdk/client-s3", manifest.path("version").asString(), "", "root elements of XML answers");
        ServiceModel rooted = DocumentRoots.overlay(model, schemas, source);
        Service service = rooted.service();
        Service named = new Service(
                service.id(),
                service.name(),
                service.signingName(),
                service.endpointPrefix(),
                service.targetPrefix(),
                service.version(),
                "http://s3.amazonaws.com/doc/2006-03-01/",
                List.copyOf(service.protocols()),
                service.queryCompatible());
        return new ServiceModel(rooted.sources(), named, rooted.operations(), rooted.shapes());
    }

    /** Only the day: entries of zip files have no time zone. */
    private static String date(ZipEntry entry) {
        return entry.getTimeLocal().toLocalDate().toString();
    }
}
