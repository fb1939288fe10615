package dev.weir.services.states.resources;

import dev.weir.api.states.CreateStateMachineAliasInput;
import dev.weir.api.states.DeleteStateMachineAliasInput;
import dev.weir.api.states.DescribeStateMachineAliasInput;
import dev.weir.api.states.RoutingConfigurationListItem;
import dev.weir.api.states.UpdateStateMachineAliasInput;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.PropertyException;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.states.background.Shifts;
import dev.weir.services.states.operations.Aliases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/**
 * {@code AWS::StepFunctions::StateMachineAlias}. {@code Ref} is its ARN. A gradual deployment goes on after the stack's
 * update is complete.
 */
public final class StateMachineAliasResource implements ResourceType {
    private static final int MAX_NAME = 80;
    private static final int WHOLE = 100;
    private static final Set<String> TYPES = Set.of("ALL_AT_ONCE", "CANARY", "LINEAR");

    private final Aliases aliases;
    private final Shifts shifts;

    public StateMachineAliasResource(Aliases aliases, Shifts shifts) {
        this.aliases = aliases;
        this.shifts = shifts;
    }

    @Override
    public String name() {
        return "AWS::StepFunctions::StateMachineAlias";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name", "StateMachineArn");
    }

    /** @param preference null where the routes are written out */
    private record Wanted(
            @Nullable String description,
            List<RoutingConfigurationListItem> routes,
            @Nullable Preference preference) {}

    private record Preference(String type, String version, int percentage, int minutes) {}

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String given = properties.text("Name");
        Wanted wanted = wanted(properties);
        properties.done();
        var made = aliases.create(
                request.call(),
                CreateStateMachineAliasInput.builder()
                        .name(given == null ? request.generatedName(MAX_NAME) : given)
                        .description(wanted.description())
                        .routingConfiguration(wanted.routes())
                        .build());
        return provisioned(String.valueOf(made.stateMachineAliasArn()));
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        String unusedName = properties.text("Name");
        Wanted wanted = wanted(properties);
        properties.done();
        shifts.cancel(physicalId);
        Integer before = version(request, physicalId);
        Preference preference = wanted.preference();
        boolean gradual = preference != null
                && !preference.type().equals("ALL_AT_ONCE")
                && before != null
                && before != number(preference.version());
        var unused = aliases.update(
                request.call(),
                UpdateStateMachineAliasInput.builder()
                        .stateMachineAliasArn(physicalId)
                        .description(wanted.description() == null ? "" : wanted.description())
                        .routingConfiguration(wanted.routes())
                        .build());
        if (gradual && preference != null && before != null) {
            shifts.begin(
                    physicalId,
                    new Shifts.Plan(
                            before,
                            number(preference.version()),
                            preference.percentage(),
                            Duration.ofMinutes(preference.minutes()),
                            preference.type().equals("LINEAR")));
        }
        return provisioned(physicalId);
    }

    /** The version that most executions went to before. */
    private @Nullable Integer version(ResourceRequest request, String aliasArn) {
        var routes = aliases.describe(
                        request.call(),
                        DescribeStateMachineAliasInput.builder()
                                .stateMachineAliasArn(aliasArn)
                                .build())
                .routingConfiguration();
        return routes == null || routes.isEmpty()
                ? null
                : Integer.valueOf(number(String.valueOf(routes.getFirst().stateMachineVersionArn())));
    }

    private static int number(String versionArn) {
        return Integer.parseInt(versionArn.substring(versionArn.lastIndexOf(':') + 1));
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        shifts.cancel(physicalId);
        var unused = aliases.delete(
                request.call(),
                DeleteStateMachineAliasInput.builder()
                        .stateMachineAliasArn(physicalId)
                        .build());
    }

    private static Wanted wanted(Properties properties) {
        String description = properties.text("Description");
        // Its versions' ARNs say which state machine it is of.
        String unusedMachine = properties.text("StateMachineArn");
        List<RoutingConfigurationListItem> routes = new ArrayList<>();
        for (Properties route : properties.objects("RoutingConfiguration")) {
            Integer weight = route.integer("Weight");
            routes.add(RoutingConfigurationListItem.builder()
                    .stateMachineVersionArn(route.requiredText("StateMachineVersionArn"))
                    .weight(weight == null ? WHOLE : weight)
                    .build());
        }
        Properties written = properties.object("DeploymentPreference");
        if ((written == null) == routes.isEmpty()) {
            throw new PropertyException("#: exactly one of [RoutingConfiguration, DeploymentPreference] is required");
        }
        if (written == null) {
            return new Wanted(description, routes, null);
        }
        Preference preference = preference(written);
        return new Wanted(
                description,
                List.of(RoutingConfigurationListItem.builder()
                        .stateMachineVersionArn(preference.version())
                        .weight(WHOLE)
                        .build()),
                preference);
    }

    private static Preference preference(Properties written) {
        String type = written.requiredText("Type");
        if (!TYPES.contains(type)) {
            throw new PropertyException(
                    "#/DeploymentPreference/Type: #: " + type + " is not one of [LINEAR, ALL_AT_ONCE, CANARY]");
        }
        Integer percentage = written.integer("Percentage");
        Integer minutes = written.integer("Interval");
        List<String> unusedAlarms = written.texts("Alarms");
        if (!type.equals("ALL_AT_ONCE") && (percentage == null || minutes == null)) {
            throw new PropertyException("#/DeploymentPreference: " + type + " requires Percentage and Interval");
        }
        return new Preference(
                type,
                written.requiredText("StateMachineVersionArn"),
                percentage == null ? WHOLE : percentage,
                minutes == null ? 0 : minutes);
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, Map.of("Arn", StringNode.valueOf(arn)));
    }
}
