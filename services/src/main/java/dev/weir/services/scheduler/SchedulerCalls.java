package dev.weir.services.scheduler;

import dev.weir.api.scheduler.CreateScheduleGroupInput;
import dev.weir.api.scheduler.CreateScheduleGroupOutput;
import dev.weir.api.scheduler.CreateScheduleInput;
import dev.weir.api.scheduler.CreateScheduleOutput;
import dev.weir.api.scheduler.DeleteScheduleGroupInput;
import dev.weir.api.scheduler.DeleteScheduleGroupOutput;
import dev.weir.api.scheduler.DeleteScheduleInput;
import dev.weir.api.scheduler.DeleteScheduleOutput;
import dev.weir.api.scheduler.GetScheduleGroupInput;
import dev.weir.api.scheduler.GetScheduleGroupOutput;
import dev.weir.api.scheduler.GetScheduleInput;
import dev.weir.api.scheduler.GetScheduleOutput;
import dev.weir.api.scheduler.ListScheduleGroupsInput;
import dev.weir.api.scheduler.ListScheduleGroupsOutput;
import dev.weir.api.scheduler.ListSchedulesInput;
import dev.weir.api.scheduler.ListSchedulesOutput;
import dev.weir.api.scheduler.ListTagsForResourceInput;
import dev.weir.api.scheduler.ListTagsForResourceOutput;
import dev.weir.api.scheduler.SchedulerOperations;
import dev.weir.api.scheduler.TagResourceInput;
import dev.weir.api.scheduler.TagResourceOutput;
import dev.weir.api.scheduler.UntagResourceInput;
import dev.weir.api.scheduler.UntagResourceOutput;
import dev.weir.api.scheduler.UpdateScheduleInput;
import dev.weir.api.scheduler.UpdateScheduleOutput;
import dev.weir.services.scheduler.operations.GroupOperations;
import dev.weir.services.scheduler.operations.ScheduleOperations;
import dev.weir.shapes.Call;

/** The operations of EventBridge Scheduler. */
final class SchedulerCalls implements SchedulerOperations {
    private final ScheduleOperations schedules;
    private final GroupOperations groups;

    SchedulerCalls(ScheduleOperations schedules, GroupOperations groups) {
        this.schedules = schedules;
        this.groups = groups;
    }

    @Override
    public CreateScheduleOutput createSchedule(Call call, CreateScheduleInput input) {
        return schedules.create(call, input);
    }

    @Override
    public CreateScheduleGroupOutput createScheduleGroup(Call call, CreateScheduleGroupInput input) {
        return groups.create(call, input);
    }

    @Override
    public DeleteScheduleOutput deleteSchedule(Call call, DeleteScheduleInput input) {
        return schedules.delete(call, input);
    }

    @Override
    public DeleteScheduleGroupOutput deleteScheduleGroup(Call call, DeleteScheduleGroupInput input) {
        return groups.delete(call, input);
    }

    @Override
    public GetScheduleOutput getSchedule(Call call, GetScheduleInput input) {
        return schedules.get(call, input);
    }

    @Override
    public GetScheduleGroupOutput getScheduleGroup(Call call, GetScheduleGroupInput input) {
        return groups.get(call, input);
    }

    @Override
    public ListScheduleGroupsOutput listScheduleGroups(Call call, ListScheduleGroupsInput input) {
        return groups.list(call, input);
    }

    @Override
    public ListSchedulesOutput listSchedules(Call call, ListSchedulesInput input) {
        return schedules.list(call, input);
    }

    @Override
    public ListTagsForResourceOutput listTagsForResource(Call call, ListTagsForResourceInput input) {
        return groups.tags(call, input);
    }

    @Override
    public TagResourceOutput tagResource(Call call, TagResourceInput input) {
        return groups.tag(call, input);
    }

    @Override
    public UntagResourceOutput untagResource(Call call, UntagResourceInput input) {
        return groups.untag(call, input);
    }

    @Override
    public UpdateScheduleOutput updateSchedule(Call call, UpdateScheduleInput input) {
        return schedules.update(call, input);
    }
}
