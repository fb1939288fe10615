package dev.weir.library.page;

/** What a page is about. */
public enum Kind {
    /** One service: its purpose and its operations. */
    SERVICE("service"),
    /** An operation of a service's API. */
    OPERATION("API operation"),
    /** A structure that operations take or give. */
    STRUCTURE("API data type"),
    /** What a service's operations fail with. */
    ERRORS("errors"),
    /** A CloudFormation or SAM resource type. */
    RESOURCE_TYPE("CloudFormation resource type"),
    /** A structure inside of a resource type. */
    PROPERTY_TYPE("CloudFormation property type"),
    /** An event that an AWS service puts on the default event bus. */
    EVENT("EventBridge event"),
    /** The metrics of one namespace. */
    METRICS("CloudWatch metrics"),
    /** A page of weir's own documentation. */
    GUIDE("weir guide"),
    /** A file of a skill for agents. */
    SKILL("skill");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** The kind in words. */
    public String label() {
        return label;
    }
}
