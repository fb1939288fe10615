package dev.weir.tests.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.deploy.build.Application;
import dev.weir.deploy.build.BuildException;
import dev.weir.deploy.build.Builder;
import dev.weir.deploy.build.Packaging;
import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import dev.weir.tests.Stacks;
import dev.weir.tests.house.Modules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A sample of the skill in a copy of its own, into which tests put faults, and its stack. */
final class Sample {
    private static final String BUCKET = "artifacts";

    final SqsClient sqs;
    final DynamoDbClient dynamodb;
    final LambdaClient lambda;
    private final WeirServer weir;
    private final String name;
    private final Path copy;
    private final Stacks stacks;
    private Map<String, String> outputs = Map.of();

    Sample(WeirServer weir, String name, Path folder) {
        this.weir = weir;
        this.name = name;
        this.copy = folder.resolve(name);
        this.stacks = new Stacks(weir);
        this.sqs = Clients.of(weir, SqsClient.builder());
        this.dynamodb = Clients.of(weir, DynamoDbClient.builder());
        this.lambda = Clients.of(weir, LambdaClient.builder());
        Path source = samples().resolve(name);
        try (Stream<Path> files = Files.list(source)) {
            Files.createDirectories(copy);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path unused = Files.copy(file, copy.resolve(source.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path skill() {
        return Modules.root().resolve("skill/aws-serverless-eda");
    }

    static Path samples() {
        return skill().resolve("samples");
    }

    /** Changes a file of the copy. */
    Sample with(String file, String what, String into) throws IOException {
        String text = Files.readString(copy.resolve(file));
        assertTrue(text.contains(what), file + " has no " + what);
        Path unused = Files.writeString(copy.resolve(file), text.replace(what, into));
        return this;
    }

    /** Has a handler of the sample called by code of the test's, in a module named fault. */
    Sample fault(String handler, String python) throws IOException {
        Path unused = Files.writeString(copy.resolve("fault.py"), python);
        return with("template.yaml", "Handler: " + handler, "Handler: fault.handler");
    }

    Sample deploy() throws BuildException {
        return deploy(Map.of());
    }

    /** Builds the code and creates the stack, as {@code weir deploy} does, or updates it. */
    Sample deploy(Map<String, String> parameters) throws BuildException {
        S3Client s3 = Clients.of(weir, S3Client.builder().forcePathStyle(true));
        if (outputs.isEmpty()) {
            s3.createBucket(r -> r.bucket(BUCKET));
        }
        Application application = Application.read(copy);
        Builder builder = new Builder(copy.resolveSibling(name + ".build"));
        List<Builder.Built> built = new ArrayList<>();
        for (Application.Code code : application.code()) {
            built.add(builder.build(code));
        }
        Packaging packaging = new Packaging(
                (key, content) -> s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(content)), BUCKET);
        String template = packaging.template(application, built);
        if (outputs.isEmpty()) {
            assertEquals("CREATE_COMPLETE", stacks.create(name, template, parameters), () -> stacks.events(name)
                    .toString());
        } else {
            assertEquals("UPDATE_COMPLETE", stacks.update(name, template, parameters), () -> stacks.events(name)
                    .toString());
        }
        outputs = stacks.outputs(name);
        return this;
    }

    /** An output of the stack. */
    String output(String output) {
        String value = outputs.get(output);
        if (value == null) {
            throw new AssertionError(name + " has no output " + output + ", but " + outputs.keySet());
        }
        return value;
    }

    Sample send(String queue, String... bodies) {
        for (String body : bodies) {
            sqs.sendMessage(r -> r.queueUrl(output(queue)).messageBody(body));
        }
        return this;
    }

    /** Lets all that is under way come to its end, retries included. */
    Sample settle() {
        weir.untilQuiet();
        return this;
    }

    /** Messages in a queue, seen or not. */
    int count(String queue) {
        Map<QueueAttributeName, String> counts = sqs.getQueueAttributes(r -> r.queueUrl(output(queue))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return counts.values().stream().mapToInt(Integer::parseInt).sum();
    }

    /** Takes up to ten messages out of a queue. */
    List<String> take(String queue) {
        List<Message> messages = sqs.receiveMessage(
                        r -> r.queueUrl(output(queue)).maxNumberOfMessages(10))
                .messages();
        messages.forEach(
                message -> sqs.deleteMessage(r -> r.queueUrl(output(queue)).receiptHandle(message.receiptHandle())));
        return messages.stream().map(Message::body).toList();
    }

    List<Map<String, AttributeValue>> items(String table) {
        return dynamodb.scan(r -> r.tableName(output(table)).consistentRead(true))
                .items();
    }

    InvokeResponse invoke(String function, String payload) {
        return lambda.invoke(r -> r.functionName(output(function)).payload(SdkBytes.fromUtf8String(payload)));
    }
}
