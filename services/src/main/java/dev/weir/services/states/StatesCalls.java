package dev.weir.services.states;

import dev.weir.api.states.CreateActivityInput;
import dev.weir.api.states.CreateActivityOutput;
import dev.weir.api.states.CreateStateMachineAliasInput;
import dev.weir.api.states.CreateStateMachineAliasOutput;
import dev.weir.api.states.CreateStateMachineInput;
import dev.weir.api.states.CreateStateMachineOutput;
import dev.weir.api.states.DeleteActivityInput;
import dev.weir.api.states.DeleteActivityOutput;
import dev.weir.api.states.DeleteStateMachineAliasInput;
import dev.weir.api.states.DeleteStateMachineAliasOutput;
import dev.weir.api.states.DeleteStateMachineInput;
import dev.weir.api.states.DeleteStateMachineOutput;
import dev.weir.api.states.DeleteStateMachineVersionInput;
import dev.weir.api.states.DeleteStateMachineVersionOutput;
import dev.weir.api.states.DescribeActivityInput;
import dev.weir.api.states.DescribeActivityOutput;
import dev.weir.api.states.DescribeExecutionInput;
import dev.weir.api.states.DescribeExecutionOutput;
import dev.weir.api.states.DescribeMapRunInput;
import dev.weir.api.states.DescribeMapRunOutput;
import dev.weir.api.states.DescribeStateMachineAliasInput;
import dev.weir.api.states.DescribeStateMachineAliasOutput;
import dev.weir.api.states.DescribeStateMachineForExecutionInput;
import dev.weir.api.states.DescribeStateMachineForExecutionOutput;
import dev.weir.api.states.DescribeStateMachineInput;
import dev.weir.api.states.DescribeStateMachineOutput;
import dev.weir.api.states.GetActivityTaskInput;
import dev.weir.api.states.GetActivityTaskOutput;
import dev.weir.api.states.GetExecutionHistoryInput;
import dev.weir.api.states.GetExecutionHistoryOutput;
import dev.weir.api.states.ListActivitiesInput;
import dev.weir.api.states.ListActivitiesOutput;
import dev.weir.api.states.ListExecutionsInput;
import dev.weir.api.states.ListExecutionsOutput;
import dev.weir.api.states.ListMapRunsInput;
import dev.weir.api.states.ListMapRunsOutput;
import dev.weir.api.states.ListStateMachineAliasesInput;
import dev.weir.api.states.ListStateMachineAliasesOutput;
import dev.weir.api.states.ListStateMachineVersionsInput;
import dev.weir.api.states.ListStateMachineVersionsOutput;
import dev.weir.api.states.ListStateMachinesInput;
import dev.weir.api.states.ListStateMachinesOutput;
import dev.weir.api.states.ListTagsForResourceInput;
import dev.weir.api.states.ListTagsForResourceOutput;
import dev.weir.api.states.PublishStateMachineVersionInput;
import dev.weir.api.states.PublishStateMachineVersionOutput;
import dev.weir.api.states.RedriveExecutionInput;
import dev.weir.api.states.RedriveExecutionOutput;
import dev.weir.api.states.SendTaskFailureInput;
import dev.weir.api.states.SendTaskFailureOutput;
import dev.weir.api.states.SendTaskHeartbeatInput;
import dev.weir.api.states.SendTaskHeartbeatOutput;
import dev.weir.api.states.SendTaskSuccessInput;
import dev.weir.api.states.SendTaskSuccessOutput;
import dev.weir.api.states.StartExecutionInput;
import dev.weir.api.states.StartExecutionOutput;
import dev.weir.api.states.StartSyncExecutionInput;
import dev.weir.api.states.StartSyncExecutionOutput;
import dev.weir.api.states.StatesOperations;
import dev.weir.api.states.StopExecutionInput;
import dev.weir.api.states.StopExecutionOutput;
import dev.weir.api.states.TagResourceInput;
import dev.weir.api.states.TagResourceOutput;
import dev.weir.api.states.TestStateInput;
import dev.weir.api.states.TestStateOutput;
import dev.weir.api.states.UntagResourceInput;
import dev.weir.api.states.UntagResourceOutput;
import dev.weir.api.states.UpdateMapRunInput;
import dev.weir.api.states.UpdateMapRunOutput;
import dev.weir.api.states.UpdateStateMachineAliasInput;
import dev.weir.api.states.UpdateStateMachineAliasOutput;
import dev.weir.api.states.UpdateStateMachineInput;
import dev.weir.api.states.UpdateStateMachineOutput;
import dev.weir.api.states.ValidateStateMachineDefinitionInput;
import dev.weir.api.states.ValidateStateMachineDefinitionOutput;
import dev.weir.services.states.operations.Aliases;
import dev.weir.services.states.operations.ExecutionOperations;
import dev.weir.services.states.operations.Machines;
import dev.weir.services.states.operations.MapRunOperations;
import dev.weir.services.states.operations.RedriveOperations;
import dev.weir.services.states.operations.StateTests;
import dev.weir.services.states.operations.Versions;
import dev.weir.services.states.operations.Workers;
import dev.weir.shapes.Call;

/** Which class does which operation. */
final class StatesCalls implements StatesOperations {
    private final Machines machines;
    private final Versions versions;
    private final Aliases aliases;
    private final ExecutionOperations executions;
    private final RedriveOperations redrives;
    private final StateTests tests;
    private final Workers workers;
    private final MapRunOperations mapRuns;

    StatesCalls(
            Machines machines,
            Versions versions,
            Aliases aliases,
            ExecutionOperations executions,
            RedriveOperations redrives,
            StateTests tests,
            Workers workers,
            MapRunOperations mapRuns) {
        this.redrives = redrives;
        this.tests = tests;
        this.machines = machines;
        this.versions = versions;
        this.aliases = aliases;
        this.executions = executions;
        this.workers = workers;
        this.mapRuns = mapRuns;
    }

    @Override
    public CreateActivityOutput createActivity(Call call, CreateActivityInput input) {
        return workers.create(call, input);
    }

    @Override
    public CreateStateMachineOutput createStateMachine(Call call, CreateStateMachineInput input) {
        return machines.create(call, input);
    }

    @Override
    public DeleteActivityOutput deleteActivity(Call call, DeleteActivityInput input) {
        return workers.delete(call, input);
    }

    @Override
    public DeleteStateMachineOutput deleteStateMachine(Call call, DeleteStateMachineInput input) {
        return machines.delete(call, input);
    }

    @Override
    public DescribeActivityOutput describeActivity(Call call, DescribeActivityInput input) {
        return workers.describe(call, input);
    }

    @Override
    public DescribeExecutionOutput describeExecution(Call call, DescribeExecutionInput input) {
        return executions.describe(call, input);
    }

    @Override
    public DescribeMapRunOutput describeMapRun(Call call, DescribeMapRunInput input) {
        return mapRuns.describe(call, input);
    }

    @Override
    public DescribeStateMachineOutput describeStateMachine(Call call, DescribeStateMachineInput input) {
        return machines.describe(call, input);
    }

    @Override
    public DescribeStateMachineForExecutionOutput describeStateMachineForExecution(
            Call call, DescribeStateMachineForExecutionInput input) {
        return executions.machine(call, input);
    }

    @Override
    public GetActivityTaskOutput getActivityTask(Call call, GetActivityTaskInput input) {
        return workers.task(call, input);
    }

    @Override
    public GetExecutionHistoryOutput getExecutionHistory(Call call, GetExecutionHistoryInput input) {
        return executions.history(call, input);
    }

    @Override
    public ListActivitiesOutput listActivities(Call call, ListActivitiesInput input) {
        return workers.list(call, input);
    }

    @Override
    public ListExecutionsOutput listExecutions(Call call, ListExecutionsInput input) {
        return input.mapRunArn() == null ? executions.list(call, input) : mapRuns.children(call, input);
    }

    @Override
    public ListMapRunsOutput listMapRuns(Call call, ListMapRunsInput input) {
        return mapRuns.list(call, input);
    }

    @Override
    public ListStateMachinesOutput listStateMachines(Call call, ListStateMachinesInput input) {
        return machines.list(call, input);
    }

    @Override
    public SendTaskFailureOutput sendTaskFailure(Call call, SendTaskFailureInput input) {
        return workers.fail(call, input);
    }

    @Override
    public SendTaskHeartbeatOutput sendTaskHeartbeat(Call call, SendTaskHeartbeatInput input) {
        return workers.beat(call, input);
    }

    @Override
    public SendTaskSuccessOutput sendTaskSuccess(Call call, SendTaskSuccessInput input) {
        return workers.succeed(call, input);
    }

    @Override
    public StartExecutionOutput startExecution(Call call, StartExecutionInput input) {
        return executions.start(call, input);
    }

    @Override
    public StartSyncExecutionOutput startSyncExecution(Call call, StartSyncExecutionInput input) {
        return executions.startSync(call, input);
    }

    @Override
    public StopExecutionOutput stopExecution(Call call, StopExecutionInput input) {
        return executions.stop(call, input);
    }

    @Override
    public UpdateMapRunOutput updateMapRun(Call call, UpdateMapRunInput input) {
        return mapRuns.update(call, input);
    }

    @Override
    public UpdateStateMachineOutput updateStateMachine(Call call, UpdateStateMachineInput input) {
        return machines.update(call, input);
    }

    @Override
    public ValidateStateMachineDefinitionOutput validateStateMachineDefinition(
            Call call, ValidateStateMachineDefinitionInput input) {
        return machines.validate(call, input);
    }

    @Override
    public ListTagsForResourceOutput listTagsForResource(Call call, ListTagsForResourceInput input) {
        return machines.listTags(call, input);
    }

    @Override
    public TagResourceOutput tagResource(Call call, TagResourceInput input) {
        return machines.tag(call, input);
    }

    @Override
    public UntagResourceOutput untagResource(Call call, UntagResourceInput input) {
        return machines.untag(call, input);
    }

    @Override
    public CreateStateMachineAliasOutput createStateMachineAlias(Call call, CreateStateMachineAliasInput input) {
        return aliases.create(call, input);
    }

    @Override
    public DeleteStateMachineAliasOutput deleteStateMachineAlias(Call call, DeleteStateMachineAliasInput input) {
        return aliases.delete(call, input);
    }

    @Override
    public DeleteStateMachineVersionOutput deleteStateMachineVersion(Call call, DeleteStateMachineVersionInput input) {
        return versions.delete(call, input);
    }

    @Override
    public DescribeStateMachineAliasOutput describeStateMachineAlias(Call call, DescribeStateMachineAliasInput input) {
        return aliases.describe(call, input);
    }

    @Override
    public ListStateMachineAliasesOutput listStateMachineAliases(Call call, ListStateMachineAliasesInput input) {
        return aliases.list(call, input);
    }

    @Override
    public ListStateMachineVersionsOutput listStateMachineVersions(Call call, ListStateMachineVersionsInput input) {
        return versions.list(call, input);
    }

    @Override
    public PublishStateMachineVersionOutput publishStateMachineVersion(
            Call call, PublishStateMachineVersionInput input) {
        return versions.publish(call, input);
    }

    @Override
    public UpdateStateMachineAliasOutput updateStateMachineAlias(Call call, UpdateStateMachineAliasInput input) {
        return aliases.update(call, input);
    }

    @Override
    public RedriveExecutionOutput redriveExecution(Call call, RedriveExecutionInput input) {
        return redrives.redrive(call, input);
    }

    @Override
    public TestStateOutput testState(Call call, TestStateInput input) {
        return tests.test(call, input);
    }
}
