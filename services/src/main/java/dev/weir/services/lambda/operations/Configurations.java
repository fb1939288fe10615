package dev.weir.services.lambda.operations;

import dev.weir.api.lambda.CreateFunctionRequest;
import dev.weir.api.lambda.Environment;
import dev.weir.api.lambda.EnvironmentResponse;
import dev.weir.api.lambda.EphemeralStorage;
import dev.weir.api.lambda.FunctionConfiguration;
import dev.weir.api.lambda.Layer;
import dev.weir.api.lambda.LoggingConfig;
import dev.weir.api.lambda.SnapStart;
import dev.weir.api.lambda.SnapStartResponse;
import dev.weir.api.lambda.TracingConfigResponse;
import dev.weir.api.lambda.UpdateFunctionConfigurationRequest;
import dev.weir.api.lambda.VpcConfig;
import dev.weir.api.lambda.VpcConfigResponse;
import dev.weir.functions.UnavailableRuntimeException;
import dev.weir.kernel.Arn;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.lambda.LambdaErrors;
import dev.weir.services.lambda.state.Json;
import dev.weir.services.lambda.state.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Configurations of functions, made and changed as requests ask, with AWS's defaults. */
final class Configurations {
    private static final int MAX_VARIABLES = 4096;
    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_DEFAULT_REGION",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_LAMBDA_RUNTIME_API",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR");

    private Configurations() {}

    static FunctionConfiguration create(
            Context context, ReadTx tx, CreateFunctionRequest in, String name, String arn, CodeInput code) {
        refuse(in);
        if (in.runtime() == null || in.handler() == null) {
            throw LambdaErrors.invalid(
                    "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        }
        requireRuntime(context, in.runtime());
        return FunctionConfiguration.builder()
                .functionName(name)
                .functionArn(arn)
                .runtime(in.runtime())
                .role(in.role())
                .handler(in.handler())
                .codeSize((long) code.bytes().length)
                .codeSha256(code.base64())
                .description(in.description() == null ? "" : in.description())
                .timeout(in.timeout() == null ? 3 : in.timeout())
                .memorySize(in.memorySize() == null ? 128 : in.memorySize())
                .lastModified(context.timestamp())
                .version("$LATEST")
                .vpcConfig(vpc(in.vpcConfig()))
                .deadLetterConfig(in.deadLetterConfig())
                .environment(environment(in.environment()))
                .kmsKeyArn(in.kmsKeyArn())
                .tracingConfig(TracingConfigResponse.builder()
                        .mode(
                                in.tracingConfig() == null || in.tracingConfig().mode() == null
                                        ? "PassThrough"
                                        : in.tracingConfig().mode())
                        .build())
                .revisionId(context.kernel().ids().uuid())
                .layers(layers(tx, in.layers()))
                .state("Active")
                .lastUpdateStatus("Successful")
                .packageType("Zip")
                .architectures(in.architectures() == null ? List.of("x86_64") : in.architectures())
                .ephemeralStorage(
                        in.ephemeralStorage() == null
                                ? EphemeralStorage.builder().size(512).build()
                                : in.ephemeralStorage())
                .snapStart(snapStart(in.snapStart()))
                .loggingConfig(logging(in.loggingConfig(), name))
                .build();
    }

    static FunctionConfiguration update(
            Context context, ReadTx tx, FunctionConfiguration now, UpdateFunctionConfigurationRequest in) {
        if (in.fileSystemConfigs() != null && !in.fileSystemConfigs().isEmpty()) {
            throw LambdaErrors.unsupported("FileSystemConfigs");
        }
        if (in.imageConfig() != null) {
            throw LambdaErrors.unsupported("container images (ImageConfig)");
        }
        if (in.capacityProviderConfig() != null) {
            throw LambdaErrors.unsupported("CapacityProviderConfig");
        }
        if (in.durableConfig() != null) {
            throw LambdaErrors.unsupported("DurableConfig");
        }
        FunctionConfiguration.Builder fresh = now.toBuilder();
        if (in.runtime() != null) {
            requireRuntime(context, in.runtime());
            fresh.runtime(in.runtime());
        }
        if (in.role() != null) {
            fresh.role(in.role());
        }
        if (in.handler() != null) {
            fresh.handler(in.handler());
        }
        if (in.description() != null) {
            fresh.description(in.description());
        }
        if (in.timeout() != null) {
            fresh.timeout(in.timeout());
        }
        if (in.memorySize() != null) {
            fresh.memorySize(in.memorySize());
        }
        if (in.vpcConfig() != null) {
            fresh.vpcConfig(vpc(in.vpcConfig()));
        }
        if (in.environment() != null) {
            fresh.environment(environment(in.environment()));
        }
        if (in.deadLetterConfig() != null) {
            fresh.deadLetterConfig(in.deadLetterConfig());
        }
        if (in.kmsKeyArn() != null) {
            fresh.kmsKeyArn(in.kmsKeyArn());
        }
        if (in.tracingConfig() != null) {
            fresh.tracingConfig(TracingConfigResponse.builder()
                    .mode(in.tracingConfig().mode())
                    .build());
        }
        if (in.layers() != null) {
            fresh.layers(layers(tx, in.layers()));
        }
        if (in.ephemeralStorage() != null) {
            fresh.ephemeralStorage(in.ephemeralStorage());
        }
        if (in.snapStart() != null) {
            fresh.snapStart(snapStart(in.snapStart()));
        }
        if (in.loggingConfig() != null) {
            fresh.loggingConfig(logging(in.loggingConfig(), String.valueOf(now.functionName())));
        }
        return fresh.lastModified(context.timestamp())
                .revisionId(context.kernel().ids().uuid())
                .build();
    }

    private static void refuse(CreateFunctionRequest in) {
        if ("Image".equals(in.packageType())
                || in.imageConfig() != null
                || in.code() != null && in.code().imageUri() != null) {
            throw LambdaErrors.unsupported("container images (PackageType Image)");
        }
        if (in.fileSystemConfigs() != null && !in.fileSystemConfigs().isEmpty()) {
            throw LambdaErrors.unsupported("FileSystemConfigs");
        }
        if (in.codeSigningConfigArn() != null) {
            throw LambdaErrors.unsupported("CodeSigningConfigArn");
        }
        if (in.tenancyConfig() != null) {
            throw LambdaErrors.unsupported("TenancyConfig");
        }
        if (in.capacityProviderConfig() != null) {
            throw LambdaErrors.unsupported("CapacityProviderConfig");
        }
        if (in.durableConfig() != null) {
            throw LambdaErrors.unsupported("DurableConfig");
        }
        if (in.publishTo() != null) {
            throw LambdaErrors.unsupported("PublishTo");
        }
        if (in.code() != null && in.code().sourceKMSKeyArn() != null) {
            throw LambdaErrors.unsupported("SourceKMSKeyArn");
        }
    }

    private static void requireRuntime(Context context, String runtime) {
        try {
            context.functions().require(runtime);
        } catch (UnavailableRuntimeException e) {
            throw LambdaErrors.invalid(e.getMessage());
        }
    }

    private static @Nullable EnvironmentResponse environment(@Nullable Environment environment) {
        if (environment == null) {
            return null;
        }
        Map<String, String> variables = environment.variables() == null ? Map.of() : environment.variables();
        TreeSet<String> reserved = new TreeSet<>(variables.keySet());
        reserved.retainAll(RESERVED);
        if (!reserved.isEmpty()) {
            throw LambdaErrors.invalid(
                    "Lambda was unable to configure your environment variables because the environment"
                            + " variables you have provided contains reserved keys that are currently not supported for"
                            + " modification. Reserved keys used in this request: " + String.join(", ", reserved));
        }
        String measured = Json.MAPPER.writeValueAsString(variables);
        if (measured.length() > MAX_VARIABLES) {
            throw LambdaErrors.invalid(
                    "Lambda was unable to configure your environment variables because the environment"
                            + " variables you have provided exceeded the 4KB limit. String measured: " + measured);
        }
        return EnvironmentResponse.builder().variables(variables).build();
    }

    private static @Nullable VpcConfigResponse vpc(@Nullable VpcConfig vpc) {
        if (vpc == null) {
            return null;
        }
        List<String> subnets = vpc.subnetIds() == null ? List.of() : vpc.subnetIds();
        return VpcConfigResponse.builder()
                .subnetIds(subnets)
                .securityGroupIds(vpc.securityGroupIds() == null ? List.of() : vpc.securityGroupIds())
                .vpcId("")
                .ipv6AllowedForDualStack(Boolean.TRUE.equals(vpc.ipv6AllowedForDualStack()))
                .build();
    }

    private static SnapStartResponse snapStart(@Nullable SnapStart snapStart) {
        return SnapStartResponse.builder()
                .applyOn(snapStart == null || snapStart.applyOn() == null ? "None" : snapStart.applyOn())
                .optimizationStatus("Off")
                .build();
    }

    private static LoggingConfig logging(@Nullable LoggingConfig wanted, String name) {
        LoggingConfig in = wanted == null ? LoggingConfig.builder().build() : wanted;
        boolean json = "JSON".equals(in.logFormat());
        LoggingConfig.Builder logging = in.toBuilder().logFormat(json ? "JSON" : "Text");
        if (in.logGroup() == null) {
            logging.logGroup("/aws/lambda/" + name);
        }
        if (json) {
            logging.applicationLogLevel(in.applicationLogLevel() == null ? "INFO" : in.applicationLogLevel());
            logging.systemLogLevel(in.systemLogLevel() == null ? "INFO" : in.systemLogLevel());
        } else if (in.applicationLogLevel() != null || in.systemLogLevel() != null) {
            throw LambdaErrors.invalid("To configure log levels, log format must be JSON.");
        }
        return logging.build();
    }

    private static @Nullable List<Layer> layers(ReadTx tx, @Nullable List<String> arns) {
        if (arns == null || arns.isEmpty()) {
            return null;
        }
        if (arns.size() > 5) {
            throw LambdaErrors.invalid("Cannot reference more than 5 layers.");
        }
        List<Layer> layers = new ArrayList<>();
        for (String text : arns) {
            Arn arn = Arn.parse(text);
            String[] parts = arn.resource().split(":");
            Layers.LayerRecord layer =
                    parts.length == 3 ? Layers.get(tx, arn.scope(), parts[1], Long.parseLong(parts[2])) : null;
            if (layer == null) {
                throw LambdaErrors.invalid("Layer version " + text + " does not exist.");
            }
            layers.add(Layer.builder().arn(text).codeSize(layer.size()).build());
        }
        return layers;
    }
}
