package dev.weir.services.logs.operations;

import dev.weir.api.logs.CreateLogGroupRequest;
import dev.weir.api.logs.CreateLogGroupResponse;
import dev.weir.api.logs.DeleteLogGroupRequest;
import dev.weir.api.logs.DeleteLogGroupResponse;
import dev.weir.api.logs.DeleteRetentionPolicyRequest;
import dev.weir.api.logs.DeleteRetentionPolicyResponse;
import dev.weir.api.logs.DescribeLogGroupsRequest;
import dev.weir.api.logs.DescribeLogGroupsResponse;
import dev.weir.api.logs.ListLogGroupsRequest;
import dev.weir.api.logs.ListLogGroupsResponse;
import dev.weir.api.logs.LogGroupSummary;
import dev.weir.api.logs.PutLogGroupDeletionProtectionRequest;
import dev.weir.api.logs.PutLogGroupDeletionProtectionResponse;
import dev.weir.api.logs.PutRetentionPolicyRequest;
import dev.weir.api.logs.PutRetentionPolicyResponse;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.time.TimerKind;
import dev.weir.services.logs.LogsErrors;
import dev.weir.services.logs.state.LogGroup;
import dev.weir.services.logs.state.LogStore;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Log groups: create, delete, list, retention, deletion protection. */
public final class Groups {
    private static final String RETENTION_TIMER = "logs.retention";
    private static final Duration RETENTION_ROUND = Duration.ofDays(1);
    private static final int DEFAULT_PAGE = 50;
    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final Kernel kernel;
    private final LogStore store;

    public Groups(Kernel kernel, LogStore store) {
        this.kernel = kernel;
        this.store = store;
        kernel.timers().handle(RETENTION_TIMER, this::expire);
    }

    public CreateLogGroupResponse create(Call call, CreateLogGroupRequest input) {
        String name = Objects.requireNonNull(input.logGroupName());
        store.create(
                call.scope(),
                new LogGroup(
                        name,
                        kernel.clock().millis(),
                        null,
                        input.kmsKeyId(),
                        input.logGroupClass() == null ? "STANDARD" : input.logGroupClass(),
                        Boolean.TRUE.equals(input.deletionProtectionEnabled()),
                        input.tags() == null ? Map.of() : input.tags()));
        journal(call, "logs.CreateLogGroup", name, Outcome.ACCEPTED);
        return CreateLogGroupResponse.builder().build();
    }

    public DeleteLogGroupResponse delete(Call call, DeleteLogGroupRequest input) {
        String name = Names.ofArn(Objects.requireNonNull(input.logGroupName()));
        store.delete(call.scope(), name);
        cancelRetention(call.scope(), name);
        journal(call, "logs.DeleteLogGroup", name, Outcome.COMPLETED);
        return DeleteLogGroupResponse.builder().build();
    }

    public DescribeLogGroupsResponse describe(Call call, DescribeLogGroupsRequest input) {
        if (input.accountIdentifiers() != null || Boolean.TRUE.equals(input.includeLinkedAccounts())) {
            throw LogsErrors.unsupported("includeLinkedAccounts");
        }
        int limit = input.limit() == null ? DEFAULT_PAGE : input.limit();
        List<LogGroup> groups = new ArrayList<>();
        String next = null;
        if (input.logGroupIdentifiers() != null) {
            for (String identifier : input.logGroupIdentifiers()) {
                store.group(call.scope(), Names.ofArn(identifier)).ifPresent(groups::add);
            }
        } else {
            String prefix = input.logGroupNamePrefix() == null ? "" : input.logGroupNamePrefix();
            String pattern = input.logGroupNamePattern() == null ? "" : input.logGroupNamePattern();
            next = collect(
                    call.scope(),
                    group -> group.name().startsWith(prefix) && group.name().contains(pattern),
                    input.nextToken(),
                    limit,
                    groups);
        }
        return DescribeLogGroupsResponse.builder()
                .logGroups(groups.stream()
                        .map(group -> description(call.scope(), group))
                        .toList())
                .nextToken(next)
                .build();
    }

    public ListLogGroupsResponse list(Call call, ListLogGroupsRequest input) {
        if (input.dataSources() != null || input.fieldIndexNames() != null || input.logGroupTags() != null) {
            throw LogsErrors.unsupported("dataSources, fieldIndexNames and logGroupTags");
        }
        Pattern pattern = Pattern.compile(input.logGroupNamePattern() == null ? "" : input.logGroupNamePattern());
        List<LogGroup> groups = new ArrayList<>();
        String next = collect(
                call.scope(),
                group -> pattern.matcher(group.name()).find(),
                input.nextToken(),
                input.limit() == null ? DEFAULT_PAGE : input.limit(),
                groups);
        return ListLogGroupsResponse.builder()
                .logGroups(groups.stream()
                        .map(group -> LogGroupSummary.builder()
                                .logGroupName(group.name())
                                .logGroupArn(Names.arn(call.scope(), group.name()))
                                .logGroupClass(group.logGroupClass())
                                .build())
                        .toList())
                .nextToken(next)
                .build();
    }

    private @Nullable String collect(
            Scope scope, Predicate<LogGroup> wanted, @Nullable String token, int limit, List<LogGroup> into) {
        String after = token;
        while (true) {
            List<LogGroup> page = store.groups(scope, after, limit);
            for (LogGroup group : page) {
                after = group.name();
                if (wanted.test(group)) {
                    into.add(group);
                    if (into.size() == limit) {
                        return store.groups(scope, after, 1).isEmpty() ? null : after;
                    }
                }
            }
            if (page.size() < limit) {
                return null;
            }
        }
    }

    private static dev.weir.api.logs.LogGroup description(Scope scope, LogGroup group) {
        String arn = Names.arn(scope, group.name());
        return dev.weir.api.logs.LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.created())
                .retentionInDays(group.retentionInDays())
                .metricFilterCount(0)
                .arn(arn + ":*")
                .logGroupArn(arn)
                .storedBytes(0L)
                .kmsKeyId(group.kmsKeyId())
                .logGroupClass(group.logGroupClass())
                .deletionProtectionEnabled(group.deletionProtection())
                .build();
    }

    public PutRetentionPolicyResponse retain(Call call, PutRetentionPolicyRequest input) {
        setRetention(
                call.scope(),
                Names.ofArn(Objects.requireNonNull(input.logGroupName())),
                Objects.requireNonNull(input.retentionInDays()));
        return PutRetentionPolicyResponse.builder().build();
    }

    /** @throws dev.weir.shapes.AwsException where AWS does not know that number of days */
    public void setRetention(Scope scope, String group, int days) {
        if (!RETENTIONS.contains(days)) {
            throw LogsErrors.badRetention(days);
        }
        store.change(scope, group, known -> known.withRetention(days));
        setTimer(scope, group);
    }

    public DeleteRetentionPolicyResponse release(Call call, DeleteRetentionPolicyRequest input) {
        clearRetention(call.scope(), Names.ofArn(Objects.requireNonNull(input.logGroupName())));
        return DeleteRetentionPolicyResponse.builder().build();
    }

    public void clearRetention(Scope scope, String group) {
        store.change(scope, group, known -> known.withRetention(null));
        cancelRetention(scope, group);
    }

    public PutLogGroupDeletionProtectionResponse protect(Call call, PutLogGroupDeletionProtectionRequest input) {
        String name = Names.ofArn(Objects.requireNonNull(input.logGroupIdentifier()));
        boolean enabled = Boolean.TRUE.equals(input.deletionProtectionEnabled());
        store.change(call.scope(), name, known -> known.withDeletionProtection(enabled));
        return PutLogGroupDeletionProtectionResponse.builder().build();
    }

    /** Adds tags and removes others. */
    public void tag(Scope scope, String group, Map<String, String> add, List<String> remove) {
        store.change(scope, group, known -> {
            Map<String, String> tags = new HashMap<>(known.tags());
            tags.putAll(add);
            remove.forEach(tags::remove);
            return known.withTags(tags);
        });
    }

    Map<String, String> tags(Scope scope, String group) {
        return store.group(scope, group).orElseThrow(LogsErrors::noGroup).tags();
    }

    private void setTimer(Scope scope, String group) {
        Instant next = kernel.clock().now().plus(RETENTION_ROUND);
        String arn = Names.arn(scope, group);
        kernel.store().write(tx -> {
            kernel.timers()
                    .set(
                            tx,
                            RETENTION_TIMER,
                            arn,
                            next,
                            TimerKind.HOUSEKEEPING,
                            group.getBytes(StandardCharsets.UTF_8));
            return true;
        });
    }

    private void cancelRetention(Scope scope, String group) {
        kernel.store().write(tx -> {
            kernel.timers().cancel(tx, RETENTION_TIMER, Names.arn(scope, group));
            return true;
        });
    }

    private void expire(String arn, Instant due, byte[] payload) {
        Scope scope = Arn.parse(arn).scope();
        String name = new String(payload, StandardCharsets.UTF_8);
        store.group(scope, name).ifPresent(group -> {
            Integer days = group.retentionInDays();
            if (days != null) {
                long before = kernel.clock().now().minus(Duration.ofDays(days)).toEpochMilli();
                store.expire(scope, name, before);
                kernel.journal()
                        .record(
                                Cause.NONE,
                                scope,
                                "logs.Retention",
                                "",
                                arn,
                                name,
                                Outcome.EXPIRED,
                                "events older than " + days + " days are gone");
                setTimer(scope, name);
            }
        });
    }

    private void journal(Call call, String kind, String group, Outcome outcome) {
        kernel.journal()
                .record(call.cause(), call.scope(), kind, "", Names.arn(call.scope(), group), group, outcome, "");
    }
}
