package dev.weir.deploy.sam;

import dev.weir.deploy.template.Includes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the transform knows besides the template.
 *
 * @param partition such as {@code aws}
 * @param region such as {@code eu-west-1}
 * @param account the account's twelve digits
 * @param parameters values given for the template's parameters; its defaults need not be among them
 * @param managedPolicies the ARN of an AWS managed policy by its name, or null where there is no such policy
 * @param content what {@code AWS::Include} names
 * @param applications where applications of the Serverless Application Repository come from
 */
public record SamContext(
        String partition,
        String region,
        String account,
        Map<String, JsonNode> parameters,
        Function<String, @Nullable String> managedPolicies,
        Includes.Content content,
        Applications applications) {

    /** The Serverless Application Repository, as far as the transform needs it. */
    @FunctionalInterface
    public interface Applications {
        /** The address of an application's template; empty where there is no such application or no repository. */
        Optional<String> templateUrl(String applicationId, String semanticVersion);
    }

    /** A context of the partition {@code aws} that knows AWS's managed policies, but no content and applications. */
    public static SamContext of(String region, String account, Map<String, JsonNode> parameters) {
        return new SamContext(
                "aws",
                region,
                account,
                Map.copyOf(parameters),
                name -> ManagedPolicies.arn(name, "aws"),
                location -> Optional.empty(),
                (id, version) -> Optional.empty());
    }

    /** This context with managed policies. */
    public SamContext withManagedPolicies(Function<String, @Nullable String> policies) {
        return new SamContext(partition, region, account, parameters, policies, content, applications);
    }

    /** This context with content to include. */
    public SamContext withContent(Includes.Content included) {
        return new SamContext(partition, region, account, parameters, managedPolicies, included, applications);
    }

    /** This context with a repository of applications. */
    public SamContext withApplications(Applications repository) {
        return new SamContext(partition, region, account, parameters, managedPolicies, content, repository);
    }
}
