package dev.weir.tests.states;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Workflows whose tasks leave something that can be counted under a key of the task's own: {@code ADD} to an item of the
 * table {@code counts}, or a message in the queue {@code sent} or {@code tokens}. Their input is {@code {"id","n"}}.
 */
final class KilledWorkflows {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";

    /** Counts, unless somebody has said that this was to be the last time. */
    private static final String ADD = """
            `UpdateExpression`:`ADD hits :one`,`ConditionExpression`:`attribute_not_exists(sealed)`,
            `ExpressionAttributeValues`:{`:one`:{`N`:`1`}}""";

    private static final String ADD_BY_PATH = """
            {`Type`:`Task`,`Resource`:`arn:aws:states:::dynamodb:updateItem`,`ResultPath`:null,`Parameters`:{
             `TableName`:`counts`,`Key`:{`id`:{`S.$`:`States.Format('{}/a', $.id)`}},%s},""".formatted(ADD);

    private static final String LINE = """
            {`StartAt`:`P`,`States`:{
              `P`:{`Type`:`Pass`,`Parameters`:{`id.$`:`$.id`,`n.$`:`States.MathAdd($.n, 1)`},`Next`:`A`},
              `A`:ADD `Next`:`C`},
              `C`:{`Type`:`Choice`,`Default`:`S`,
                   `Choices`:[{`Variable`:`$.n`,`NumericGreaterThan`:4,`Next`:`W`}]},
              `W`:{`Type`:`Wait`,`Seconds`:1,`Next`:`S`},
              `S`:{`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage`,`ResultPath`:null,`Next`:`Z`,
                   `Parameters`:{`QueueUrl`:`SENT`,`MessageBody.$`:`States.Format('{}/s', $.id)`}},
              `Z`:{`Type`:`Task`,`Resource`:`arn:aws:states:::dynamodb:updateItem`,`ResultPath`:null,`End`:true,
                   `Parameters`:{`TableName`:`counts`,`Key`:{`id`:{`S.$`:`States.Format('{}/a', $.id)`}},
                    `UpdateExpression`:`SET sealed = :yes`,`ExpressionAttributeValues`:{`:yes`:{`BOOL`:true}}}}}}""".replace("ADD", ADD_BY_PATH);

    private static final String FAN = """
            {`QueryLanguage`:`JSONata`,`StartAt`:`F`,`States`:{
              `F`:{`Type`:`Parallel`,`Next`:`P`,`Branches`:[
               {`StartAt`:`A`,`States`:{`A`:{`Type`:`Task`,`Resource`:`arn:aws:states:::dynamodb:updateItem`,`End`:true,
                 `Arguments`:{`TableName`:`counts`,`Key`:{`id`:{`S`:`{%% $states.input.id & '/a' %%}`}},%s},
                 `Output`:`{%% $states.context.Execution.Input.n %%}`}}},
               {`StartAt`:`W`,`States`:{`W`:{`Type`:`Wait`,`Seconds`:1,`Next`:`S`},
                `S`:{`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage`,`End`:true,`Output`:`sent`,
                 `Arguments`:{`QueueUrl`:`SENT`,`MessageBody`:`{%% $states.input.id & '/s' %%}`}}}},
               {`StartAt`:`D`,`States`:{`D`:{`Type`:`Pass`,`Output`:{`twice`:`{%% $states.input.n * 2 %%}`},`Next`:`C`},
                `C`:{`Type`:`Choice`,`Default`:`L`,
                 `Choices`:[{`Condition`:`{%% $states.input.twice > 9 %%}`,`Next`:`G`}]},
                `L`:{`Type`:`Pass`,`Output`:`little`,`End`:true},`G`:{`Type`:`Pass`,`Output`:`great`,`End`:true}}}]},
              `P`:{`Type`:`Pass`,`End`:true,
                   `Output`:{`id`:`{%% $states.context.Execution.Input.id %%}`,`all`:`{%% $states.input %%}`}}}}""".formatted(ADD);

    private static final String EACH = """
            {`QueryLanguage`:`JSONata`,`StartAt`:`M`,`States`:{
              `M`:{`Type`:`Map`,`Items`:`{%% [1..6] %%}`,`MaxConcurrency`:2,`Next`:`P`,
               `ItemSelector`:{`id`:`{%% $states.input.id & '/' & $states.context.Map.Item.Value %%}`,
                               `i`:`{%% $states.context.Map.Item.Value %%}`,`n`:`{%% $states.input.n %%}`},
               `ItemProcessor`:{`StartAt`:`A`,`States`:{
                `A`:{`Type`:`Task`,`Resource`:`arn:aws:states:::dynamodb:updateItem`,`Next`:`C`,
                 `Arguments`:{`TableName`:`counts`,`Key`:{`id`:{`S`:`{%% $states.input.id & '/a' %%}`}},%s},
                 `Assign`:{`given`:`{%% $states.input %%}`}},
                `C`:{`Type`:`Choice`,`Default`:`S`,
                 `Choices`:[{`Condition`:`{%% $given.i = 4 %%}`,`Next`:`W`}]},
                `W`:{`Type`:`Wait`,`Seconds`:1,`Next`:`S`},
                `S`:{`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage`,`End`:true,
                 `Arguments`:{`QueueUrl`:`SENT`,`MessageBody`:`{%% $given.id & '/s' %%}`},
                 `Output`:`{%% $given.i * $given.n %%}`}}}},
              `P`:{`Type`:`Pass`,`End`:true,
                   `Output`:{`id`:`{%% $states.context.Execution.Input.id %%}`,`all`:`{%% $states.input %%}`}}}}""".formatted(ADD);

    private static final String ASK = """
            {`StartAt`:`T`,`States`:{
              `T`:{`Type`:`Task`,`Resource`:`arn:aws:states:::sqs:sendMessage.waitForTaskToken`,`Next`:`A`,
                   `Parameters`:{`QueueUrl`:`TOKENS`,`MessageBody`:{`id.$`:`$.id`,`token.$`:`$$.Task.Token`}},
                   `ResultPath`:`$.answer`},
              `A`:ADD `End`:true}}}""".replace("ADD", ADD_BY_PATH);

    private static final String NEST = """
            {`StartAt`:`N`,`States`:{
              `N`:{`Type`:`Task`,`Resource`:`arn:aws:states:::states:startExecution.sync:2`,`ResultPath`:`$.child`,
                   `ResultSelector`:{`output.$`:`$.Output`},`Next`:`A`,
                   `Parameters`:{`StateMachineArn`:`LINE`,
                    `Input`:{`id.$`:`States.Format('{}/child', $.id)`,`n.$`:`$.n`}}},
              `A`:ADD `End`:true}}}""".replace("ADD", ADD_BY_PATH);

    private KilledWorkflows() {}

    /** Creates them; their ARNs by name. */
    static Map<String, String> create(SfnClient states, String sent, String tokens) {
        Map<String, String> arns = new LinkedHashMap<>();
        arns.put("line", create(states, "line", LINE, sent, tokens));
        arns.put("fan", create(states, "fan", FAN, sent, tokens));
        arns.put("each", create(states, "each", EACH, sent, tokens));
        arns.put("ask", create(states, "ask", ASK, sent, tokens));
        arns.put("nest", create(states, "nest", NEST.replace("LINE", arns.get("line")), sent, tokens));
        return arns;
    }

    private static String create(SfnClient states, String name, String text, String sent, String tokens) {
        String definition = text.replace("SENT", sent).replace("TOKENS", tokens).replace('`', '"');
        return states.createStateMachine(b -> b.name(name).roleArn(ROLE).definition(definition))
                .stateMachineArn();
    }

    /** What an execution gives in the end. */
    static JsonNode output(String machine, String id, int n) {
        String text =
                switch (machine) {
                    case "line" -> "{`id`:`%1$s`,`n`:%3$d}";
                    case "fan" -> "{`id`:`%1$s`,`all`:[%2$d,`sent`,`" + (n * 2 > 9 ? "great" : "little") + "`]}";
                    case "each" ->
                        "{`id`:`%%1$s`,`all`:[%d,%d,%d,%d,%d,%d]}".formatted(n, 2 * n, 3 * n, 4 * n, 5 * n, 6 * n);
                    case "ask" -> "{`id`:`%1$s`,`n`:%2$d,`answer`:{`said`:`%1$s`}}";
                    default -> "{`id`:`%1$s`,`n`:%2$d,`child`:{`output`:{`id`:`%1$s/child`,`n`:%3$d}}}";
                };
        return JsonMapper.shared().readTree(text.formatted(id, n, n + 1).replace('`', '"'));
    }
}
