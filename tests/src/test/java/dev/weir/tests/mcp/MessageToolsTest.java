package dev.weir.tests.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.mcp.Mcp;
import dev.weir.server.WeirConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Queues, topics, buses and schemas by the tools. */
class MessageToolsTest {
    private static WeirServer weir;
    private static Agent agent;

    @BeforeAll
    static void start() {
        weir = Agent.weir(Agent.ALL);
        agent = Agent.of(weir);
    }

    @AfterAll
    static void stop() {
        agent.close();
        weir.close();
    }

    @BeforeEach
    void empty() {
        weir.reset();
    }

    @Test
    void peekTakesNothing() {
        create("work");
        agent.done("queue", "{'action':'send','queue':'work','bodies':['one',{'n':2}],'message_attributes':{'k':'v'}}");
        agent.done("queue", "{'action':'send','queue':'work','body':'later','delay_seconds':60}");
        for (int i = 0; i < 3; i++) {
            JsonNode messages =
                    agent.done("queue", "{'action':'peek','queue':'work'}").path("messages");
            assertEquals(3, messages.size());
            assertEquals("one", messages.path(0).path("body").asString());
            assertEquals("{\"n\":2}", messages.path(1).path("body").asString());
            assertEquals("v", messages.path(1).path("attributes").path("k").asString());
            assertEquals(0, messages.path(0).path("received").asInt());
            assertEquals("delayed", messages.path(2).path("state").asString());
        }
        JsonNode received = agent.done("queue", "{'action':'receive','queue':'work','limit':1}")
                .path("messages");
        assertEquals(1, received.size());
        assertEquals(
                "in-flight",
                agent.done("queue", "{'action':'peek','queue':'work','limit':1}")
                        .path("messages")
                        .path(0)
                        .path("state")
                        .asString());
        String handle = received.path(0).path("ReceiptHandle").asString();
        agent.done("queue", "{'action':'delete','queue':'work','receipt_handles':['" + handle + "']}");
        assertEquals(
                2,
                agent.done("queue", "{'action':'peek','queue':'work'}")
                        .path("messages")
                        .size());
        agent.done("queue", "{'action':'purge','queue':'work'}");
        assertEquals(
                0,
                agent.done("queue", "{'action':'peek','queue':'work'}")
                        .path("messages")
                        .size());
        agent.done("queue", "{'action':'delete_queue','queue':'work'}");
        assertEquals(0, agent.done("queue", "{'action':'list'}").path("queues").size());
    }

    private static void create(String queue) {
        agent.done("queue", "{'action':'create','queue':'" + queue + "'}");
    }

    @Test
    void aDeadLetterQueueIsRedriven() {
        create("dead");
        agent.done(
                "queue",
                "{'action':'create','queue':'work','attributes':{'RedrivePolicy':{'maxReceiveCount':1,"
                        + "'deadLetterTargetArn':'arn:aws:sqs:us-east-1:000000000000:dead'}}}");
        agent.done("queue", "{'action':'send','queue':'work','body':'poison'}");
        agent.done("queue", "{'action':'receive','queue':'work','visibility_seconds':0}");
        agent.done("queue", "{'action':'receive','queue':'work'}");
        JsonNode there = agent.done("queue", "{'action':'peek','queue':'dead'}").path("messages");
        assertEquals("poison", there.path(0).path("body").asString());
        String id = there.path(0).path("messageId").asString();
        assertEquals(
                "dead-lettered",
                agent.done("why", "{'id':'" + id + "'}")
                        .path("missed")
                        .path(0)
                        .path("kind")
                        .asString());
        agent.done("queue", "{'action':'redrive','queue':'dead'}");
        agent.done("clock", "{'action':'until_quiet'}");
        assertEquals(
                1,
                agent.done("queue", "{'action':'peek','queue':'work'}")
                        .path("messages")
                        .size());
        JsonNode described = agent.done("queue", "{'action':'describe','queue':'dead'}");
        assertEquals(1, described.path("dead_letter_sources").size());
        assertEquals(
                "COMPLETED", described.path("redrives").path(0).path("Status").asString());
    }

    @Test
    void aTopicFiltersAndWhySaysSo() {
        create("eu");
        agent.done("topic", "{'action':'create','topic':'orders'}");
        agent.done(
                "topic",
                "{'action':'subscribe','topic':'orders','protocol':'sqs','endpoint':'arn:aws:sqs:us-east-1:000000000000:eu',"
                        + "'attributes':{'FilterPolicy':{'region':['eu']},'RawMessageDelivery':'true'}}");
        String lost = agent.done(
                        "topic",
                        "{'action':'publish','topic':'orders','message':'x','message_attributes':{'region':'us'}}")
                .path("message_id")
                .asString();
        agent.done(
                "topic",
                "{'action':'publish','topic':'orders','message':{'n':1},'message_attributes':{'region':'eu'}}");
        agent.done("clock", "{'action':'until_quiet'}");
        JsonNode messages =
                agent.done("queue", "{'action':'peek','queue':'eu'}").path("messages");
        assertEquals(1, messages.size());
        assertEquals("{\"n\":1}", messages.path(0).path("body").asString());
        assertEquals(
                "filtered",
                agent.done("why", "{'id':'" + lost + "'}")
                        .path("missed")
                        .path(0)
                        .path("kind")
                        .asString());
        JsonNode described = agent.done("topic", "{'action':'describe','topic':'orders'}");
        assertEquals(1, described.path("subscriptions").size());
        String subscription =
                described.path("subscriptions").path(0).path("SubscriptionArn").asString();
        agent.done(
                "topic",
                "{'action':'configure','subscription':'" + subscription
                        + "','attributes':{'FilterPolicy':{'region':['us']}}}");
        agent.done("topic", "{'action':'unsubscribe','subscription':'" + subscription + "'}");
        agent.done("topic", "{'action':'delete','topic':'orders'}");
        assertEquals(0, agent.done("topic", "{'action':'list'}").path("topics").size());
    }

    @Test
    void aBusSaysWhichRulesWouldMatch() {
        create("paid");
        agent.done(
                "event_bus",
                "{'action':'put_rule','rule':'paid','pattern':{'source':['shop'],'detail':{'state':['PAID'],"
                        + "'amount':[{'numeric':['>',10]}]}},"
                        + "'targets':[{'Id':'q','Arn':'arn:aws:sqs:us-east-1:000000000000:paid'}]}");
        String event = "{'source':'shop','detail-type':'Order','detail':{'state':'%s','amount':%d}}";
        JsonNode match = agent.done("event_bus", "{'action':'match','event':" + event.formatted("PAID", 20) + "}");
        assertEquals("paid", match.path("matched").path(0).asString());
        JsonNode miss = agent.done("event_bus", "{'action':'match','event':" + event.formatted("OPEN", 5) + "}")
                .path("unmatched")
                .path(0);
        assertEquals(2, miss.path("why").size());
        assertEquals(
                "detail.state wants [\"PAID\"], the event has \"OPEN\"",
                miss.path("why").path(0).asString());
        assertTrue(miss.path("why").path(1).asString().startsWith("detail.amount wants"));
        JsonNode put = agent.done(
                "event_bus",
                "{'action':'put','events':[" + event.formatted("PAID", 20) + "," + event.formatted("OPEN", 20) + "]}");
        assertEquals(2, put.path("event_ids").size());
        agent.done("clock", "{'action':'until_quiet'}");
        assertEquals(
                1,
                agent.done("queue", "{'action':'peek','queue':'paid'}")
                        .path("messages")
                        .size());
        String lost = put.path("event_ids").path(1).asString();
        assertEquals(
                "pattern",
                agent.done("why", "{'id':'" + lost + "'}")
                        .path("missed")
                        .path(0)
                        .path("kind")
                        .asString());
        assertEquals(
                "PAID",
                agent.done("event_bus", "{'action':'rules'}")
                        .path("rules")
                        .path(0)
                        .path("EventPattern")
                        .path("detail")
                        .path("state")
                        .path(0)
                        .asString());
        agent.done("event_bus", "{'action':'delete_rule','rule':'paid'}");
        assertEquals(
                0, agent.done("event_bus", "{'action':'rules'}").path("rules").size());
    }

    @Test
    void aSimulationIsServedToo() {
        try (WeirServer simulated = WeirServer.start(
                        WeirConfig.ephemeral().withSeed(7L).withAnnex(Mcp.PATH, Mcp.annex(Agent.ALL)));
                Agent other = Agent.of(simulated)) {
            other.done("queue", "{'action':'create','queue':'work'}");
            other.done("queue", "{'action':'send','queue':'work','body':'x','delay_seconds':60}");
            JsonNode moved = other.done("clock", "{'action':'advance','by':'1m'}");
            assertEquals("2026-01-01T00:01:00Z", moved.path("now").asString());
            JsonNode messages =
                    other.done("queue", "{'action':'peek','queue':'work'}").path("messages");
            assertEquals("ready", messages.path(0).path("state").asString());
        }
    }

    @Test
    void otherAccountsAreReachedByArn() {
        agent.done("queue", "{'action':'create','queue':'arn:aws:sqs:eu-west-1:111111111111:theirs'}");
        assertEquals(0, agent.done("queue", "{'action':'list'}").path("queues").size());
        agent.done("queue", "{'action':'send','queue':'arn:aws:sqs:eu-west-1:111111111111:theirs','body':'hello'}");
        assertEquals(
                1,
                agent.done("queue", "{'action':'peek','queue':'arn:aws:sqs:eu-west-1:111111111111:theirs'}")
                        .path("messages")
                        .size());
    }

    @Test
    void anythingElseIsAnOperation() {
        agent.done(
                "call_aws",
                "{'service':'dynamodb','operation':'CreateTable','parameters':{'TableName':'items','BillingMode':'PAY_PER_REQUEST',"
                        + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
                        + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}]}}");
        agent.done(
                "call_aws",
                "{'service':'dynamodb','operation':'putItem','parameters':{'TableName':'items','Item':{'id':{'S':'1'},'n':{'N':'7'}}}}");
        assertEquals(
                "7",
                agent.done(
                                "call_aws",
                                "{'service':'dynamodb','operation':'getItem','parameters':{'TableName':'items','Key':{'id':{'S':'1'}}}}")
                        .path("Item")
                        .path("n")
                        .path("N")
                        .asString());
        String refusal = agent.refused(
                "call_aws", "{'service':'sqs','operation':'getQueueUrl','parameters':{'QueueName':'no'}}");
        assertTrue(refusal.startsWith("QueueDoesNotExist: "), refusal);
        String unknown = agent.refused("call_aws", "{'service':'sqs','operation':'fly'}");
        assertTrue(unknown.startsWith("UnknownOperationException"), unknown);
    }
}
