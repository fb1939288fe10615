package dev.weir.services.scheduler.operations;

import dev.weir.api.scheduler.CreateScheduleGroupInput;
import dev.weir.api.scheduler.CreateScheduleGroupOutput;
import dev.weir.api.scheduler.DeleteScheduleGroupInput;
import dev.weir.api.scheduler.DeleteScheduleGroupOutput;
import dev.weir.api.scheduler.GetScheduleGroupInput;
import dev.weir.api.scheduler.GetScheduleGroupOutput;
import dev.weir.api.scheduler.ListScheduleGroupsInput;
import dev.weir.api.scheduler.ListScheduleGroupsOutput;
import dev.weir.api.scheduler.ListTagsForResourceInput;
import dev.weir.api.scheduler.ListTagsForResourceOutput;
import dev.weir.api.scheduler.ScheduleGroupSummary;
import dev.weir.api.scheduler.Tag;
import dev.weir.api.scheduler.TagResourceInput;
import dev.weir.api.scheduler.TagResourceOutput;
import dev.weir.api.scheduler.UntagResourceInput;
import dev.weir.api.scheduler.UntagResourceOutput;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.scheduler.SchedulerErrors;
import dev.weir.services.scheduler.background.Timetable;
import dev.weir.services.scheduler.state.GroupRecord;
import dev.weir.services.scheduler.state.ScheduleRecord;
import dev.weir.services.scheduler.state.Schedules;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Schedule groups and their tags. Source: EventBridge Scheduler API Reference. */
public final class GroupOperations {
    /** Quota: schedule groups of an account in a region. */
    private static final int MAX_GROUPS = 500;

    private static final int MAX_TAGS = 50;
    private static final int PAGE = 100;
    private static final String DELETION = "scheduler.delete-group";

    private final Kernel kernel;
    private final Timetable timetable;

    public GroupOperations(Kernel kernel, Timetable timetable) {
        this.kernel = kernel;
        this.timetable = timetable;
    }

    public CreateScheduleGroupOutput create(Call call, CreateScheduleGroupInput in) {
        Instant now = kernel.clock().now();
        String name = Objects.requireNonNull(in.name());
        Map<String, String> tags = tags(in.tags());
        GroupRecord fresh = new GroupRecord(call.scope(), name, now, now, false, in.clientToken(), tags);
        boolean made = kernel.store().write(tx -> {
            GroupRecord standing = Schedules.group(tx, call.scope(), name);
            if (standing != null) {
                if (fresh.token() != null && fresh.token().equals(standing.token())) {
                    return false;
                }
                throw SchedulerErrors.groupExists(name);
            }
            if (Schedules.groups(tx, call.scope(), "", "", MAX_GROUPS).size() >= MAX_GROUPS) {
                throw SchedulerErrors.tooManyGroups(MAX_GROUPS);
            }
            Schedules.put(tx, fresh);
            return true;
        });
        if (made) {
            journal(call, "CreateScheduleGroup", fresh.arn());
        }
        return CreateScheduleGroupOutput.builder().scheduleGroupArn(fresh.arn()).build();
    }

    public GetScheduleGroupOutput get(Call call, GetScheduleGroupInput in) {
        GroupRecord group = kernel.store().read(tx -> require(tx, call.scope(), String.valueOf(in.name())));
        return GetScheduleGroupOutput.builder()
                .arn(group.arn())
                .creationDate(group.created())
                .lastModificationDate(group.modified())
                .name(group.name())
                .state(state(group))
                .build();
    }

    public ListScheduleGroupsOutput list(Call call, ListScheduleGroupsInput in) {
        int most = in.maxResults() == null ? PAGE : in.maxResults();
        String prefix = Objects.requireNonNullElse(in.namePrefix(), "");
        String after = Tokens.name(in.nextToken());
        return kernel.store().read(tx -> {
            List<GroupRecord> found = new ArrayList<>(Schedules.groups(tx, call.scope(), prefix, after, most + 1));
            // The default group is kept only where it was changed, and stands in order all the same.
            boolean listed = found.stream().anyMatch(group -> group.name().equals(GroupRecord.DEFAULT));
            if (!listed && GroupRecord.DEFAULT.startsWith(prefix) && GroupRecord.DEFAULT.compareTo(after) > 0) {
                int place = 0;
                while (place < found.size() && found.get(place).name().compareTo(GroupRecord.DEFAULT) < 0) {
                    place++;
                }
                found.add(place, require(tx, call.scope(), GroupRecord.DEFAULT));
            }
            boolean more = found.size() > most;
            List<GroupRecord> shown = more ? found.subList(0, most) : found;
            return ListScheduleGroupsOutput.builder()
                    .scheduleGroups(shown.stream().map(GroupOperations::summary).toList())
                    .nextToken(more ? Tokens.token(shown.getLast().name()) : null)
                    .build();
        });
    }

    private static ScheduleGroupSummary summary(GroupRecord group) {
        return ScheduleGroupSummary.builder()
                .arn(group.arn())
                .creationDate(group.created())
                .lastModificationDate(group.modified())
                .name(group.name())
                .state(state(group))
                .build();
    }

    private static String state(GroupRecord group) {
        return group.deleting() ? "DELETING" : "ACTIVE";
    }

    /** Deletes the group with all its schedules; those go a page after the other, behind the answer. */
    public DeleteScheduleGroupOutput delete(Call call, DeleteScheduleGroupInput in) {
        String name = String.valueOf(in.name());
        GroupRecord gone = kernel.store().write(tx -> {
            GroupRecord group = require(tx, call.scope(), name);
            if (name.equals(GroupRecord.DEFAULT)) {
                throw SchedulerErrors.invalid("The default schedule group cannot be deleted.");
            }
            if (group.deleting()) {
                throw SchedulerErrors.groupGoes(name);
            }
            Schedules.put(tx, group.gone());
            kernel.timers().set(tx, DELETION, group.arn(), kernel.clock().now(), TimerKind.WORK, new byte[0]);
            return group;
        });
        journal(call, "DeleteScheduleGroup", gone.arn());
        return DeleteScheduleGroupOutput.builder().build();
    }

    /** Goes on with deletions that the store says are under way. */
    public void resume() {
        kernel.timers().handle(DELETION, (id, due, payload) -> clear(Arn.parse(id)));
    }

    private void clear(Arn group) {
        boolean more = true;
        while (more) {
            more = kernel.store().write(tx -> {
                List<ScheduleRecord> page = Schedules.inGroup(tx, group.scope(), name(group), "", "", PAGE);
                for (ScheduleRecord schedule : page) {
                    Schedules.delete(tx, schedule);
                    timetable.disarm(tx, schedule);
                }
                if (page.size() < PAGE) {
                    Schedules.deleteGroup(tx, group.scope(), name(group));
                }
                return page.size() == PAGE;
            });
        }
    }

    public TagResourceOutput tag(Call call, TagResourceInput in) {
        change(call, String.valueOf(in.resourceArn()), tags(in.tags()), List.of());
        return TagResourceOutput.builder().build();
    }

    public UntagResourceOutput untag(Call call, UntagResourceInput in) {
        change(call, String.valueOf(in.resourceArn()), Map.of(), Objects.requireNonNullElse(in.tagKeys(), List.of()));
        return UntagResourceOutput.builder().build();
    }

    public ListTagsForResourceOutput tags(Call call, ListTagsForResourceInput in) {
        Arn arn = arn(String.valueOf(in.resourceArn()));
        GroupRecord group = kernel.store().read(tx -> require(tx, arn.scope(), name(arn)));
        return ListTagsForResourceOutput.builder()
                .tags(group.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private void change(Call call, String resource, Map<String, String> add, List<String> remove) {
        Arn arn = arn(resource);
        kernel.store().write(tx -> {
            GroupRecord group = require(tx, arn.scope(), name(arn));
            Map<String, String> tags = new TreeMap<>(group.tags());
            tags.putAll(add);
            remove.forEach(tags::remove);
            if (tags.size() > MAX_TAGS) {
                throw SchedulerErrors.invalid("A resource can have at most " + MAX_TAGS + " tags.");
            }
            Schedules.put(tx, group.with(tags, kernel.clock().now()));
            return null;
        });
        journal(call, remove.isEmpty() ? "TagResource" : "UntagResource", resource);
    }

    private static Arn arn(String text) {
        if (!Arn.isArn(text)) {
            throw SchedulerErrors.badArn();
        }
        return Arn.parse(text);
    }

    private static String name(Arn arn) {
        return arn.resource().substring(arn.resource().indexOf('/') + 1);
    }

    private static GroupRecord require(ReadTx tx, Scope scope, String name) {
        GroupRecord group = Schedules.group(tx, scope, name);
        if (group == null) {
            throw SchedulerErrors.noGroup(name);
        }
        return group;
    }

    private static Map<String, String> tags(@Nullable List<Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        for (Tag tag : tags == null ? List.<Tag>of() : tags) {
            map.put(Objects.requireNonNull(tag.key()), Objects.requireNonNull(tag.value()));
        }
        return map;
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
