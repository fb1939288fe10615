package dev.weir.library.page;

import java.util.List;

/**
 * A page of documentation.
 *
 * @param url its address: that of the live page, or a {@code weir://} address where there is no such page
 * @param live the page of AWS's site (or the file of weir's) that says the same, or comes closest to it
 * @param title what it is headed with
 * @param name the one name it explains, such as {@code CreateQueue} or {@code AWS::SQS::Queue}
 * @param kind what it is about
 * @param service the id of its service in the table of services, or empty
 * @param words other words for what it is about
 * @param origin the package it was made from, with its version
 * @param lead what comes before the first section, markdown
 * @param sections the rest
 */
public record Page(
        String url,
        String live,
        String title,
        String name,
        Kind kind,
        String service,
        String words,
        String origin,
        String lead,
        List<Section> sections) {

    public Page {
        sections = List.copyOf(sections);
    }

    /** The whole page. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# ")
                .append(title)
                .append("\n\n")
                .append(lead.strip())
                .append('\n');
        for (Section section : sections) {
            text.append('\n')
                    .append("#".repeat(section.level()))
                    .append(' ')
                    .append(section.heading())
                    .append('\n');
            if (!section.text().isBlank()) {
                text.append('\n').append(section.text().strip()).append('\n');
            }
        }
        return text.toString();
    }
}
