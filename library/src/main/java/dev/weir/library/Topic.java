package dev.weir.library;

import dev.weir.library.page.Kind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a search may be narrowed to: the topics of AWS's knowledge server, and what this documentation has of them. */
public enum Topic {
    /** APIs, events and metrics. */
    REFERENCE_DOCUMENTATION(EnumSet.of(Kind.SERVICE, Kind.OPERATION, Kind.STRUCTURE, Kind.EVENT, Kind.METRICS), ""),
    /** Resource types of CloudFormation and SAM. */
    CLOUDFORMATION(EnumSet.of(Kind.RESOURCE_TYPE, Kind.PROPERTY_TYPE), ""),
    /** Errors of AWS's services, and weir's own guides. */
    TROUBLESHOOTING(EnumSet.of(Kind.ERRORS, Kind.GUIDE), ""),
    /** Weir's skill. */
    AGENT_SKILLS(EnumSet.of(Kind.SKILL), ""),
    /** Everything. */
    GENERAL(EnumSet.allOf(Kind.class), ""),
    /** Nothing: announcements are in no package. */
    CURRENT_AWARENESS(EnumSet.noneOf(Kind.class), "announcements"),
    /** Nothing. */
    AMPLIFY_DOCS(EnumSet.noneOf(Kind.class), "Amplify's documentation"),
    /** Nothing. */
    CDK_DOCS(EnumSet.noneOf(Kind.class), "the CDK's documentation"),
    /** Nothing. */
    CDK_CONSTRUCTS(EnumSet.noneOf(Kind.class), "the CDK's constructs"),
    /** Nothing. */
    STRANDS_DOCS(EnumSet.noneOf(Kind.class), "Strands' documentation");

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf makes one that is.
    private final Set<Kind> kinds;

    private final String lacking;

    Topic(Set<Kind> kinds, String lacking) {
        this.kinds = Set.copyOf(kinds);
        this.lacking = lacking;
    }

    /** The topic of a name such as {@code reference_documentation}. */
    public static Optional<Topic> named(String name) {
        for (Topic topic : values()) {
            if (topic.id().equals(name)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }

    /** Its name, as it is asked for. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What pages of this topic are about. */
    public Set<Kind> kinds() {
        return kinds;
    }

    /** What there is nothing of, in words; empty where there is something. */
    public String lacking() {
        return lacking;
    }
}
