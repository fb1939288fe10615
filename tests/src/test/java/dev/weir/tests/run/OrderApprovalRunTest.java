package dev.weir.tests.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderApprovalRunTest {
    @Test
    void peopleDecideOrArePassedOver() throws Exception {
        Examples.need("Node.js", "node", "--version");
        String said = Examples.run("order-approval");
        assertTrue(said.contains("  1 call: 1 × s3/putObject"), said);
        assertTrue(said.contains("  4 requests: 2 × 200, 1 × 404, 1 × 409"), said);
        assertTrue(said.contains("  2 requests: 2 × 200"), said);
        assertTrue(said.contains("  1 request: 1 × 409"), said);
        assertTrue(said.contains("  another 24h: 24h of weir's time"), said);
        assertTrue(said.contains("\n  Approval: 1 succeeded\n"), said);
        assertTrue(said.contains(" succeeded after 28h\n"), said);
        assertTrue(said.contains("  10 items: 10 succeeded\n"), said);
        List<String> decided = said.substring(said.indexOf("What was decided"))
                .lines()
                .skip(2)
                .limit(10)
                .map(line -> String.join(" | ", line.strip().split(" {2,}")))
                .toList();
        assertEquals(
                List.of(
                        "A-01 | 120 | approved | nobody, it is small | –",
                        "A-02 | 799 | approved | Clara, clerk | clerk",
                        "A-03 | 45.5 | approved | nobody, it is small | –",
                        "A-04 | 1250 | rejected | Clara, clerk | clerk",
                        "A-05 | 310 | approved | nobody, it is small | –",
                        "A-06 | 5400 | approved | Max, manager | manager",
                        "A-07 | 980 | rejected | Max, manager | manager",
                        "A-08 | 75 | approved | nobody, it is small | –",
                        "A-09 | 2100 | rejected | nobody, in time | manager",
                        "A-10 | 499.99 | approved | nobody, it is small | –"),
                decided);
    }
}
