package dev.weir.tests;

import dev.weir.junit.WeirServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Stacks as the AWS SDK drives them; each step is over when its method returns. */
public final class Stacks {
    private final WeirServer weir;
    private final CloudFormationClient client;

    public Stacks(WeirServer weir) {
        this.weir = weir;
        this.client = Clients.of(weir, CloudFormationClient.builder());
    }

    public CloudFormationClient client() {
        return client;
    }

    /** Creates a stack; returns its status. */
    public String create(String name, String template, Map<String, String> parameters) {
        client.createStack(b -> b.stackName(name)
                .templateBody(template)
                .capabilities(
                        Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .parameters(parameters(parameters)));
        return settled(name);
    }

    public String create(String name, String template) {
        return create(name, template, Map.of());
    }

    /** Updates a stack; returns its status. */
    public String update(String name, String template, Map<String, String> parameters) {
        client.updateStack(b -> b.stackName(name)
                .templateBody(template)
                .capabilities(
                        Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .parameters(parameters(parameters)));
        return settled(name);
    }

    public String update(String name, String template) {
        return update(name, template, Map.of());
    }

    /** Deletes a stack; returns its status, by the id that it had. */
    public String delete(String name) {
        String id = stack(name).stackId();
        client.deleteStack(b -> b.stackName(name));
        return settled(id);
    }

    /** Waits for the operation that is under way; returns the stack's status. */
    public String settled(String name) {
        weir.untilQuiet();
        return stack(name).stackStatusAsString();
    }

    public Stack stack(String name) {
        return client.describeStacks(b -> b.stackName(name)).stacks().get(0);
    }

    public Map<String, String> outputs(String name) {
        return stack(name).outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    /** What happened, oldest first: {@code LogicalId STATUS reason}. */
    public List<String> events(String name) {
        return client.describeStackEventsPaginator(b -> b.stackName(name)).stackEvents().stream()
                .map(Stacks::text)
                .toList()
                .reversed();
    }

    private static String text(StackEvent event) {
        String reason = event.resourceStatusReason();
        return event.logicalResourceId() + " " + event.resourceStatusAsString() + (reason == null ? "" : " " + reason);
    }

    /** The physical id of a resource. */
    public String physicalId(String stack, String resource) {
        return client.describeStackResource(b -> b.stackName(stack).logicalResourceId(resource))
                .stackResourceDetail()
                .physicalResourceId();
    }

    private static List<Parameter> parameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> Parameter.builder()
                        .parameterKey(entry.getKey())
                        .parameterValue(entry.getValue())
                        .build())
                .toList();
    }
}
