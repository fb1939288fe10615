package dev.weir.services.sqs.operations;

import dev.weir.api.sqs.BatchResultErrorEntry;
import dev.weir.services.sqs.SqsErrors;
import dev.weir.shapes.AwsException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all batch operations check, and how they answer what failed. */
final class Batches {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,80}");
    private static final int MOST = 10;

    private Batches() {}

    /**
     * @param entryType the model's name of an entry, for the message
     * @throws AwsException where the whole batch is refused
     */
    static <E> List<E> check(@Nullable List<E> entries, String entryType, Function<E, @Nullable String> id) {
        if (entries == null || entries.isEmpty()) {
            throw SqsErrors.emptyBatch(entryType);
        }
        if (entries.size() > MOST) {
            throw SqsErrors.tooManyEntries(entries.size());
        }
        Set<String> seen = new HashSet<>();
        for (E entry : entries) {
            String text = SqsErrors.required(id.apply(entry), entryType + ".Id");
            if (!ID.matcher(text).matches()) {
                throw SqsErrors.invalidEntryId();
            }
            if (!seen.add(text)) {
                throw SqsErrors.idsNotDistinct(text);
            }
        }
        return entries;
    }

    /** AWS leaves out a list that has nothing in it. */
    static <E> @Nullable List<E> some(List<E> entries) {
        return entries.isEmpty() ? null : entries;
    }

    static BatchResultErrorEntry failed(@Nullable String id, AwsException error) {
        return new BatchResultErrorEntry(id, error.senderFault(), error.queryCode(), error.getMessage());
    }
}
