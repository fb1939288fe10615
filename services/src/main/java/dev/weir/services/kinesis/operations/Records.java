package dev.weir.services.kinesis.operations;

import dev.weir.api.kinesis.PutRecordInput;
import dev.weir.api.kinesis.PutRecordOutput;
import dev.weir.api.kinesis.PutRecordsInput;
import dev.weir.api.kinesis.PutRecordsOutput;
import dev.weir.api.kinesis.PutRecordsRequestEntry;
import dev.weir.api.kinesis.PutRecordsResultEntry;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.HashKey;
import dev.weir.services.kinesis.domain.SequenceNumber;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.state.Draft;
import dev.weir.services.kinesis.state.Put;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.shapes.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts records. Source: API Reference, "PutRecord" and "PutRecords". */
public final class Records {
    private static final int MOST = 500;
    private static final long BYTES = 10 * 1024 * 1024;

    private final Lookup lookup;

    public Records(Lookup lookup) {
        this.lookup = lookup;
    }

    public PutRecordOutput put(Call call, PutRecordInput input) {
        StreamOwner owner = lookup.usable(call, input.streamName(), input.streamARN(), input.streamId());
        Stream stream = owner.stream();
        Draft draft = draft(stream, input.partitionKey(), input.explicitHashKey(), input.data(), "");
        ordering(stream, input.sequenceNumberForOrdering());
        if (Boolean.TRUE.equals(input.dryRun())) {
            throw KinesisErrors.dryRun();
        }
        Put put =
                owner.put(List.of(draft), call.cause(), "kinesis.PutRecord", "").getFirst();
        String shard = Shard.id(put.shard());
        if (put.throttled()) {
            throw KinesisErrors.throttled(shard, stream.name(), stream.account());
        }
        return PutRecordOutput.builder()
                .shardId(shard)
                .sequenceNumber(put.sequenceNumber())
                .encryptionType(stream.settings().key() == null ? null : "KMS")
                .build();
    }

    public PutRecordsOutput putAll(Call call, PutRecordsInput input) {
        StreamOwner owner = lookup.usable(call, input.streamName(), input.streamARN(), input.streamId());
        Stream stream = owner.stream();
        List<PutRecordsRequestEntry> entries = Objects.requireNonNull(input.records());
        if (entries.size() > MOST) {
            throw KinesisErrors.tooLong("records", MOST);
        }
        List<Draft> drafts = new ArrayList<>(entries.size());
        long bytes = 0;
        for (PutRecordsRequestEntry entry : entries) {
            String path = "records." + (drafts.size() + 1) + ".member.";
            Draft draft = draft(stream, entry.partitionKey(), entry.explicitHashKey(), entry.data(), path);
            bytes += draft.size();
            drafts.add(draft);
        }
        if (bytes > BYTES) {
            throw KinesisErrors.invalid("Records size exceeds 10 MB limit");
        }
        if (Boolean.TRUE.equals(input.dryRun())) {
            throw KinesisErrors.dryRun();
        }
        List<Put> puts = owner.put(drafts, call.cause(), "kinesis.PutRecords", "");
        List<PutRecordsResultEntry> results = new ArrayList<>(puts.size());
        int failed = 0;
        int last = -1;
        String shard = "";
        for (Put put : puts) {
            if (put.shard() != last) {
                last = put.shard();
                shard = Shard.id(last);
            }
            if (put.throttled()) {
                failed++;
                results.add(PutRecordsResultEntry.builder()
                        .errorCode(KinesisErrors.THROTTLED)
                        .errorMessage(KinesisErrors.rateExceeded(shard, stream.name(), stream.account()))
                        .build());
            } else {
                results.add(PutRecordsResultEntry.builder()
                        .sequenceNumber(put.sequenceNumber())
                        .shardId(shard)
                        .build());
            }
        }
        return PutRecordsOutput.builder()
                .failedRecordCount(failed)
                .records(results)
                .encryptionType(stream.settings().key() == null ? null : "KMS")
                .build();
    }

    private static Draft draft(
            Stream stream, @Nullable String key, @Nullable String explicit, byte @Nullable [] data, String path) {
        boolean automatic = stream.settings().automatic();
        if (key == null && !automatic) {
            throw KinesisErrors.missing(path + "partitionKey");
        }
        HashKey hash = null;
        if (!automatic) {
            hash = explicit == null ? HashKey.of(Objects.requireNonNull(key)) : explicit(explicit);
        }
        Draft draft = new Draft(key == null ? "" : key, data == null ? new byte[0] : data, hash);
        long most = stream.settings().maxRecord() * 1024L;
        if (draft.size() > most) {
            throw KinesisErrors.tooLong(path + "data", most);
        }
        return draft;
    }

    private static HashKey explicit(String text) {
        try {
            return HashKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw KinesisErrors.invalid("Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]."
                    + " Specified value was " + text);
        }
    }

    /** Numbers of a shard always rise, so there is nothing to do but to check what was given. */
    private static void ordering(Stream stream, @Nullable String number) {
        if (number == null) {
            return;
        }
        try {
            SequenceNumber unused = SequenceNumber.parse(number);
        } catch (IllegalArgumentException e) {
            throw KinesisErrors.invalid("ExclusiveMinimumSequenceNumber " + number + " used in PutRecord on stream "
                    + stream.name() + " under account " + stream.account() + " is invalid.");
        }
    }
}
