package dev.weir.services.dynamodb.background;

import dev.weir.fabric.Fabric;
import dev.weir.fabric.ObjectSource;
import dev.weir.kernel.Arn;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.services.dynamodb.state.Job;
import dev.weir.services.dynamodb.state.Transfer;
import dev.weir.services.dynamodb.state.Transfers;
import dev.weir.shapes.AwsException;

/** Does exports and imports. */
public final class TransferJobs {
    private final DynamoDbState state;
    private final Fabric fabric;
    private final Transfers transfers;

    public TransferJobs(DynamoDbState state, Fabric fabric) {
        this.state = state;
        this.fabric = fabric;
        this.transfers = new Transfers(state.kernel().store());
    }

    /** Does what the job says; a fault of the bucket or its objects fails the transfer, not the job. */
    public void run(Job job) {
        Transfer transfer = transfers.find(Arn.parse(job.target()));
        if (transfer == null || !transfer.status().equals("IN_PROGRESS")) {
            return;
        }
        Transfer done;
        try {
            ObjectSource objects = fabric.of("s3", ObjectSource.class)
                    .orElseThrow(() -> new AwsException("NoSuchBucket", 404, "there is no S3"));
            done = job.kind() == Job.Kind.EXPORT
                    ? new Export(state, objects).run(job, transfer)
                    : new Import(state, objects).run(job, transfer);
        } catch (AwsException e) {
            String code = e.code().equals("NoSuchBucket") ? "S3NoSuchBucket" : e.code();
            done = transfer.failed(
                    state.kernel().clock().now(), new Transfer.Failure(code, String.valueOf(e.getMessage())));
        }
        Transfer ended = done;
        state.kernel().store().write(tx -> {
            transfers.put(tx, ended);
            if (job.kind() == Job.Kind.EXPORT) {
                state.backups().release(tx, job.source());
            } else {
                state.backups().made(tx, job.source().scope(), job.source().name());
            }
            return true;
        });
    }
}
