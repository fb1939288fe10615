package dev.weir.server;

import dev.weir.api.apigateway.ApiGatewayApi;
import dev.weir.api.apigatewayv2.ApiGatewayV2Api;
import dev.weir.api.applicationautoscaling.ApplicationautoscalingApi;
import dev.weir.api.cloudformation.CloudFormationApi;
import dev.weir.api.dynamodb.DynamoDbApi;
import dev.weir.api.dynamodbstreams.DynamoDbStreamsApi;
import dev.weir.api.events.EventBridgeApi;
import dev.weir.api.iam.IamApi;
import dev.weir.api.kinesis.KinesisApi;
import dev.weir.api.lambda.LambdaApi;
import dev.weir.api.logs.LogsApi;
import dev.weir.api.pipes.PipesApi;
import dev.weir.api.s3.S3Api;
import dev.weir.api.scheduler.SchedulerApi;
import dev.weir.api.schemas.SchemasApi;
import dev.weir.api.sns.SnsApi;
import dev.weir.api.sqs.SqsApi;
import dev.weir.api.states.StatesApi;
import dev.weir.api.sts.StsApi;
import dev.weir.deploy.cloudformation.CloudFormationService;
import dev.weir.fabric.Service;
import dev.weir.functions.Functions;
import dev.weir.functions.Settings;
import dev.weir.kernel.Kernel;
import dev.weir.server.FabricRegistry.Registration;
import dev.weir.services.apigateway.rest.ApiGatewayService;
import dev.weir.services.apigateway.v2.ApiGatewayV2Service;
import dev.weir.services.applicationautoscaling.ApplicationAutoScalingService;
import dev.weir.services.dynamodb.DynamoDbService;
import dev.weir.services.dynamodb.DynamoDbStreamsService;
import dev.weir.services.events.EventsService;
import dev.weir.services.iam.IamService;
import dev.weir.services.kinesis.KinesisService;
import dev.weir.services.lambda.FabricLog;
import dev.weir.services.lambda.LambdaService;
import dev.weir.services.logs.LogsService;
import dev.weir.services.pipes.PipesService;
import dev.weir.services.s3.S3Service;
import dev.weir.services.scheduler.SchedulerService;
import dev.weir.services.schemas.SchemasService;
import dev.weir.services.sns.SnsService;
import dev.weir.services.sqs.SqsService;
import dev.weir.services.states.StatesService;
import dev.weir.services.sts.StsService;
import dev.weir.shapes.Protocol;
import dev.weir.shapes.ServiceSchema;
import dev.weir.wire.ServiceDescriptor;
import java.util.List;
import java.util.function.Supplier;

/**
 * The one place that knows every service: what routing needs before a service's first request, and how it is built.
 * The facts for routing stand here so that a start reads no service's model; a test compares them with the models.
 */
final class Services {
    private final FabricRegistry registry;

    private Services(FabricRegistry registry) {
        this.registry = registry;
    }

    /** Registers all services, in alphabetical order; none is built by that. */
    static void register(FabricRegistry registry, Wiring wiring) {
        Services services = new Services(registry);
        Kernel kernel = wiring.kernel();
        services.rest(
                        "apigateway",
                        "apigateway",
                        "2015-07-09",
                        () -> ApiGatewayApi.SCHEMA,
                        Protocol.REST_JSON_1,
                        "account",
                        "apikeys",
                        "clientcertificates",
                        "domainnameaccessassociations",
                        "domainnames",
                        "rejectdomainnameaccessassociations",
                        "restapis",
                        "sdktypes",
                        "tags",
                        "usageplans",
                        "vpclinks")
                .at("apigateway", "execute-api")
                .types("AWS::ApiGateway::")
                .plane()
                .by(() -> new ApiGatewayService(kernel, wiring.fabric()));
        // Its plane answers for APIs that nobody has, so it comes after that of REST APIs.
        services.rest(
                        "apigatewayv2",
                        "apigateway",
                        "2018-11-29",
                        () -> ApiGatewayV2Api.SCHEMA,
                        Protocol.REST_JSON_1,
                        "v2")
                .types("AWS::ApiGatewayV2::")
                .plane()
                .by(() -> new ApiGatewayV2Service(kernel, wiring.fabric(), wiring.http()));
        services.line(new ServiceDescriptor(
                        "applicationautoscaling",
                        "application-autoscaling",
                        "application-autoscaling",
                        "AnyScaleFrontendService",
                        "2016-02-06",
                        List.of(Protocol.AWS_JSON_1_1),
                        List.of(),
                        () -> ApplicationautoscalingApi.SCHEMA))
                .at("application-autoscaling")
                .types("AWS::ApplicationAutoScaling::")
                .by(() -> new ApplicationAutoScalingService(kernel, wiring.fabric()));
        services.query("cloudformation", "2010-05-15", () -> CloudFormationApi.SCHEMA)
                .at("cloudformation")
                .keys("cloudformation", "cloudformation-busy")
                .types("AWS::CloudFormation::")
                .plane()
                .by(() -> new CloudFormationService(
                        wiring.kernel(), registry, registry::resourceType, wiring::authority));
        services.json("dynamodb", "DynamoDB_20120810", "2012-08-10", () -> DynamoDbApi.SCHEMA, Protocol.AWS_JSON_1_0)
                .at("dynamodb")
                .types("AWS::DynamoDB::")
                .by(() -> new DynamoDbService(kernel, wiring.fabric(), wiring.deliveries(), wiring.throttling()));
        services.line(new ServiceDescriptor(
                        "dynamodbstreams",
                        "dynamodb",
                        "streams.dynamodb",
                        "DynamoDBStreams_20120810",
                        "2012-08-10",
                        List.of(Protocol.AWS_JSON_1_0),
                        List.of(),
                        () -> DynamoDbStreamsApi.SCHEMA))
                .by(() -> new DynamoDbStreamsService(kernel, wiring.deliveries()));
        services.json("events", "AWSEvents", "2015-10-07", () -> EventBridgeApi.SCHEMA, Protocol.AWS_JSON_1_1)
                .at("events")
                .types("AWS::Events::")
                .by(() -> new EventsService(kernel, wiring.fabric(), wiring.deliveries(), wiring.http()));
        services.query("iam", "2010-05-08", () -> IamApi.SCHEMA)
                .at("iam")
                .types("AWS::IAM::")
                .by(() -> new IamService(kernel));
        services.json("kinesis", "Kinesis_20131202", "2013-12-02", () -> KinesisApi.SCHEMA, Protocol.AWS_JSON_1_1)
                .at("kinesis")
                .types("AWS::Kinesis::")
                .by(() -> new KinesisService(kernel, wiring.throttling()));
        services.rest(
                        "lambda",
                        "lambda",
                        "2015-03-31",
                        () -> LambdaApi.SCHEMA,
                        Protocol.REST_JSON_1,
                        "2014-11-13",
                        "2015-03-31",
                        "2016-08-19",
                        "2017-03-31",
                        "2017-10-31",
                        "2018-10-31",
                        "2019-09-25",
                        "2019-09-30",
                        "2020-04-22",
                        "2020-06-30",
                        "2021-07-20",
                        "2021-10-31",
                        "2021-11-15",
                        "2024-08-31",
                        "2025-11-30",
                        "2025-12-01",
                        "2026-07-09")
                .at("lambda")
                .types("AWS::Lambda::")
                .plane()
                .by(() -> lambda(wiring));
        services.json("logs", "Logs_20140328", "2014-03-28", () -> LogsApi.SCHEMA, Protocol.AWS_JSON_1_1)
                .at("logs")
                .types("AWS::Logs::")
                .by(() -> new LogsService(kernel));
        services.rest("pipes", "pipes", "2015-10-07", () -> PipesApi.SCHEMA, Protocol.REST_JSON_1, "tags", "v1")
                .at("pipes")
                .types("AWS::Pipes::")
                .by(() -> new PipesService(kernel, wiring.fabric(), wiring.calls(), wiring.deliveries()));
        services.rest("s3", "s3", "2006-03-01", () -> S3Api.SCHEMA, Protocol.REST_XML)
                .at("s3")
                .types("AWS::S3::")
                .by(() -> new S3Service(kernel, wiring.fabric(), wiring.deliveries()));
        services.rest(
                        "scheduler",
                        "scheduler",
                        "2021-06-30",
                        () -> SchedulerApi.SCHEMA,
                        Protocol.REST_JSON_1,
                        "schedule-groups",
                        "schedules",
                        "tags")
                .at("scheduler")
                .keys("scheduler", "scheduler.execution")
                .types("AWS::Scheduler::")
                .by(() -> new SchedulerService(kernel, wiring.fabric(), wiring.calls()));
        services.rest("schemas", "schemas", "2019-12-02", () -> SchemasApi.SCHEMA, Protocol.REST_JSON_1, "tags", "v1")
                .at("schemas")
                .types("AWS::EventSchemas::")
                .by(() -> new SchemasService(kernel, wiring.fabric()));
        services.query("sns", "2010-03-31", () -> SnsApi.SCHEMA)
                .at("sns")
                .types("AWS::SNS::")
                .plane()
                .by(() -> new SnsService(kernel, wiring.fabric(), wiring.deliveries(), wiring.http()));
        services.json("sqs", "AmazonSQS", "2012-11-05", () -> SqsApi.SCHEMA, Protocol.AWS_JSON_1_0, Protocol.AWS_QUERY)
                .at("sqs")
                .types("AWS::SQS::")
                .by(() -> new SqsService(kernel));
        services.json("states", "AWSStepFunctions", "2016-11-23", () -> StatesApi.SCHEMA, Protocol.AWS_JSON_1_0)
                .at("states")
                .keys("states", "states.running")
                .types("AWS::StepFunctions::")
                .by(() -> new StatesService(
                        kernel, wiring.fabric(), wiring.calls(), wiring.deliveries(), wiring.http(), wiring.mocks()));
        services.query("sts", "2011-06-15", () -> StsApi.SCHEMA).at("sts").by(() -> new StsService(kernel));
    }

    private static LambdaService lambda(Wiring wiring) {
        Functions functions = new Functions(
                wiring.kernel(),
                new Settings(
                        FunctionFolders.of(wiring.cache(), wiring.endpoint().port()),
                        wiring.cache(),
                        wiring.data(),
                        () -> "http://127.0.0.1:" + wiring.endpoint().port()),
                new RuntimePorts(wiring.server()),
                new FabricLog(wiring.fabric()));
        wiring.callers().ask(functions::cause);
        return new LambdaService(wiring.kernel(), wiring.fabric(), wiring.deliveries(), functions);
    }

    /** A service that shares its signing name with another. */
    private Line line(ServiceDescriptor descriptor) {
        return new Line(descriptor);
    }

    /** A service whose operations are named by a header; its signing name and host are its id. */
    private Line json(
            String id, String targetPrefix, String version, Supplier<ServiceSchema> schema, Protocol... protocols) {
        return new Line(
                new ServiceDescriptor(id, id, id, targetPrefix, version, List.of(protocols), List.of(), schema));
    }

    /** A service whose operations are named by a form field; its signing name and host are its id. */
    private Line query(String id, String version, Supplier<ServiceSchema> schema) {
        return new Line(new ServiceDescriptor(id, id, id, "", version, List.of(Protocol.AWS_QUERY), List.of(), schema));
    }

    /** A service whose operations are told by their paths, of which {@code paths} are the first segments. */
    private Line rest(
            String id,
            String signingName,
            String version,
            Supplier<ServiceSchema> schema,
            Protocol protocol,
            String... paths) {
        return new Line(new ServiceDescriptor(
                id, signingName, signingName, "", version, List.of(protocol), List.of(paths), schema));
    }

    /** One service, on its way to the registry. */
    private final class Line {
        private final ServiceDescriptor wire;
        private List<String> arns = List.of();
        private List<String> types = List.of();
        private List<String> spaces;
        private boolean dataPlane;

        Line(ServiceDescriptor wire) {
            this.wire = wire;
            this.spaces = List.of(wire.id());
        }

        /** What it is called in ARNs. */
        Line at(String... names) {
            arns = List.of(names);
            return this;
        }

        /** How names of its CloudFormation resource types begin. */
        Line types(String... prefixes) {
            types = List.of(prefixes);
            return this;
        }

        /** The first parts of its keys in the store, where they are not its id. */
        Line keys(String... names) {
            spaces = List.of(names);
            return this;
        }

        /** It serves plain HTTP beside its API. */
        Line plane() {
            dataPlane = true;
            return this;
        }

        void by(Supplier<? extends Service> factory) {
            registry.register(new Registration(wire, arns, spaces, types, dataPlane, factory));
        }
    }
}
