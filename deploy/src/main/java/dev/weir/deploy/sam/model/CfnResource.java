package dev.weir.deploy.sam.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A resource that the transform makes, in CloudFormation's own terms. */
public final class CfnResource {
    private final String type;
    private final String logicalId;
    private final ObjectNode attributes = Json.object();
    private final ObjectNode properties = Json.object();

    /** A resource without properties yet. */
    public CfnResource(String type, String logicalId) {
        if (!logicalId.matches("[A-Za-z0-9]+")) {
            throw Invalid.resource(logicalId, "Logical ids must be alphanumeric.");
        }
        this.type = type;
        this.logicalId = logicalId;
    }

    /** A resource that takes attributes such as {@code Condition} over from what it was made of. */
    public CfnResource(String type, String logicalId, ObjectNode attributes) {
        this(type, logicalId);
        this.attributes.setAll(attributes.deepCopy());
    }

    /** The CloudFormation type. */
    public String type() {
        return type;
    }

    /** The logical id. */
    public String logicalId() {
        return logicalId;
    }

    /** Sets a property; null leaves it out. */
    public CfnResource set(String name, @Nullable Object value) {
        Json.put(properties, name, value);
        return this;
    }

    /** A property, or null. */
    public @Nullable JsonNode get(String name) {
        return Json.get(properties, name);
    }

    /** The properties, to be changed in place. */
    public ObjectNode properties() {
        return properties;
    }

    /** Sets an attribute beside the properties; null leaves it out. */
    public CfnResource attribute(String name, @Nullable Object value) {
        Json.put(attributes, name, value);
        return this;
    }

    /** Makes the resource wait for others. */
    public CfnResource dependsOn(String... logicalIds) {
        return attribute("DependsOn", List.of(logicalIds));
    }

    /** {@code Ref} to this resource. */
    public ObjectNode ref() {
        return Intrinsics.ref(logicalId);
    }

    /** {@code Fn::GetAtt} of its Arn. */
    public ObjectNode arn() {
        return getAtt("Arn");
    }

    /** {@code Fn::GetAtt} of an attribute. */
    public ObjectNode getAtt(String attribute) {
        return Intrinsics.getAtt(logicalId, attribute);
    }

    /** The resource as a template's {@code Resources} section holds it. */
    public ObjectNode toNode() {
        ObjectNode node = Json.object("Type", type);
        node.setAll(attributes.deepCopy());
        node.set("Properties", properties.deepCopy());
        return node;
    }
}
