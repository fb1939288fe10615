package dev.weir.library.page;

/**
 * A part of a page under a heading of its own.
 *
 * @param level 2 for a part of the page, 3 for a part of a part, as in markdown
 * @param heading plain text; for a member or property its name
 * @param text markdown, may be empty
 */
public record Section(int level, String heading, String text) {}
