package dev.weir.deploy.cloudformation;

import dev.weir.api.cloudformation.*;
import dev.weir.deploy.cloudformation.operations.ChangeSetOperations;
import dev.weir.deploy.cloudformation.operations.Descriptions;
import dev.weir.deploy.cloudformation.operations.StackOperations;
import dev.weir.deploy.cloudformation.operations.TemplateOperations;
import dev.weir.shapes.Call;

/** The operations that weir has; the others refuse by name. */
record CloudFormationApiOperations(
        StackOperations stacks, ChangeSetOperations changeSets, Descriptions descriptions, TemplateOperations templates)
        implements CloudFormationOperations {
    @Override
    public CreateStackOutput createStack(Call call, CreateStackInput input) {
        return stacks.create(call, input);
    }

    @Override
    public UpdateStackOutput updateStack(Call call, UpdateStackInput input) {
        return stacks.update(call, input);
    }

    @Override
    public DeleteStackResponse deleteStack(Call call, DeleteStackInput input) {
        return stacks.delete(call, input);
    }

    @Override
    public UpdateTerminationProtectionOutput updateTerminationProtection(
            Call call, UpdateTerminationProtectionInput input) {
        return stacks.protect(call, input);
    }

    @Override
    public CreateChangeSetOutput createChangeSet(Call call, CreateChangeSetInput input) {
        return changeSets.create(call, input);
    }

    @Override
    public DescribeChangeSetOutput describeChangeSet(Call call, DescribeChangeSetInput input) {
        return changeSets.describe(call, input);
    }

    @Override
    public ExecuteChangeSetOutput executeChangeSet(Call call, ExecuteChangeSetInput input) {
        return changeSets.execute(call, input);
    }

    @Override
    public DeleteChangeSetOutput deleteChangeSet(Call call, DeleteChangeSetInput input) {
        return changeSets.delete(call, input);
    }

    @Override
    public ListChangeSetsOutput listChangeSets(Call call, ListChangeSetsInput input) {
        return changeSets.list(call, input);
    }

    @Override
    public DescribeStacksOutput describeStacks(Call call, DescribeStacksInput input) {
        return descriptions.stacks(call, input);
    }

    @Override
    public ListStacksOutput listStacks(Call call, ListStacksInput input) {
        return descriptions.list(call, input);
    }

    @Override
    public DescribeStackEventsOutput describeStackEvents(Call call, DescribeStackEventsInput input) {
        return descriptions.events(call, input);
    }

    @Override
    public DescribeStackResourceOutput describeStackResource(Call call, DescribeStackResourceInput input) {
        return descriptions.resource(call, input);
    }

    @Override
    public DescribeStackResourcesOutput describeStackResources(Call call, DescribeStackResourcesInput input) {
        return descriptions.resources(call, input);
    }

    @Override
    public ListStackResourcesOutput listStackResources(Call call, ListStackResourcesInput input) {
        return descriptions.listResources(call, input);
    }

    @Override
    public ListExportsOutput listExports(Call call, ListExportsInput input) {
        return descriptions.exports(call, input);
    }

    @Override
    public ListImportsOutput listImports(Call call, ListImportsInput input) {
        return descriptions.imports(call, input);
    }

    @Override
    public GetTemplateOutput getTemplate(Call call, GetTemplateInput input) {
        return templates.get(call, input);
    }

    @Override
    public GetTemplateSummaryOutput getTemplateSummary(Call call, GetTemplateSummaryInput input) {
        return templates.summary(call, input);
    }

    @Override
    public ValidateTemplateOutput validateTemplate(Call call, ValidateTemplateInput input) {
        return templates.validate(call, input);
    }
}
