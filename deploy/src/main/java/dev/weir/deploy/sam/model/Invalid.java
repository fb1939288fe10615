package dev.weir.deploy.sam.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is wrong with a template, in SAM's wording. Never leaves the transform as it is. */
public final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the problem is about, which decides how far it reaches. */
    public enum Scope {
        /** One resource; the others are still looked at. */
        RESOURCE,
        /** One event of a resource. */
        EVENT,
        /** The structure of the template at one place. */
        TEMPLATE,
        /** The whole document: nothing further is looked at. */
        DOCUMENT
    }

    private final Scope scope;
    private final @Nullable String subject;
    private final List<Invalid> causes;

    private Invalid(Scope scope, @Nullable String subject, String message, List<Invalid> causes) {
        super(message, null, false, false);
        this.scope = scope;
        this.subject = subject;
        this.causes = List.copyOf(causes);
    }

    /** A resource that is invalid. */
    public static Invalid resource(String logicalId, String problem) {
        return new Invalid(
                Scope.RESOURCE,
                logicalId,
                "Resource with id [%s] is invalid. %s".formatted(logicalId, problem),
                List.of());
    }

    /** An event of a resource that is invalid. */
    public static Invalid event(String eventId, String problem) {
        return new Invalid(
                Scope.EVENT, eventId, "Event with id [%s] is invalid. %s".formatted(eventId, problem), List.of());
    }

    /** A template whose structure is invalid. */
    public static Invalid template(String problem) {
        return new Invalid(Scope.TEMPLATE, null, "Structure of the SAM template is invalid. " + problem, List.of());
    }

    /** A problem told as it is. */
    public static Invalid plain(String message) {
        return new Invalid(Scope.TEMPLATE, null, message, List.of());
    }
    /** A template whose structure is so wrong that nothing else is worth a look. */
    public static Invalid document(String problem) {
        return document(List.of(template(problem)));
    }

    /** Everything that is wrong with a document. */
    public static Invalid document(List<Invalid> causes) {
        return new Invalid(Scope.DOCUMENT, null, "", causes);
    }

    /** A resource whose generated part would take an id that is in use. */
    public static Invalid duplicate(String logicalId, String duplicateId, String type) {
        return new Invalid(
                Scope.TEMPLATE,
                logicalId,
                ("Transforming resource with id [%s] attempts to create a new resource with id [%s] and type \"%s\"."
                                + " A resource with that id already exists within this template."
                                + " Please use a different id for that resource.")
                        .formatted(logicalId, duplicateId, type),
                List.of());
    }

    /** How far the problem reaches. */
    public Scope scope() {
        return scope;
    }

    /** What problems are sorted by: the id of the resource, else the message. */
    public String sortKey() {
        return subject != null && scope != Scope.EVENT ? subject : getMessage();
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The single problems of a document. */
    public List<Invalid> causes() {
        return causes;
    }

    /** This problem as one of the resource that holds the event; other problems stay what they are. */
    public Invalid inResource(String logicalId) {
        return scope == Scope.EVENT ? resource(logicalId, getMessage()) : this;
    }
}
