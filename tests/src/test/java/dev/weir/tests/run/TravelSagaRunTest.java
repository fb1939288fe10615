package dev.weir.tests.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TravelSagaRunTest {
    private static final String NEVER = ", never reserved";

    @Test
    void theSagaReleasesEverythingWhicheverStepFails() throws Exception {
        Examples.need("Node.js", "node", "--version");
        String said = Examples.run("travel-saga");
        assertTrue(said.contains("  21 calls: 21 × sfn/startExecution"), said);
        assertTrue(said.contains("\n  Saga: 5 failed, 2 succeeded\n"), said);
        assertTrue(said.contains("\n  OneCatchAround: 7 succeeded\n"), said);
        assertTrue(said.contains("\n  OneCatchAtPayment: 5 failed, 2 succeeded\n"), said);

        Map<String, List<String>> trips = trips(said);
        assertEquals(21, trips.size(), said);
        assertEquals(List.of("confirmed", "reserved", "reserved", "charged"), trips.get("1-saga"));
        assertEquals(List.of("cancelled", "–", "–", "–"), trips.get("2-saga"));
        assertEquals(List.of("cancelled", "released", "–", "–"), trips.get("3-saga"));
        assertEquals(List.of("cancelled", "released", "released", "–"), trips.get("4-saga"));
        assertEquals(List.of("cancelled", "released", "released", "refunded"), trips.get("5-saga"));
        assertEquals(List.of("confirmed", "reserved", "reserved", "charged"), trips.get("6-saga"));
        assertEquals(List.of("cancelled", "released", "released", "–"), trips.get("7-saga"));

        String around = "-catch-around-all";
        assertEquals(List.of("open", "released" + NEVER, "released" + NEVER, "–"), trips.get("2" + around));
        assertEquals(List.of("open", "released", "released" + NEVER, "–"), trips.get("3" + around));
        assertEquals(List.of("open", "released", "released", "charged"), trips.get("5" + around));
        String payment = "-catch-at-payment";
        assertEquals(List.of("open", "reserved", "–", "–"), trips.get("3" + payment));
        assertEquals(List.of("open", "released", "released", "–"), trips.get("4" + payment));
        assertEquals(List.of("open", "reserved", "reserved", "charged"), trips.get("5" + payment));
        assertEquals(List.of("open", "reserved", "reserved", "–"), trips.get("7" + payment));

        List<String> drawn = said.substring(said.indexOf("\n5-saga"), said.indexOf("\n6-saga"))
                .lines()
                .filter(line -> line.startsWith("  ✓") || line.startsWith("  ✗"))
                .map(line -> line.strip().split(" +")[1])
                .toList();
        assertEquals(
                List.of(
                        "OpenTrip",
                        "ReserveFlight",
                        "ReserveHotel",
                        "ChargePayment",
                        "ConfirmTrip",
                        "RefundPayment",
                        "ReleaseHotel",
                        "ReleaseFlight",
                        "CloseTrip",
                        "TripCancelled"),
                drawn);
        assertTrue(said.contains("caught Refused: ConfirmTrip was told to fail\n"), said);
        assertTrue(said.contains("\n  not entered: Confirmed\n"), said);
        assertTrue(said.contains("2 attempts, before: AnswerLost: "), said);
    }

    /** State, flight, hotel and payment by trip, as the table at the end has them. */
    private static Map<String, List<String>> trips(String said) {
        Map<String, List<String>> trips = new TreeMap<>();
        said.substring(said.indexOf("What is left of each trip"))
                .lines()
                .skip(2)
                .forEach(line -> {
                    List<String> cells = List.of(line.strip().split(" {2,}"));
                    if (cells.size() == 6) {
                        trips.put(cells.get(0), cells.subList(2, 6));
                    }
                });
        return trips;
    }
}
