package dev.weir.services.dynamodb;

import dev.weir.api.dynamodb.BatchExecuteStatementInput;
import dev.weir.api.dynamodb.BatchExecuteStatementOutput;
import dev.weir.api.dynamodb.BatchGetItemInput;
import dev.weir.api.dynamodb.BatchGetItemOutput;
import dev.weir.api.dynamodb.BatchWriteItemInput;
import dev.weir.api.dynamodb.BatchWriteItemOutput;
import dev.weir.api.dynamodb.CreateBackupInput;
import dev.weir.api.dynamodb.CreateBackupOutput;
import dev.weir.api.dynamodb.CreateGlobalTableInput;
import dev.weir.api.dynamodb.CreateGlobalTableOutput;
import dev.weir.api.dynamodb.CreateTableInput;
import dev.weir.api.dynamodb.CreateTableOutput;
import dev.weir.api.dynamodb.DeleteBackupInput;
import dev.weir.api.dynamodb.DeleteBackupOutput;
import dev.weir.api.dynamodb.DeleteItemInput;
import dev.weir.api.dynamodb.DeleteItemOutput;
import dev.weir.api.dynamodb.DeleteResourcePolicyInput;
import dev.weir.api.dynamodb.DeleteResourcePolicyOutput;
import dev.weir.api.dynamodb.DeleteTableInput;
import dev.weir.api.dynamodb.DeleteTableOutput;
import dev.weir.api.dynamodb.DescribeBackupInput;
import dev.weir.api.dynamodb.DescribeBackupOutput;
import dev.weir.api.dynamodb.DescribeContinuousBackupsInput;
import dev.weir.api.dynamodb.DescribeContinuousBackupsOutput;
import dev.weir.api.dynamodb.DescribeEndpointsRequest;
import dev.weir.api.dynamodb.DescribeEndpointsResponse;
import dev.weir.api.dynamodb.DescribeExportInput;
import dev.weir.api.dynamodb.DescribeExportOutput;
import dev.weir.api.dynamodb.DescribeImportInput;
import dev.weir.api.dynamodb.DescribeImportOutput;
import dev.weir.api.dynamodb.DescribeKinesisStreamingDestinationInput;
import dev.weir.api.dynamodb.DescribeKinesisStreamingDestinationOutput;
import dev.weir.api.dynamodb.DescribeLimitsInput;
import dev.weir.api.dynamodb.DescribeLimitsOutput;
import dev.weir.api.dynamodb.DescribeTableInput;
import dev.weir.api.dynamodb.DescribeTableOutput;
import dev.weir.api.dynamodb.DescribeTimeToLiveInput;
import dev.weir.api.dynamodb.DescribeTimeToLiveOutput;
import dev.weir.api.dynamodb.DynamoDbOperations;
import dev.weir.api.dynamodb.ExecuteStatementInput;
import dev.weir.api.dynamodb.ExecuteStatementOutput;
import dev.weir.api.dynamodb.ExecuteTransactionInput;
import dev.weir.api.dynamodb.ExecuteTransactionOutput;
import dev.weir.api.dynamodb.ExportTableToPointInTimeInput;
import dev.weir.api.dynamodb.ExportTableToPointInTimeOutput;
import dev.weir.api.dynamodb.GetItemInput;
import dev.weir.api.dynamodb.GetItemOutput;
import dev.weir.api.dynamodb.GetResourcePolicyInput;
import dev.weir.api.dynamodb.GetResourcePolicyOutput;
import dev.weir.api.dynamodb.ImportTableInput;
import dev.weir.api.dynamodb.ImportTableOutput;
import dev.weir.api.dynamodb.KinesisStreamingDestinationInput;
import dev.weir.api.dynamodb.KinesisStreamingDestinationOutput;
import dev.weir.api.dynamodb.ListBackupsInput;
import dev.weir.api.dynamodb.ListBackupsOutput;
import dev.weir.api.dynamodb.ListExportsInput;
import dev.weir.api.dynamodb.ListExportsOutput;
import dev.weir.api.dynamodb.ListImportsInput;
import dev.weir.api.dynamodb.ListImportsOutput;
import dev.weir.api.dynamodb.ListTablesInput;
import dev.weir.api.dynamodb.ListTablesOutput;
import dev.weir.api.dynamodb.ListTagsOfResourceInput;
import dev.weir.api.dynamodb.ListTagsOfResourceOutput;
import dev.weir.api.dynamodb.PutItemInput;
import dev.weir.api.dynamodb.PutItemOutput;
import dev.weir.api.dynamodb.PutResourcePolicyInput;
import dev.weir.api.dynamodb.PutResourcePolicyOutput;
import dev.weir.api.dynamodb.QueryInput;
import dev.weir.api.dynamodb.QueryOutput;
import dev.weir.api.dynamodb.RestoreTableFromBackupInput;
import dev.weir.api.dynamodb.RestoreTableFromBackupOutput;
import dev.weir.api.dynamodb.RestoreTableToPointInTimeInput;
import dev.weir.api.dynamodb.RestoreTableToPointInTimeOutput;
import dev.weir.api.dynamodb.ScanInput;
import dev.weir.api.dynamodb.ScanOutput;
import dev.weir.api.dynamodb.TagResourceInput;
import dev.weir.api.dynamodb.TagResourceResponse;
import dev.weir.api.dynamodb.TransactGetItemsInput;
import dev.weir.api.dynamodb.TransactGetItemsOutput;
import dev.weir.api.dynamodb.TransactWriteItemsInput;
import dev.weir.api.dynamodb.TransactWriteItemsOutput;
import dev.weir.api.dynamodb.UntagResourceInput;
import dev.weir.api.dynamodb.UntagResourceResponse;
import dev.weir.api.dynamodb.UpdateContinuousBackupsInput;
import dev.weir.api.dynamodb.UpdateContinuousBackupsOutput;
import dev.weir.api.dynamodb.UpdateGlobalTableInput;
import dev.weir.api.dynamodb.UpdateGlobalTableOutput;
import dev.weir.api.dynamodb.UpdateItemInput;
import dev.weir.api.dynamodb.UpdateItemOutput;
import dev.weir.api.dynamodb.UpdateKinesisStreamingDestinationInput;
import dev.weir.api.dynamodb.UpdateKinesisStreamingDestinationOutput;
import dev.weir.api.dynamodb.UpdateTableInput;
import dev.weir.api.dynamodb.UpdateTableOutput;
import dev.weir.api.dynamodb.UpdateTimeToLiveInput;
import dev.weir.api.dynamodb.UpdateTimeToLiveOutput;
import dev.weir.fabric.Fabric;
import dev.weir.services.dynamodb.operations.Account;
import dev.weir.services.dynamodb.operations.BackupOperations;
import dev.weir.services.dynamodb.operations.BatchExecuteStatement;
import dev.weir.services.dynamodb.operations.BatchGetItem;
import dev.weir.services.dynamodb.operations.BatchWriteItem;
import dev.weir.services.dynamodb.operations.CreateTable;
import dev.weir.services.dynamodb.operations.DeleteItem;
import dev.weir.services.dynamodb.operations.ExecuteStatement;
import dev.weir.services.dynamodb.operations.ExecuteTransaction;
import dev.weir.services.dynamodb.operations.GetItem;
import dev.weir.services.dynamodb.operations.KinesisDestinations;
import dev.weir.services.dynamodb.operations.PutItem;
import dev.weir.services.dynamodb.operations.Query;
import dev.weir.services.dynamodb.operations.ResourcePolicies;
import dev.weir.services.dynamodb.operations.Scan;
import dev.weir.services.dynamodb.operations.TableOperations;
import dev.weir.services.dynamodb.operations.TimeToLive;
import dev.weir.services.dynamodb.operations.TransactGetItems;
import dev.weir.services.dynamodb.operations.TransactWriteItems;
import dev.weir.services.dynamodb.operations.TransferOperations;
import dev.weir.services.dynamodb.operations.UpdateItem;
import dev.weir.services.dynamodb.operations.UpdateTable;
import dev.weir.services.dynamodb.state.DynamoDbState;
import dev.weir.shapes.Call;

/** The generated operations, a line each. Those that are not here refuse by name. */
public final class DynamoDbApiOperations implements DynamoDbOperations {
    private final DynamoDbState state;
    private final BatchGetItem batchGetItem;
    private final BatchWriteItem batchWriteItem;
    private final CreateTable createTable;
    private final DeleteItem deleteItem;
    private final BatchExecuteStatement batchExecuteStatement;
    private final ExecuteStatement executeStatement;
    private final ExecuteTransaction executeTransaction;
    private final BackupOperations backups;
    private final ResourcePolicies policies;
    private final TransferOperations transfers;
    private final GetItem getItem;
    private final PutItem putItem;
    private final Query query;
    private final Scan scan;
    private final TransactGetItems transactGetItems;
    private final TransactWriteItems transactWriteItems;
    private final UpdateItem updateItem;
    private final UpdateTable updateTable;
    private final TimeToLive timeToLive;
    private final TableOperations tables;
    private final KinesisDestinations destinations;

    DynamoDbApiOperations(DynamoDbState state, Fabric fabric) {
        this.state = state;
        batchGetItem = new BatchGetItem(state);
        batchWriteItem = new BatchWriteItem(state);
        createTable = new CreateTable(state);
        deleteItem = new DeleteItem(state);
        batchExecuteStatement = new BatchExecuteStatement(state);
        executeStatement = new ExecuteStatement(state);
        executeTransaction = new ExecuteTransaction(state);
        backups = new BackupOperations(state);
        policies = new ResourcePolicies(state);
        transfers = new TransferOperations(state);
        getItem = new GetItem(state);
        putItem = new PutItem(state);
        query = new Query(state);
        scan = new Scan(state);
        transactGetItems = new TransactGetItems(state);
        transactWriteItems = new TransactWriteItems(state);
        updateItem = new UpdateItem(state);
        updateTable = new UpdateTable(state);
        timeToLive = new TimeToLive(state);
        tables = new TableOperations(state);
        destinations = new KinesisDestinations(state, fabric);
    }

    /** Ends what is under way with a table at once: for stacks, whose next step needs it done. */
    public void settle(Call call, String table) {
        state.life().complete(call.scope(), table);
    }

    @Override
    public BatchGetItemOutput batchGetItem(Call call, BatchGetItemInput input) {
        return batchGetItem.run(call, input);
    }

    @Override
    public BatchWriteItemOutput batchWriteItem(Call call, BatchWriteItemInput input) {
        return batchWriteItem.run(call, input);
    }

    @Override
    public CreateTableOutput createTable(Call call, CreateTableInput input) {
        return createTable.run(call, input);
    }

    @Override
    public DeleteItemOutput deleteItem(Call call, DeleteItemInput input) {
        return deleteItem.run(call, input);
    }

    @Override
    public DeleteTableOutput deleteTable(Call call, DeleteTableInput input) {
        return tables.delete(call, input);
    }

    @Override
    public DescribeContinuousBackupsOutput describeContinuousBackups(Call call, DescribeContinuousBackupsInput input) {
        return tables.describeBackups(call, input);
    }

    @Override
    public DescribeKinesisStreamingDestinationOutput describeKinesisStreamingDestination(
            Call call, DescribeKinesisStreamingDestinationInput input) {
        return destinations.describe(call, input);
    }

    @Override
    public KinesisStreamingDestinationOutput enableKinesisStreamingDestination(
            Call call, KinesisStreamingDestinationInput input) {
        return destinations.enable(call, input);
    }

    @Override
    public KinesisStreamingDestinationOutput disableKinesisStreamingDestination(
            Call call, KinesisStreamingDestinationInput input) {
        return destinations.disable(call, input);
    }

    @Override
    public UpdateKinesisStreamingDestinationOutput updateKinesisStreamingDestination(
            Call call, UpdateKinesisStreamingDestinationInput input) {
        return destinations.update(call, input);
    }

    /** AWS itself has taken this version of global tables away. */
    @Override
    public CreateGlobalTableOutput createGlobalTable(Call call, CreateGlobalTableInput input) {
        throw Account.oldGlobalTables();
    }

    /** AWS itself has taken this version of global tables away. */
    @Override
    public UpdateGlobalTableOutput updateGlobalTable(Call call, UpdateGlobalTableInput input) {
        throw Account.oldGlobalTables();
    }

    @Override
    public DescribeEndpointsResponse describeEndpoints(Call call, DescribeEndpointsRequest input) {
        return Account.endpoints(call);
    }

    @Override
    public DescribeLimitsOutput describeLimits(Call call, DescribeLimitsInput input) {
        return Account.limits();
    }

    @Override
    public DescribeTableOutput describeTable(Call call, DescribeTableInput input) {
        return tables.describe(call, input);
    }

    @Override
    public DescribeTimeToLiveOutput describeTimeToLive(Call call, DescribeTimeToLiveInput input) {
        return timeToLive.describe(call, input);
    }

    @Override
    public BatchExecuteStatementOutput batchExecuteStatement(Call call, BatchExecuteStatementInput input) {
        return batchExecuteStatement.run(call, input);
    }

    @Override
    public ExecuteStatementOutput executeStatement(Call call, ExecuteStatementInput input) {
        return executeStatement.run(call, input);
    }

    @Override
    public ExecuteTransactionOutput executeTransaction(Call call, ExecuteTransactionInput input) {
        return executeTransaction.run(call, input);
    }

    @Override
    public GetItemOutput getItem(Call call, GetItemInput input) {
        return getItem.run(call, input);
    }

    @Override
    public ListTablesOutput listTables(Call call, ListTablesInput input) {
        return tables.list(call, input);
    }

    @Override
    public ListTagsOfResourceOutput listTagsOfResource(Call call, ListTagsOfResourceInput input) {
        return tables.listTags(call, input);
    }

    @Override
    public PutItemOutput putItem(Call call, PutItemInput input) {
        return putItem.run(call, input);
    }

    @Override
    public QueryOutput query(Call call, QueryInput input) {
        return query.run(call, input);
    }

    @Override
    public ScanOutput scan(Call call, ScanInput input) {
        return scan.run(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceInput input) {
        tables.tag(call, input);
        return TagResourceResponse.builder().build();
    }

    @Override
    public TransactGetItemsOutput transactGetItems(Call call, TransactGetItemsInput input) {
        return transactGetItems.run(call, input);
    }

    @Override
    public TransactWriteItemsOutput transactWriteItems(Call call, TransactWriteItemsInput input) {
        return transactWriteItems.run(call, input);
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceInput input) {
        tables.untag(call, input);
        return UntagResourceResponse.builder().build();
    }

    @Override
    public UpdateContinuousBackupsOutput updateContinuousBackups(Call call, UpdateContinuousBackupsInput input) {
        return tables.updateBackups(call, input);
    }

    @Override
    public UpdateItemOutput updateItem(Call call, UpdateItemInput input) {
        return updateItem.run(call, input);
    }

    @Override
    public UpdateTableOutput updateTable(Call call, UpdateTableInput input) {
        return updateTable.run(call, input);
    }

    @Override
    public CreateBackupOutput createBackup(Call call, CreateBackupInput input) {
        return backups.create(call, input);
    }

    @Override
    public DeleteBackupOutput deleteBackup(Call call, DeleteBackupInput input) {
        return backups.delete(call, input);
    }

    @Override
    public DescribeBackupOutput describeBackup(Call call, DescribeBackupInput input) {
        return backups.describe(call, input);
    }

    @Override
    public ListBackupsOutput listBackups(Call call, ListBackupsInput input) {
        return backups.list(call, input);
    }

    @Override
    public RestoreTableFromBackupOutput restoreTableFromBackup(Call call, RestoreTableFromBackupInput input) {
        return backups.restore(call, input);
    }

    @Override
    public RestoreTableToPointInTimeOutput restoreTableToPointInTime(Call call, RestoreTableToPointInTimeInput input) {
        return backups.restore(call, input);
    }

    @Override
    public PutResourcePolicyOutput putResourcePolicy(Call call, PutResourcePolicyInput input) {
        return policies.put(call, input);
    }

    @Override
    public GetResourcePolicyOutput getResourcePolicy(Call call, GetResourcePolicyInput input) {
        return policies.get(input);
    }

    @Override
    public DeleteResourcePolicyOutput deleteResourcePolicy(Call call, DeleteResourcePolicyInput input) {
        return policies.delete(call, input);
    }

    @Override
    public ExportTableToPointInTimeOutput exportTableToPointInTime(Call call, ExportTableToPointInTimeInput input) {
        return transfers.export(call, input);
    }

    @Override
    public ImportTableOutput importTable(Call call, ImportTableInput input) {
        return transfers.importTable(call, input);
    }

    @Override
    public DescribeExportOutput describeExport(Call call, DescribeExportInput input) {
        return transfers.describe(input);
    }

    @Override
    public DescribeImportOutput describeImport(Call call, DescribeImportInput input) {
        return transfers.describe(input);
    }

    @Override
    public ListExportsOutput listExports(Call call, ListExportsInput input) {
        return transfers.list(call, input);
    }

    @Override
    public ListImportsOutput listImports(Call call, ListImportsInput input) {
        return transfers.list(call, input);
    }

    @Override
    public UpdateTimeToLiveOutput updateTimeToLive(Call call, UpdateTimeToLiveInput input) {
        return timeToLive.update(call, input);
    }
}
