package dev.weir.services.scheduler.resources;

import dev.weir.api.scheduler.CreateScheduleGroupInput;
import dev.weir.api.scheduler.DeleteScheduleGroupInput;
import dev.weir.api.scheduler.GetScheduleGroupInput;
import dev.weir.api.scheduler.GetScheduleGroupOutput;
import dev.weir.api.scheduler.ListTagsForResourceInput;
import dev.weir.api.scheduler.ListTagsForResourceOutput;
import dev.weir.api.scheduler.ResourceNotFoundException;
import dev.weir.api.scheduler.Tag;
import dev.weir.api.scheduler.TagResourceInput;
import dev.weir.api.scheduler.UntagResourceInput;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.scheduler.operations.GroupOperations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** {@code AWS::Scheduler::ScheduleGroup}. {@code Ref} is the group's name. */
public final class ScheduleGroupResource implements ResourceType {
    private static final int MAX_NAME = 64;

    private final GroupOperations groups;

    public ScheduleGroupResource(GroupOperations groups) {
        this.groups = groups;
    }

    @Override
    public String name() {
        return "AWS::Scheduler::ScheduleGroup";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String given = properties.text("Name");
        String name = given == null ? request.generatedName(MAX_NAME) : given;
        List<Tag> tags = tags(request, properties);
        properties.done();
        groups.create(
                request.call(),
                CreateScheduleGroupInput.builder().name(name).tags(tags).build());
        return provisioned(request, name);
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        Properties properties = request.properties();
        String unused = properties.text("Name");
        List<Tag> tags = tags(request, properties);
        properties.done();
        Provisioned standing = provisioned(request, physicalId);
        String arn = standing.attributes()
                .getOrDefault("Arn", StringNode.valueOf(""))
                .asString();
        ListTagsForResourceOutput before = groups.tags(
                request.call(),
                ListTagsForResourceInput.builder().resourceArn(arn).build());
        List<String> kept = tags.stream().map(Tag::key).toList();
        List<String> gone = (before.tags() == null ? List.<Tag>of() : before.tags())
                .stream().map(Tag::key).filter(key -> !kept.contains(key)).toList();
        if (!gone.isEmpty()) {
            groups.untag(
                    request.call(),
                    UntagResourceInput.builder().resourceArn(arn).tagKeys(gone).build());
        }
        groups.tag(
                request.call(),
                TagResourceInput.builder().resourceArn(arn).tags(tags).build());
        return provisioned(request, physicalId);
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            groups.delete(
                    request.call(),
                    DeleteScheduleGroupInput.builder().name(physicalId).build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }

    private static List<Tag> tags(ResourceRequest request, Properties properties) {
        Map<String, String> tags = new LinkedHashMap<>(request.tags());
        properties.objects("Tags").forEach(tag -> tags.put(tag.requiredText("Key"), tag.requiredText("Value")));
        List<Tag> list = new ArrayList<>();
        tags.forEach(
                (key, value) -> list.add(Tag.builder().key(key).value(value).build()));
        return list;
    }

    private Provisioned provisioned(ResourceRequest request, String name) {
        GetScheduleGroupOutput group = groups.get(
                request.call(), GetScheduleGroupInput.builder().name(name).build());
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("Arn", text(group.arn()));
        attributes.put("State", text(group.state()));
        attributes.put("CreationDate", time(group.creationDate()));
        attributes.put("LastModificationDate", time(group.lastModificationDate()));
        return new Provisioned(name, attributes);
    }

    private static JsonNode time(@Nullable Instant time) {
        return text(time == null ? "" : time.toString());
    }

    private static JsonNode text(@Nullable String text) {
        return StringNode.valueOf(text == null ? "" : text);
    }
}
