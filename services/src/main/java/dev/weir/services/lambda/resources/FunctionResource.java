package dev.weir.services.lambda.resources;

import dev.weir.api.lambda.CreateFunctionRequest;
import dev.weir.api.lambda.DeadLetterConfig;
import dev.weir.api.lambda.DeleteFunctionConcurrencyRequest;
import dev.weir.api.lambda.DeleteFunctionRequest;
import dev.weir.api.lambda.Environment;
import dev.weir.api.lambda.EphemeralStorage;
import dev.weir.api.lambda.FunctionCode;
import dev.weir.api.lambda.FunctionConfiguration;
import dev.weir.api.lambda.LambdaOperations;
import dev.weir.api.lambda.ListTagsRequest;
import dev.weir.api.lambda.LoggingConfig;
import dev.weir.api.lambda.PutFunctionConcurrencyRequest;
import dev.weir.api.lambda.SnapStart;
import dev.weir.api.lambda.TagResourceRequest;
import dev.weir.api.lambda.TracingConfig;
import dev.weir.api.lambda.UntagResourceRequest;
import dev.weir.api.lambda.UpdateFunctionCodeRequest;
import dev.weir.api.lambda.UpdateFunctionConfigurationRequest;
import dev.weir.api.lambda.VpcConfig;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.lambda.LambdaErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Lambda::Function}: {@code Ref} is its name. */
public final class FunctionResource implements ResourceType {
    private final LambdaOperations lambda;

    public FunctionResource(LambdaOperations lambda) {
        this.lambda = lambda;
    }

    @Override
    public String name() {
        return "AWS::Lambda::Function";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("FunctionName", "PackageType");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Wanted wanted = Wanted.read(request);
        String name = wanted.name() == null ? request.generatedName(64) : wanted.name();
        UpdateFunctionConfigurationRequest settings = wanted.settings();
        FunctionConfiguration created = lambda.createFunction(
                request.call(),
                CreateFunctionRequest.builder()
                        .functionName(name)
                        .packageType(wanted.packageType())
                        .architectures(wanted.architectures())
                        .code(wanted.code())
                        .tags(wanted.tags())
                        .runtime(settings.runtime())
                        .role(settings.role())
                        .handler(settings.handler())
                        .description(settings.description())
                        .timeout(settings.timeout())
                        .memorySize(settings.memorySize())
                        .vpcConfig(settings.vpcConfig())
                        .deadLetterConfig(settings.deadLetterConfig())
                        .environment(settings.environment())
                        .kmsKeyArn(settings.kmsKeyArn())
                        .tracingConfig(settings.tracingConfig())
                        .layers(settings.layers())
                        .ephemeralStorage(settings.ephemeralStorage())
                        .snapStart(settings.snapStart())
                        .loggingConfig(settings.loggingConfig())
                        .build());
        if (wanted.reserved() != null) {
            reserve(request, name, wanted.reserved());
        }
        return provisioned(name, created);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Wanted wanted = Wanted.read(request);
        UpdateFunctionConfigurationRequest settings =
                wanted.settings().toBuilder().functionName(physicalId).build();
        FunctionConfiguration updated = lambda.updateFunctionConfiguration(request.call(), withDefaults(settings));
        FunctionCode code = wanted.code();
        updated = lambda.updateFunctionCode(
                request.call(),
                UpdateFunctionCodeRequest.builder()
                        .functionName(physicalId)
                        .zipFile(code.zipFile())
                        .s3Bucket(code.s3Bucket())
                        .s3Key(code.s3Key())
                        .s3ObjectVersion(code.s3ObjectVersion())
                        .imageUri(code.imageUri())
                        .architectures(wanted.architectures())
                        .build());
        if (wanted.reserved() != null) {
            reserve(request, physicalId, wanted.reserved());
        } else if (previous.has("ReservedConcurrentExecutions")) {
            lambda.deleteFunctionConcurrency(
                    request.call(),
                    DeleteFunctionConcurrencyRequest.builder()
                            .functionName(physicalId)
                            .build());
        }
        retag(request, String.valueOf(updated.functionArn()), wanted.tags());
        return provisioned(physicalId, updated);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        Gone.tolerated(() -> lambda.deleteFunction(
                request.call(),
                DeleteFunctionRequest.builder().functionName(physicalId).build()));
    }

    private void reserve(ResourceRequest request, String name, int reserved) {
        lambda.putFunctionConcurrency(
                request.call(),
                PutFunctionConcurrencyRequest.builder()
                        .functionName(name)
                        .reservedConcurrentExecutions(reserved)
                        .build());
    }

    /** What a template no longer says goes back to its default. */
    private static UpdateFunctionConfigurationRequest withDefaults(UpdateFunctionConfigurationRequest in) {
        return in.toBuilder()
                .description(in.description() == null ? "" : in.description())
                .timeout(in.timeout() == null ? 3 : in.timeout())
                .memorySize(in.memorySize() == null ? 128 : in.memorySize())
                .environment(
                        in.environment() == null
                                ? Environment.builder().variables(Map.of()).build()
                                : in.environment())
                .layers(in.layers() == null ? List.of() : in.layers())
                .deadLetterConfig(
                        in.deadLetterConfig() == null
                                ? DeadLetterConfig.builder().build()
                                : in.deadLetterConfig())
                .build();
    }

    private void retag(ResourceRequest request, String arn, Map<String, String> wanted) {
        Map<String, String> present = lambda.listTags(
                        request.call(), ListTagsRequest.builder().resource(arn).build())
                .tags();
        List<String> gone = present == null
                ? List.of()
                : present.keySet().stream()
                        .filter(key -> !wanted.containsKey(key))
                        .toList();
        if (!gone.isEmpty()) {
            lambda.untagResource(
                    request.call(),
                    UntagResourceRequest.builder().resource(arn).tagKeys(gone).build());
        }
        if (!wanted.isEmpty()) {
            lambda.tagResource(
                    request.call(),
                    TagResourceRequest.builder().resource(arn).tags(wanted).build());
        }
    }

    private static Provisioned provisioned(String name, FunctionConfiguration function) {
        return new Provisioned(name, Map.of("Arn", StringNode.valueOf(String.valueOf(function.functionArn()))));
    }

    /** What the properties ask for. */
    private record Wanted(
            @Nullable String name,
            @Nullable String packageType,
            @Nullable List<String> architectures,
            FunctionCode code,
            Map<String, String> tags,
            @Nullable Integer reserved,
            UpdateFunctionConfigurationRequest settings) {
        static Wanted read(ResourceRequest request) {
            Properties in = request.properties();
            String runtime = in.text("Runtime");
            UpdateFunctionConfigurationRequest.Builder settings = UpdateFunctionConfigurationRequest.builder()
                    .runtime(runtime)
                    .role(in.requiredText("Role"))
                    .handler(in.text("Handler"))
                    .description(in.text("Description"))
                    .timeout(in.integer("Timeout"))
                    .memorySize(in.integer("MemorySize"))
                    .kmsKeyArn(in.text("KmsKeyArn"));
            if (in.has("Layers")) {
                settings.layers(in.texts("Layers"));
            }
            Properties environment = in.object("Environment");
            if (environment != null) {
                settings.environment(Environment.builder()
                        .variables(variables(environment.object("Variables")))
                        .build());
            }
            Properties dead = in.object("DeadLetterConfig");
            if (dead != null) {
                settings.deadLetterConfig(DeadLetterConfig.builder()
                        .targetArn(dead.text("TargetArn"))
                        .build());
            }
            Properties tracing = in.object("TracingConfig");
            if (tracing != null) {
                settings.tracingConfig(
                        TracingConfig.builder().mode(tracing.text("Mode")).build());
            }
            Properties storage = in.object("EphemeralStorage");
            if (storage != null) {
                settings.ephemeralStorage(
                        EphemeralStorage.builder().size(storage.integer("Size")).build());
            }
            Properties snapStart = in.object("SnapStart");
            if (snapStart != null) {
                settings.snapStart(
                        SnapStart.builder().applyOn(snapStart.text("ApplyOn")).build());
            }
            Properties vpc = in.object("VpcConfig");
            if (vpc != null) {
                settings.vpcConfig(VpcConfig.builder()
                        .subnetIds(vpc.texts("SubnetIds"))
                        .securityGroupIds(vpc.texts("SecurityGroupIds"))
                        .ipv6AllowedForDualStack(vpc.bool("Ipv6AllowedForDualStack"))
                        .build());
            }
            Properties logging = in.object("LoggingConfig");
            if (logging != null) {
                settings.loggingConfig(LoggingConfig.builder()
                        .logFormat(logging.text("LogFormat"))
                        .logGroup(logging.text("LogGroup"))
                        .applicationLogLevel(logging.text("ApplicationLogLevel"))
                        .systemLogLevel(logging.text("SystemLogLevel"))
                        .build());
            }
            Wanted wanted = new Wanted(
                    in.text("FunctionName"),
                    in.text("PackageType"),
                    in.has("Architectures") ? in.texts("Architectures") : null,
                    code(in.object("Code"), runtime),
                    tags(in, request.tags()),
                    in.integer("ReservedConcurrentExecutions"),
                    settings.build());
            if (in.has("RecursiveLoop") && !"Terminate".equals(in.text("RecursiveLoop"))) {
                throw LambdaErrors.unsupported("RecursiveLoop");
            }
            in.done();
            return wanted;
        }

        private static FunctionCode code(@Nullable Properties code, @Nullable String runtime) {
            if (code == null) {
                return FunctionCode.builder().build();
            }
            String inline = code.text("ZipFile");
            return FunctionCode.builder()
                    .zipFile(inline == null ? null : InlineCode.zip(inline, String.valueOf(runtime)))
                    .s3Bucket(code.text("S3Bucket"))
                    .s3Key(code.text("S3Key"))
                    .s3ObjectVersion(code.text("S3ObjectVersion"))
                    .imageUri(code.text("ImageUri"))
                    .build();
        }

        private static Map<String, String> variables(@Nullable Properties in) {
            Map<String, String> variables = new LinkedHashMap<>();
            if (in != null) {
                for (String name : in.names()) {
                    String value = in.text(name);
                    variables.put(name, value == null ? "" : value);
                }
            }
            return variables;
        }

        private static Map<String, String> tags(Properties in, Map<String, String> stack) {
            Map<String, String> tags = new LinkedHashMap<>(stack);
            for (Properties tag : in.objects("Tags")) {
                tags.put(tag.requiredText("Key"), String.valueOf(tag.text("Value")));
            }
            return tags;
        }
    }
}
