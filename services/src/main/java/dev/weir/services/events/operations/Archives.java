package dev.weir.services.events.operations;

import dev.weir.api.events.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.background.Retention;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.state.ArchiveState;
import dev.weir.services.events.state.ArchiveStore;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.NamedStore;
import dev.weir.services.events.state.RuleState;
import dev.weir.services.events.state.RuleState.RuleTarget;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Archives. Each is filled by a managed rule of its bus. Source: Amazon EventBridge User Guide, "Archiving events in Amazon
 * EventBridge".
 */
public final class Archives {
    private static final String ENABLED = "ENABLED";

    private final Kernel kernel;
    private final EventsStore store;
    private final NamedStore<ArchiveState> archives;
    private final ArchiveStore events;
    private final Router router;
    private final Retention retention;

    public Archives(
            Kernel kernel,
            EventsStore store,
            NamedStore<ArchiveState> archives,
            ArchiveStore events,
            Router router,
            Retention retention) {
        this.kernel = kernel;
        this.store = store;
        this.archives = archives;
        this.events = events;
        this.router = router;
        this.retention = retention;
    }

    public CreateArchiveResponse create(Call call, CreateArchiveRequest input) {
        Scope scope = call.scope();
        ArchiveState archive = new ArchiveState(
                Objects.requireNonNull(input.archiveName()),
                bus(Objects.requireNonNull(input.eventSourceArn())),
                input.description(),
                input.eventPattern(),
                Objects.requireNonNullElse(input.retentionDays(), 0),
                input.kmsKeyIdentifier(),
                kernel.clock().now());
        RuleState rule = rule(scope, archive);
        if (store.bus(scope, archive.bus()).isEmpty()) {
            throw EventsErrors.noBus(archive.bus());
        }
        kernel.store().write(tx -> {
            if (archives.find(tx, scope, archive.name()).isPresent()) {
                throw EventsErrors.archiveExists(archive.name());
            }
            archives.put(tx, scope, archive);
            return store.put(tx, scope, rule);
        });
        router.forget(scope, archive.bus());
        String arn = arn(scope, archive.name());
        kernel.journal()
                .record(
                        call.cause(),
                        scope,
                        "events.CreateArchive",
                        Router.busArn(scope, archive.bus()),
                        arn,
                        archive.name(),
                        Outcome.ACCEPTED,
                        "");
        return CreateArchiveResponse.builder()
                .archiveArn(arn)
                .state(ENABLED)
                .creationTime(archive.created())
                .build();
    }

    private static String bus(String arn) {
        if (!Arn.isArn(arn) || !Arn.parse(arn).resource().startsWith("event-bus/")) {
            throw EventsErrors.badParameter("EventSourceArn", "Must contain an event bus ARN.");
        }
        return BusNames.of(arn);
    }

    /** As AWS makes it: replayed events are not archived again. */
    private static RuleState rule(Scope scope, ArchiveState archive) {
        String pattern = archive.pattern();
        ObjectNode matched = JsonMapper.shared().createObjectNode();
        if (pattern != null) {
            Rules.checkPattern(pattern);
            JsonNode given = JsonMapper.shared().readTree(pattern);
            given.properties().forEach(entry -> matched.set(entry.getKey(), entry.getValue()));
        }
        matched.putArray("replay-name").addObject().put("exists", false);
        RuleTarget target = new RuleTarget(
                archive.rule(),
                "arn:aws:events:" + scope.region() + ":::",
                null,
                null,
                null,
                Map.of(),
                "{\"archive-arn\": \"" + arn(scope, archive.name())
                        + "\", \"event\": <aws.events.event.json>, \"ingestion-time\": <aws.events.event.ingestion-time>}",
                null,
                null,
                null,
                null,
                null,
                null);
        return new RuleState(
                archive.rule(),
                archive.bus(),
                matched.toString(),
                null,
                RuleState.ENABLED,
                null,
                null,
                RuleState.ARCHIVES,
                Map.of(),
                List.of(target));
    }

    public UpdateArchiveResponse update(Call call, UpdateArchiveRequest input) {
        Scope scope = call.scope();
        String name = Objects.requireNonNull(input.archiveName());
        if (input.eventPattern() != null) {
            Rules.checkPattern(input.eventPattern());
        }
        ArchiveState changed = kernel.store().write(tx -> {
            ArchiveState known = archives.get(tx, scope, name);
            ArchiveState next = new ArchiveState(
                    name,
                    known.bus(),
                    input.description() == null ? known.description() : input.description(),
                    input.eventPattern() == null ? known.pattern() : input.eventPattern(),
                    input.retentionDays() == null ? known.retentionDays() : input.retentionDays(),
                    input.kmsKeyIdentifier() == null ? known.kmsKey() : input.kmsKeyIdentifier(),
                    known.created());
            archives.put(tx, scope, next);
            store.put(tx, scope, rule(scope, next));
            retention.arm(tx, scope, next);
            return next;
        });
        router.forget(scope, changed.bus());
        return UpdateArchiveResponse.builder()
                .archiveArn(arn(scope, name))
                .state(ENABLED)
                .creationTime(changed.created())
                .build();
    }

    public DeleteArchiveResponse delete(Call call, DeleteArchiveRequest input) {
        Scope scope = call.scope();
        String name = Objects.requireNonNull(input.archiveName());
        ArchiveState archive = kernel.store().write(tx -> {
            ArchiveState known = archives.get(tx, scope, name);
            archives.delete(tx, scope, name);
            store.remove(tx, scope, known.bus(), known.rule());
            events.clear(tx, scope, name);
            retention.disarm(tx, scope, name);
            return known;
        });
        router.forget(scope, archive.bus());
        kernel.journal()
                .record(call.cause(), scope, "events.DeleteArchive", "", arn(scope, name), name, Outcome.COMPLETED, "");
        return DeleteArchiveResponse.builder().build();
    }

    public DescribeArchiveResponse describe(Call call, DescribeArchiveRequest input) {
        ArchiveState archive = archives.get(call.scope(), Objects.requireNonNull(input.archiveName()));
        ArchiveStore.Sum sum = events.sum(call.scope(), archive.name());
        return DescribeArchiveResponse.builder()
                .archiveArn(arn(call.scope(), archive.name()))
                .archiveName(archive.name())
                .eventSourceArn(Router.busArn(call.scope(), archive.bus()))
                .description(archive.description())
                .eventPattern(archive.pattern())
                .state(ENABLED)
                .kmsKeyIdentifier(archive.kmsKey())
                .retentionDays(archive.retentionDays())
                .sizeBytes(sum.bytes())
                .eventCount(sum.count())
                .creationTime(archive.created())
                .build();
    }

    public ListArchivesResponse list(Call call, ListArchivesRequest input) {
        if (filters(input.namePrefix(), input.eventSourceArn(), input.state()) > 1) {
            throw EventsErrors.severalFilters("ListArchives", "State, EventSourceArn, or NamePrefix");
        }
        Scope scope = call.scope();
        Page<ArchiveState> page = Listing.page(
                archives.all(scope).stream()
                        .filter(archive ->
                                input.namePrefix() == null || archive.name().startsWith(input.namePrefix()))
                        .filter(archive -> input.eventSourceArn() == null
                                || Router.busArn(scope, archive.bus()).equals(input.eventSourceArn()))
                        .filter(archive ->
                                input.state() == null || input.state().equals(ENABLED))
                        .toList(),
                ArchiveState::name,
                input.nextToken(),
                input.limit());
        List<Archive> listed = new ArrayList<>();
        for (ArchiveState archive : page.items()) {
            ArchiveStore.Sum sum = events.sum(scope, archive.name());
            listed.add(Archive.builder()
                    .archiveName(archive.name())
                    .eventSourceArn(Router.busArn(scope, archive.bus()))
                    .state(ENABLED)
                    .retentionDays(archive.retentionDays())
                    .sizeBytes(sum.bytes())
                    .eventCount(sum.count())
                    .creationTime(archive.created())
                    .build());
        }
        return ListArchivesResponse.builder()
                .archives(listed)
                .nextToken(page.token())
                .build();
    }

    static int filters(@Nullable Object... given) {
        int filters = 0;
        for (Object filter : given) {
            filters += filter == null ? 0 : 1;
        }
        return filters;
    }

    public static String arn(Scope scope, String name) {
        return scope.arn("events", "archive/" + name).toString();
    }
}
