package dev.weir.services.logs.resources;

import dev.weir.api.logs.CreateLogStreamRequest;
import dev.weir.api.logs.DeleteLogStreamRequest;
import dev.weir.api.logs.ResourceNotFoundException;
import dev.weir.fabric.resource.Properties;
import dev.weir.fabric.resource.Provisioned;
import dev.weir.fabric.resource.ResourceRequest;
import dev.weir.fabric.resource.ResourceType;
import dev.weir.services.logs.operations.Streams;
import java.util.Map;
import java.util.Set;

/** {@code AWS::Logs::LogStream}. */
public final class LogStreamResource implements ResourceType {
    private static final int MAX_NAME = 512;

    private final Streams streams;

    public LogStreamResource(Streams streams) {
        this.streams = streams;
    }

    @Override
    public String name() {
        return "AWS::Logs::LogStream";
    }

    @Override
    public Set<String> replacing() {
        return Set.of("LogGroupName", "LogStreamName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties properties = request.properties();
        String group = properties.requiredText("LogGroupName");
        String given = properties.text("LogStreamName");
        properties.done();
        String name = given == null ? request.generatedName(MAX_NAME) : given;
        streams.create(
                request.call(),
                CreateLogStreamRequest.builder()
                        .logGroupName(group)
                        .logStreamName(name)
                        .build());
        return new Provisioned(name, Map.of());
    }

    @Override
    public Provisioned update(ResourceRequest request, String physicalId, Properties previous) {
        return new Provisioned(physicalId, Map.of());
    }

    @Override
    public void delete(ResourceRequest request, String physicalId) {
        try {
            streams.delete(
                    request.call(),
                    DeleteLogStreamRequest.builder()
                            .logGroupName(request.properties().requiredText("LogGroupName"))
                            .logStreamName(physicalId)
                            .build());
        } catch (ResourceNotFoundException gone) {
            return;
        }
    }
}
