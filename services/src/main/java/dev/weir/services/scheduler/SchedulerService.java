package dev.weir.services.scheduler;

import dev.weir.api.scheduler.SchedulerBinding;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.Service;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.fabric.why.Explains;
import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Hop;
import dev.weir.services.scheduler.background.Timetable;
import dev.weir.services.scheduler.operations.GroupOperations;
import dev.weir.services.scheduler.operations.ScheduleOperations;
import dev.weir.services.scheduler.resources.ScheduleGroupResource;
import dev.weir.services.scheduler.resources.ScheduleResource;
import dev.weir.shapes.ServiceBinding;
import java.util.List;

/** EventBridge Scheduler. */
public final class SchedulerService implements Service, Explains {
    private final Timetable timetable;
    private final GroupOperations groups;
    private final SchedulerBinding binding;
    private final List<ResourceType> types;

    public SchedulerService(Kernel kernel, Fabric fabric, ApiCalls calls) {
        this.timetable = new Timetable(kernel, fabric, calls);
        this.groups = new GroupOperations(kernel, timetable);
        ScheduleOperations schedules = new ScheduleOperations(kernel, timetable, calls);
        this.binding = new SchedulerBinding(new SchedulerCalls(schedules, groups));
        this.types = List.of(new ScheduleGroupResource(groups), new ScheduleResource(schedules));
    }

    @Override
    public ServiceBinding binding() {
        return binding;
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types;
    }

    @Override
    public List<Explanation> explain(Hop hop) {
        return List.of();
    }

    @Override
    public List<Explanation> standing(Arn arn) {
        return timetable.standing(arn);
    }

    @Override
    public void resume() {
        timetable.resume();
        groups.resume();
    }

    @Override
    public void restart() {
        timetable.restart();
    }
}
