package dev.weir.tests.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirExtension;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DuplicateItemException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * PartiQL through the SDK. Error texts are those that AWS gave to the project dynamodb-conformance (eu-west-2, 2026) and
 * those of the Developer Guide, "PartiQL: a SQL-compatible query language for DynamoDB".
 */
@ExtendWith(WeirExtension.class)
class PartiQlTest {
    private DynamoDbClient dynamo;

    @BeforeEach
    void tables(WeirServer weir) {
        dynamo = Clients.of(weir, DynamoDbClient.builder());
        Tables.create(dynamo, "music", "artist", "title");
    }

    private ExecuteStatementResponse run(String statement, AttributeValue... parameters) {
        return dynamo.executeStatement(
                b -> b.statement(statement).parameters(parameters.length == 0 ? null : List.of(parameters)));
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private void albums() {
        for (int i = 0; i < 6; i++) {
            run(
                    "INSERT INTO music VALUE {'artist': ?, 'title': ?, 'year': " + (2000 + i)
                            + ", 'tags': <<'a','b'>>, 'deep': {'list': [1, 'two']}}",
                    s(i % 2 == 0 ? "even" : "odd"),
                    s("t" + i));
        }
    }

    private List<String> titles(ExecuteStatementResponse response) {
        return response.items().stream().map(item -> item.get("title").s()).toList();
    }

    @Test
    void keysJoinedByOrAreLookedUp() {
        albums();
        assertEquals(
                List.of("t1", "t3", "t5", "t0", "t2", "t4"),
                titles(run("SELECT * FROM music WHERE artist = 'odd' OR artist = 'even'")));
        assertEquals(
                List.of("t3", "t5", "t0"),
                titles(run("SELECT * FROM music WHERE (artist = 'odd' AND title > 't1')"
                        + " OR (artist = 'even' AND title = 't0')")));
        assertEquals(
                List.of("t5"),
                titles(run(
                        "SELECT * FROM music WHERE (artist = 'odd' OR artist IN ('even', 'none')) AND title = 't5'")));
        assertEquals(
                List.of("t0", "t1", "t2", "t3", "t4", "t5"),
                titles(run("SELECT * FROM music WHERE artist = 'odd' OR deep.list[1] = 'two'")).stream()
                        .sorted()
                        .toList());
    }

    @Test
    void insertsAndSelects() {
        albums();
        assertEquals(List.of("t0", "t2", "t4"), titles(run("SELECT * FROM \"music\" WHERE artist = 'even'")));
        assertEquals(
                List.of("t4", "t2"),
                titles(run("select * from music where artist='even' and title > 't0' ORDER BY title DESC")));
        assertEquals(
                List.of("t4"),
                titles(run("SELECT * FROM music WHERE artist='even' AND \"year\" BETWEEN 2003 AND 2009")));
        assertEquals(6, run("SELECT title FROM music").items().size());
        assertEquals(
                List.of("t5", "t3"),
                titles(run("SELECT * FROM music WHERE artist IN ['odd', 'none'] AND NOT (title = 't1') ORDER BY artist,"
                        + " title DESC")));
        assertEquals(
                3,
                run("SELECT title FROM music WHERE \"year\" >= ?", AttributeValue.fromN("2003"))
                        .items()
                        .size());
        Map<String, AttributeValue> deep =
                run("SELECT deep.list, tags FROM music WHERE artist='odd' AND begins_with(title, 't5')")
                        .items()
                        .getFirst();
        assertEquals(
                List.of(AttributeValue.fromN("1"), s("two")), deep.get("list").l());
        assertEquals(List.of("a", "b"), deep.get("tags").ss());
        assertEquals(2, deep.size());
        assertEquals(
                6,
                run("SELECT * FROM music WHERE nothing IS MISSING AND tags IS NOT MISSING")
                        .items()
                        .size());
        assertEquals(
                6,
                run("SELECT * FROM music WHERE contains(tags, 'a') AND size(tags) = 2")
                        .items()
                        .size());
        assertThrows(
                DuplicateItemException.class, () -> run("INSERT INTO music VALUE {'artist': 'odd', 'title': 't1'}"));
    }

    @Test
    void pagesByTokens() {
        albums();
        List<String> found = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            String from = token;
            ExecuteStatementResponse page =
                    dynamo.executeStatement(b -> b.statement("SELECT * FROM music WHERE artist IN ['odd','even']")
                            .limit(2)
                            .nextToken(from));
            found.addAll(titles(page));
            token = page.nextToken();
            assertEquals(token != null, page.hasLastEvaluatedKey());
            pages++;
        } while (token != null);
        assertEquals(List.of("t1", "t3", "t5", "t0", "t2", "t4"), found);
        assertTrue(pages >= 3);
        String other = dynamo.executeStatement(
                        b -> b.statement("SELECT * FROM music").limit(1))
                .nextToken();
        assertEquals(
                "NextToken does not match request",
                message(() -> dynamo.executeStatement(
                        b -> b.statement("SELECT title FROM music").nextToken(other))));
    }

    @Test
    void updatesAndDeletes() {
        albums();
        assertEquals(
                Map.of("year", AttributeValue.fromN("2011"), "tags", AttributeValue.fromSs(List.of("a", "b", "c"))),
                run("UPDATE music SET \"year\" = \"year\" + 10 SET tags = set_add(tags, <<'c'>>) WHERE artist='odd' AND"
                                + " title='t1' RETURNING MODIFIED NEW *")
                        .items()
                        .getFirst());
        Map<String, AttributeValue> old =
                run("UPDATE music REMOVE deep.list[0] SET deep.more = list_append(deep.list, [3]) WHERE artist='odd' AND"
                                + " title='t1' AND \"year\" = 2011 RETURNING ALL OLD *")
                        .items()
                        .getFirst();
        assertEquals(2, old.get("deep").m().get("list").l().size());
        assertEquals(
                0,
                run("UPDATE music REMOVE deep WHERE artist='odd' AND title='t1'")
                        .items()
                        .size());
        assertThrows(
                ConditionalCheckFailedException.class,
                () -> run("UPDATE music SET a = 1 WHERE artist='nobody' AND title='t1'"));
        ConditionalCheckFailedException failed = assertThrows(
                ConditionalCheckFailedException.class,
                () -> dynamo.executeStatement(
                        b -> b.statement("DELETE FROM music WHERE artist='odd' AND title='t1' AND \"year\" = 1")
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
        assertEquals("2011", failed.item().get("year").n());
        run("DELETE FROM music WHERE artist='nobody' AND title='t1' AND \"year\" = 1");
        assertEquals(
                "t1",
                run("DELETE FROM music WHERE artist='odd' AND title='t1' RETURNING ALL OLD *")
                        .items()
                        .getFirst()
                        .get("title")
                        .s());
        assertEquals(2, run("SELECT * FROM music WHERE artist='odd'").items().size());
    }

    @Test
    void batchesFailOneByOne() {
        albums();
        List<BatchStatementResponse> responses = dynamo.batchExecuteStatement(b -> b.returnConsumedCapacity(
                                ReturnConsumedCapacity.TOTAL)
                        .statements(
                                batch("SELECT * FROM music WHERE artist='odd' AND title='t1'"),
                                batch("SELECT * FROM music WHERE artist='odd'"),
                                batch("SLECT * FROM music"),
                                batch("SELECT * FROM nowhere WHERE artist='odd' AND title='t1'"),
                                batch("INSERT INTO music VALUE {'artist':'odd','title':'t1'}"),
                                batch("DELETE FROM music WHERE artist='odd' AND title='t3' RETURNING ALL OLD *")))
                .responses();
        assertEquals("2001", responses.get(0).item().get("year").n());
        assertEquals("music", responses.get(0).tableName());
        assertEquals(
                BatchStatementErrorCodeEnum.VALIDATION_ERROR,
                responses.get(1).error().code());
        assertEquals(
                "Select statements within BatchExecuteStatement must specify the primary key in the where clause.",
                responses.get(1).error().message());
        assertEquals(
                "Statement wasn't well formed, can't be processed: Expected data manipulation",
                responses.get(2).error().message());
        assertEquals(
                BatchStatementErrorCodeEnum.RESOURCE_NOT_FOUND,
                responses.get(3).error().code());
        assertEquals(
                BatchStatementErrorCodeEnum.DUPLICATE_ITEM,
                responses.get(4).error().code());
        assertEquals("t3", responses.get(5).item().get("title").s());
    }

    private static BatchStatementRequest batch(String statement) {
        return BatchStatementRequest.builder().statement(statement).build();
    }

    private static ParameterizedStatement member(String statement) {
        return ParameterizedStatement.builder().statement(statement).build();
    }

    @Test
    void transactionsAreAllOrNothing() {
        albums();
        dynamo.executeTransaction(b -> b.transactStatements(
                member("EXISTS(SELECT * FROM music WHERE artist='odd' AND title='t1' AND \"year\" = 2001)"),
                member("UPDATE music SET sold = 1 WHERE artist='odd' AND title='t3'"),
                member("INSERT INTO music VALUE {'artist':'new','title':'x'}")));
        assertEquals(
                "1",
                run("SELECT sold FROM music WHERE artist='odd' AND title='t3'")
                        .items()
                        .getFirst()
                        .get("sold")
                        .n());
        TransactionCanceledException cancelled = assertThrows(
                TransactionCanceledException.class,
                () -> dynamo.executeTransaction(b -> b.transactStatements(
                        member("UPDATE music SET sold = 2 WHERE artist='odd' AND title='t3'"),
                        member("INSERT INTO music VALUE {'artist':'new','title':'x'}"),
                        member("EXISTS(SELECT * FROM music WHERE artist='odd' AND title='t1' AND \"year\" = 1)"))));
        assertEquals(
                List.of("None", "DuplicateItem", "ConditionalCheckFailed"),
                cancelled.cancellationReasons().stream()
                        .map(each -> each.code())
                        .toList());
        assertEquals(
                "1",
                run("SELECT sold FROM music WHERE artist='odd' AND title='t3'")
                        .items()
                        .getFirst()
                        .get("sold")
                        .n());
        var read = dynamo.executeTransaction(b -> b.transactStatements(
                        member("SELECT title FROM music WHERE artist='odd' AND title='t1'"),
                        member("SELECT * FROM music WHERE artist='odd' AND title='nope'"))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        assertEquals(Map.of("title", s("t1")), read.responses().getFirst().item());
        assertFalse(read.responses().get(1).hasItem());
        assertEquals(4, read.consumedCapacity().getFirst().readCapacityUnits());
        for (int i = 0; i < 2; i++) {
            dynamo.executeTransaction(b -> b.clientRequestToken("once")
                    .transactStatements(member("UPDATE music SET sold = sold + 1 WHERE artist='odd' AND title='t3'")));
        }
        assertEquals(
                "2",
                run("SELECT sold FROM music WHERE artist='odd' AND title='t3'")
                        .items()
                        .getFirst()
                        .get("sold")
                        .n());
        assertThrows(
                IdempotentParameterMismatchException.class,
                () -> dynamo.executeTransaction(b -> b.clientRequestToken("once")
                        .transactStatements(member("UPDATE music SET sold = 0 WHERE artist='odd' AND title='t3'"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    UPDATE music SET sold = 0 WHERE artist='a' AND title='b' RETURNING ALL NEW * | Validation failed in TransactStatements[0]: RETURNING clause is not supported in ExecuteTransaction.
                    EXISTS(SELECT * FROM music WHERE artist='a' AND title='b') | Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition
                    SELECT * FROM music WHERE artist='a' | Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.
                    SELECT * FROM music.\"any\" WHERE artist='a' | Validation failed in TransactStatements[0]: Reads on indices are not supported within transactions.
                    SELECT * FROM music WHERE | Validation failed in TransactStatements[0]: Statement wasn't well formed, can't be processed: Unexpected term
                    """)
    void membersOfTransactionsAreChecked(String statement, String message) {
        assertEquals(message, message(() -> dynamo.executeTransaction(b -> b.transactStatements(member(statement)))));
    }

    private String message(Runnable call) {
        DynamoDbException failure = assertThrows(DynamoDbException.class, call::run);
        assertEquals("ValidationException", failure.awsErrorDetails().errorCode());
        return failure.awsErrorDetails().errorMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    SELECT * FROM music WHERE artist = 'a' foo | Statement wasn't well formed, can't be processed: Unexpected token after expression
                    SELECT * FROM music WHERE artist = 'a') | Statement wasn't well formed, can't be processed: Unexpected token after expression
                    DELETE FROM music WHERE artist = 'a' ORDER BY artist | Statement wasn't well formed, can't be processed: Unexpected token after expression
                    SELECT * FROM music WHERE artist = 'p1' AND | Statement wasn't well formed, can't be processed: Missing right-hand side expression of infix operator
                    SELECT * FROM music WHERE ORDER BY artist | Statement wasn't well formed, can't be processed: Unexpected keyword
                    SELECT * FROM music WHERE | Statement wasn't well formed, can't be processed: Unexpected term
                    SELECT * FROM | Statement wasn't well formed, can't be processed: Unexpected term
                    DELETE FROM | Statement wasn't well formed, can't be processed: Expected identifier for simple path
                    NOT A STATEMENT | Statement wasn't well formed, can't be processed: Expected data manipulation
                    SELECT * FROM music.\"nope\" WHERE artist = 'a' | The table does not have the specified index
                    SELECT * FROM \"\" WHERE artist = 'a' | Path component cannot be an empty string
                    SELECT * FROM music WHERE artist = 1 | Key attribute's data type should match its data type in table's schema: Key artist
                    SELECT * FROM music ORDER BY title | Must have WHERE clause in the statement when using ORDER BY clause.
                    SELECT * FROM music WHERE title = 'a' ORDER BY title | Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.
                    SELECT * FROM music WHERE artist = 'a' ORDER BY y | Variable reference y in ORDER BY clause must be part of the primary key
                    SELECT * FROM music WHERE artist IN ['a','b'] ORDER BY title | Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.
                    SELECT a, a FROM music | Duplicate identifiers in select clause: a
                    SELECT * FROM music WHERE artist = ? | Number of parameters in request and statement don't match.
                    SELECT * FROM music WHERE artist IN [] | IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member
                    SELECT * FROM music WHERE nope(artist) | Unrecognized function: nope at 1:27:4
                    SELECT * FROM music WHERE attribute_exists() | Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0
                    SELECT * FROM music WHERE attribute_exists('a') | Operator or function requires a document path; operator or function: attribute_exists
                    SELECT * FROM music WHERE artist = 'a' AND y < TRUE | Incorrect operand type for operator or function; operator or function: <, operand type: BOOL
                    UPDATE music SET a = 1 WHERE artist = 'a' | Where clause does not contain a mandatory equality on all key attributes
                    DELETE FROM music WHERE y = 1 | Where clause does not contain a mandatory equality on all key attributes
                    DELETE FROM music WHERE artist='a' AND title='b' RETURNING MODIFIED OLD * | Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.
                    UPDATE music SET t = set_add(ss, <<'x'>>) WHERE artist='a' AND title='b' | The first argument to SET_ADD must equal the assignment value at 1:22:7
                    UPDATE music SET ss = set_add(ss, 'x') WHERE artist='a' AND title='b' | The second argument to SET_ADD must be a value with type SET at 1:31:2
                    UPDATE music SET ss = set_delete(ss) WHERE artist='a' AND title='b' | SET_DELETE must have exactly two arguments at 1:23:10
                    UPDATE music SET ss = <<>> WHERE artist='a' AND title='b' | Empty bags are not supported
                    UPDATE music SET ss = <<'x','x'>> WHERE artist='a' AND title='b' | One or more parameter values were invalid: Input collection [x, x] contains duplicates.
                    INSERT INTO music VALUE {'artist': 'a', 'title': 'b', 'ss': set_add(<<'a'>>, <<'b'>>)} | Unsupported data type: set_add under key root at 1:61:7
                    INSERT INTO music VALUE {'artist': 'a', 'artist': 'b'} | Duplicate keys in tuple. Key: artist under root
                    EXISTS(SELECT * FROM music WHERE artist='a' AND title='b' AND y = 1) | EXISTS can only be used in ExecuteTransaction write requests.
                    """)
    void errorsAreAsAwsGivesThem(String statement, String message) {
        assertEquals(message, message(() -> run(statement)));
    }

    @Test
    void tablesThatAreNotThereAreSaid() {
        assertThrows(ResourceNotFoundException.class, () -> run("SELECT * FROM nowhere"));
        assertNull(run("SELECT * FROM music").consumedCapacity());
        assertNotNull(dynamo.executeStatement(
                        b -> b.statement("SELECT * FROM music").returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity());
    }
}
