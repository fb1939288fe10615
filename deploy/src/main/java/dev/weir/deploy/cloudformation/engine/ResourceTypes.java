package dev.weir.deploy.cloudformation.engine;

import dev.weir.fabric.resource.ResourceType;
import java.util.Optional;

/** All resource types that weir has, whichever service owns them. */
@FunctionalInterface
public interface ResourceTypes {
    /** @param name such as {@code AWS::SQS::Queue} or {@code Custom::Thing} */
    Optional<ResourceType> find(String name);
}
