package dev.weir.services.scheduler.operations;

import dev.weir.api.scheduler.CreateScheduleInput;
import dev.weir.api.scheduler.CreateScheduleOutput;
import dev.weir.api.scheduler.DeleteScheduleInput;
import dev.weir.api.scheduler.DeleteScheduleOutput;
import dev.weir.api.scheduler.FlexibleTimeWindow;
import dev.weir.api.scheduler.GetScheduleInput;
import dev.weir.api.scheduler.GetScheduleOutput;
import dev.weir.api.scheduler.ListSchedulesInput;
import dev.weir.api.scheduler.ListSchedulesOutput;
import dev.weir.api.scheduler.ScheduleSummary;
import dev.weir.api.scheduler.TargetSummary;
import dev.weir.api.scheduler.UpdateScheduleInput;
import dev.weir.api.scheduler.UpdateScheduleOutput;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.scheduler.SchedulerErrors;
import dev.weir.services.scheduler.background.Timetable;
import dev.weir.services.scheduler.domain.Expression;
import dev.weir.services.scheduler.state.GroupRecord;
import dev.weir.services.scheduler.state.ScheduleRecord;
import dev.weir.services.scheduler.state.Schedules;
import dev.weir.shapes.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Schedules. Source: EventBridge Scheduler API Reference. */
public final class ScheduleOperations {
    private static final int PAGE = 100;
    private static final Duration EARLIEST_START = Duration.ofMinutes(5);

    private final Kernel kernel;
    private final Timetable timetable;
    private final TargetRules targets;

    public ScheduleOperations(Kernel kernel, Timetable timetable, ApiCalls calls) {
        this.kernel = kernel;
        this.timetable = timetable;
        this.targets = new TargetRules(calls);
    }

    public CreateScheduleOutput create(Call call, CreateScheduleInput in) {
        Instant now = kernel.clock().now();
        GetScheduleOutput wanted = checked(
                call,
                GetScheduleOutput.builder()
                        .name(in.name())
                        .groupName(in.groupName())
                        .scheduleExpression(in.scheduleExpression())
                        .scheduleExpressionTimezone(in.scheduleExpressionTimezone())
                        .startDate(in.startDate())
                        .endDate(in.endDate())
                        .description(in.description())
                        .state(in.state())
                        .kmsKeyArn(in.kmsKeyArn())
                        .target(in.target())
                        .flexibleTimeWindow(in.flexibleTimeWindow())
                        .actionAfterCompletion(in.actionAfterCompletion())
                        .creationDate(now)
                        .lastModificationDate(now)
                        .build(),
                now);
        ScheduleRecord fresh = new ScheduleRecord(call.scope(), wanted, now, in.clientToken());
        boolean made = kernel.store().write(tx -> {
            GroupRecord group = group(tx, call, fresh.group());
            ScheduleRecord standing = Schedules.schedule(tx, call.scope(), fresh.group(), fresh.name());
            if (standing != null) {
                if (repeated(standing, fresh)) {
                    return false;
                }
                throw SchedulerErrors.scheduleExists(fresh.name());
            }
            if (group.deleting()) {
                throw SchedulerErrors.groupGoes(group.name());
            }
            Schedules.put(tx, fresh);
            timetable.arm(tx, fresh, now);
            return true;
        });
        if (made) {
            journal(call, "CreateSchedule", fresh.arn());
        }
        return CreateScheduleOutput.builder().scheduleArn(fresh.arn()).build();
    }

    /** Whether both were asked for by one request that was sent twice. */
    private static boolean repeated(ScheduleRecord standing, ScheduleRecord fresh) {
        return fresh.token() != null
                && fresh.token().equals(standing.token())
                && undated(standing.schedule()).equals(undated(fresh.schedule()));
    }

    private static GetScheduleOutput undated(GetScheduleOutput schedule) {
        return schedule.toBuilder()
                .creationDate(null)
                .lastModificationDate(null)
                .build();
    }

    public UpdateScheduleOutput update(Call call, UpdateScheduleInput in) {
        Instant now = kernel.clock().now();
        GetScheduleOutput wanted = checked(
                call,
                GetScheduleOutput.builder()
                        .name(in.name())
                        .groupName(in.groupName())
                        .scheduleExpression(in.scheduleExpression())
                        .scheduleExpressionTimezone(in.scheduleExpressionTimezone())
                        .startDate(in.startDate())
                        .endDate(in.endDate())
                        .description(in.description())
                        .state(in.state())
                        .kmsKeyArn(in.kmsKeyArn())
                        .target(in.target())
                        .flexibleTimeWindow(in.flexibleTimeWindow())
                        .actionAfterCompletion(in.actionAfterCompletion())
                        .lastModificationDate(now)
                        .build(),
                now);
        kernel.store().write(tx -> {
            ScheduleRecord standing = require(tx, call, wanted.groupName(), in.name());
            GetScheduleOutput before = standing.schedule();
            // A rate goes on in its step where its times are the same.
            boolean sameTimes = Objects.equals(before.scheduleExpression(), wanted.scheduleExpression())
                    && Objects.equals(before.startDate(), wanted.startDate());
            ScheduleRecord changed = new ScheduleRecord(
                    call.scope(),
                    wanted.toBuilder().creationDate(before.creationDate()).build(),
                    sameTimes ? standing.made() : now,
                    standing.token());
            Schedules.put(tx, changed);
            timetable.arm(tx, changed, now);
            return null;
        });
        journal(call, "UpdateSchedule", String.valueOf(wanted.arn()));
        return UpdateScheduleOutput.builder().scheduleArn(wanted.arn()).build();
    }

    public GetScheduleOutput get(Call call, GetScheduleInput in) {
        return kernel.store()
                .read(tx -> require(tx, call, in.groupName(), in.name()).schedule());
    }

    public DeleteScheduleOutput delete(Call call, DeleteScheduleInput in) {
        ScheduleRecord gone = kernel.store().write(tx -> {
            ScheduleRecord schedule = require(tx, call, in.groupName(), in.name());
            Schedules.delete(tx, schedule);
            timetable.disarm(tx, schedule);
            return schedule;
        });
        journal(call, "DeleteSchedule", gone.arn());
        return DeleteScheduleOutput.builder().build();
    }

    public ListSchedulesOutput list(Call call, ListSchedulesInput in) {
        int most = in.maxResults() == null ? PAGE : in.maxResults();
        String prefix = Objects.requireNonNullElse(in.namePrefix(), "");
        String[] after = Tokens.name(in.nextToken()).split("/", 2);
        return kernel.store().read(tx -> {
            String group = in.groupName();
            if (group != null) {
                group(tx, call, group);
            }
            List<ScheduleRecord> found = new ArrayList<>();
            String afterGroup = after[0];
            String afterName = after.length > 1 ? after[1] : "";
            while (found.size() <= most) {
                List<ScheduleRecord> page = group == null
                        ? Schedules.all(tx, call.scope(), afterGroup, afterName, PAGE + 1)
                        : Schedules.inGroup(tx, call.scope(), group, prefix, afterName, PAGE + 1);
                page.stream()
                        .filter(one -> one.name().startsWith(prefix))
                        .filter(one -> in.state() == null
                                || in.state().equals(one.schedule().state()))
                        .forEach(found::add);
                if (page.size() <= PAGE) {
                    break;
                }
                afterGroup = page.getLast().group();
                afterName = page.getLast().name();
            }
            boolean more = found.size() > most;
            List<ScheduleRecord> shown = more ? found.subList(0, most) : found;
            return ListSchedulesOutput.builder()
                    .schedules(shown.stream().map(ScheduleOperations::summary).toList())
                    .nextToken(
                            more
                                    ? Tokens.token(shown.getLast().group() + "/"
                                            + shown.getLast().name())
                                    : null)
                    .build();
        });
    }

    private static ScheduleSummary summary(ScheduleRecord record) {
        GetScheduleOutput schedule = record.schedule();
        return ScheduleSummary.builder()
                .arn(schedule.arn())
                .creationDate(schedule.creationDate())
                .groupName(schedule.groupName())
                .lastModificationDate(schedule.lastModificationDate())
                .name(schedule.name())
                .state(schedule.state())
                .target(TargetSummary.builder().arn(record.target().arn()).build())
                .build();
    }

    /** The schedule with its defaults and its ARN. */
    private GetScheduleOutput checked(Call call, GetScheduleOutput wanted, Instant now) {
        String zone = Objects.requireNonNullElse(wanted.scheduleExpressionTimezone(), "UTC");
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw SchedulerErrors.invalid("Invalid ScheduleExpressionTimezone " + zone + ".");
        }
        Expression expression = expression(wanted.scheduleExpression(), ZoneId.of(zone));
        dates(expression, wanted.startDate(), wanted.endDate(), now);
        window(Objects.requireNonNull(wanted.flexibleTimeWindow()));
        String group = Objects.requireNonNullElse(wanted.groupName(), GroupRecord.DEFAULT);
        return wanted.toBuilder()
                .groupName(group)
                .arn(call.scope()
                        .arn("scheduler", "schedule/" + group + "/" + wanted.name())
                        .toString())
                .scheduleExpressionTimezone(zone)
                .state(Objects.requireNonNullElse(wanted.state(), "ENABLED"))
                .actionAfterCompletion(Objects.requireNonNullElse(wanted.actionAfterCompletion(), "NONE"))
                .target(targets.checked(Objects.requireNonNull(wanted.target())))
                .build();
    }

    private static Expression expression(@Nullable String text, ZoneId zone) {
        try {
            return Expression.parse(String.valueOf(text), zone);
        } catch (IllegalArgumentException e) {
            throw SchedulerErrors.badExpression(String.valueOf(text));
        }
    }

    private static void dates(Expression expression, @Nullable Instant start, @Nullable Instant end, Instant now) {
        if (!expression.recurring()) {
            return;
        }
        if (start != null && start.isBefore(now.minus(EARLIEST_START))) {
            throw SchedulerErrors.startTooEarly();
        }
        if (end != null && start != null && !end.isAfter(start)) {
            throw SchedulerErrors.invalid("The EndDate you specify must be later than the StartDate.");
        }
        if (end != null && end.isBefore(now)) {
            throw SchedulerErrors.invalid("The EndDate you specify cannot be in the past.");
        }
    }

    private static void window(FlexibleTimeWindow window) {
        boolean flexible = "FLEXIBLE".equals(window.mode());
        if (flexible && window.maximumWindowInMinutes() == null) {
            throw SchedulerErrors.invalid(
                    "MaximumWindowInMinutes must be provided when the flexible time window mode is" + " FLEXIBLE.");
        }
        if (!flexible && window.maximumWindowInMinutes() != null) {
            throw SchedulerErrors.invalid(
                    "MaximumWindowInMinutes must not be provided when the flexible time window mode is OFF.");
        }
    }

    private static GroupRecord group(ReadTx tx, Call call, String name) {
        GroupRecord group = Schedules.group(tx, call.scope(), name);
        if (group == null) {
            throw SchedulerErrors.noGroup(name);
        }
        return group;
    }

    private static ScheduleRecord require(ReadTx tx, Call call, @Nullable String groupName, @Nullable String name) {
        GroupRecord group = group(tx, call, Objects.requireNonNullElse(groupName, GroupRecord.DEFAULT));
        ScheduleRecord schedule = Schedules.schedule(tx, call.scope(), group.name(), String.valueOf(name));
        if (schedule == null) {
            throw SchedulerErrors.noSchedule(String.valueOf(name));
        }
        return schedule;
    }

    private void journal(Call call, String operation, String arn) {
        Cause unused = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "scheduler." + operation,
                        "",
                        arn,
                        call.requestId(),
                        Outcome.ACCEPTED,
                        "");
    }
}
