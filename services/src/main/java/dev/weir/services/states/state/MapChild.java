package dev.weir.services.states.state;

/**
 * A child execution of a map run.
 *
 * @param name of the execution
 * @param items how many it works on
 * @param status as {@code DescribeExecution} has it
 */
public record MapChild(String name, long items, String status) {
    public MapChild ended(String how) {
        return new MapChild(name, items, how);
    }
}
