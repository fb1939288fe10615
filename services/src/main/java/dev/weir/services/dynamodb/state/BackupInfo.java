package dev.weir.services.dynamodb.state;

import dev.weir.services.dynamodb.domain.Table;
import java.time.Instant;

/**
 * A backup.
 *
 * @param table the table's definition as it was
 * @param number the tree that holds the items
 * @param ready whether all items are in it
 */
public record BackupInfo(
        String id, String name, Table table, Instant created, long number, boolean ready, long items, long bytes) {
    public String arn() {
        return table.arn() + "/backup/" + id;
    }

    BackupInfo done(long allItems, long allBytes) {
        return new BackupInfo(id, name, table, created, number, true, allItems, allBytes);
    }
}
