package dev.weir.services.states.execution;

import java.util.ArrayList;
import java.util.List;

/** What stood still when an execution ended without success, from which a redrive goes on. */
final class Halts {
    private Halts() {}

    /** Stops all that runs within a frame. */
    static void within(Progress progress, Frame frame) {
        for (int each : frame.within) {
            Frame inner = progress.frame(each);
            if (inner != null) {
                within(progress, inner);
                inner.waiting = Frame.Waiting.HALTED;
            }
        }
    }

    /**
     * Lets everything wait again for what is within it.
     *
     * @param event that the history goes on from
     * @return the frames that nothing is within: their states are worked on again
     */
    static List<Frame> takenUp(Progress progress, long event) {
        List<Frame> innermost = new ArrayList<>();
        for (Frame frame : progress.all()) {
            frame.attempts.clear();
            frame.task = null;
            frame.job = null;
            if (frame.within.isEmpty()) {
                frame.waiting = Frame.Waiting.NOTHING;
                frame.event = event;
                innermost.add(frame);
            } else {
                frame.waiting = Frame.Waiting.INNER;
            }
        }
        return innermost;
    }
}
