package dev.weir.deploy.cloudformation;

import dev.weir.api.cloudformation.CloudFormationBinding;
import dev.weir.deploy.cloudformation.engine.ChangePreview;
import dev.weir.deploy.cloudformation.engine.Preparation;
import dev.weir.deploy.cloudformation.engine.ResourceTypes;
import dev.weir.deploy.cloudformation.engine.Transforms;
import dev.weir.deploy.cloudformation.operations.ChangeSetOperations;
import dev.weir.deploy.cloudformation.operations.Descriptions;
import dev.weir.deploy.cloudformation.operations.StackLauncher;
import dev.weir.deploy.cloudformation.operations.StackOperations;
import dev.weir.deploy.cloudformation.operations.TemplateOperations;
import dev.weir.deploy.cloudformation.operations.TemplateSource;
import dev.weir.deploy.cloudformation.resources.CustomResource;
import dev.weir.deploy.cloudformation.resources.CustomResourceResponses;
import dev.weir.deploy.cloudformation.resources.InertType;
import dev.weir.deploy.cloudformation.resources.NestedStack;
import dev.weir.deploy.cloudformation.state.Stacks;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.http.DataPlane;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.kernel.Kernel;
import dev.weir.shapes.ServiceBinding;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** CloudFormation. */
public final class CloudFormationService implements Service {
    private final CloudFormationBinding binding;
    private final StackLauncher launcher;
    private final CustomResourceResponses responses;
    private final Kernel kernel;
    private final Fabric fabric;
    private final ResourceTypes others;
    private final NestedStack nested;

    /**
     * @param others the resource types of the other services
     * @param authority host and port under which functions find weir
     */
    public CloudFormationService(Kernel kernel, Fabric fabric, ResourceTypes others, Supplier<String> authority) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.others = others;
        this.responses = new CustomResourceResponses(kernel);
        Stacks stacks = new Stacks(kernel.store());
        ResourceTypes types = this::type;
        TemplateSource templates = new TemplateSource(fabric);
        Transforms transforms = new ServerlessTransforms(templates);
        Preparation preparation = new Preparation(transforms, types);
        ChangePreview preview = new ChangePreview(types);
        this.launcher = new StackLauncher(kernel, stacks, types, authority);
        this.nested = new NestedStack(stacks, launcher, preparation, templates);
        StackOperations operations = new StackOperations(stacks, launcher, preparation, templates, preview);
        ChangeSetOperations changeSets =
                new ChangeSetOperations(kernel, stacks, operations, launcher, preparation, templates, preview);
        Descriptions descriptions = new Descriptions(stacks);
        this.binding = new CloudFormationBinding(new CloudFormationApiOperations(
                operations, changeSets, descriptions, new TemplateOperations(templates, descriptions, changeSets)));
    }

    private Optional<ResourceType> type(String name) {
        return switch (name) {
            case "AWS::CloudFormation::Stack" -> Optional.of(nested);
            case "AWS::CDK::Metadata", "AWS::CloudFormation::WaitConditionHandle" -> Optional.of(new InertType(name));
            case "AWS::CloudFormation::CustomResource" -> Optional.of(custom(name));
            default -> name.startsWith("Custom::") ? Optional.of(custom(name)) : others.find(name);
        };
    }

    private ResourceType custom(String name) {
        return new CustomResource(name, kernel, fabric, responses);
    }

    /** Those that are CloudFormation's own; custom resources under names of their users' choice are no list. */
    @Override
    public List<ResourceType> resourceTypes() {
        return Stream.of(
                        "AWS::CloudFormation::Stack",
                        "AWS::CloudFormation::CustomResource",
                        "AWS::CloudFormation::WaitConditionHandle",
                        "AWS::CDK::Metadata")
                .flatMap(name -> type(name).stream())
                .toList();
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public Optional<DataPlane> dataPlane() {
        return Optional.of(responses);
    }

    @Override
    public void resume() {
        launcher.resume();
    }

    @Override
    public void restart() {
        launcher.resume();
    }
}
