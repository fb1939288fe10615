package dev.weir.library.source;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The HTML of AWS's models as markdown. Links stay; what is neither text nor structure goes. */
final class HtmlText {
    private static final String[] CALLOUTS = {"note", "important", "caution", "tip", "warning"};

    private HtmlText() {}

    /** The markdown of a fragment of HTML, without blanks around it. */
    static String markdown(String html) {
        if (html.indexOf('<') < 0 && html.indexOf('&') < 0) {
            return html.strip().replaceAll("\\s+", " ");
        }
        StringBuilder out = new StringBuilder();
        blocks(Jsoup.parseBodyFragment(html).body(), out);
        return out.toString().replaceAll("\n{3,}", "\n\n").strip();
    }

    private static void blocks(Element parent, StringBuilder out) {
        StringBuilder run = new StringBuilder();
        for (Node child : parent.childNodes()) {
            if (child instanceof Element element && isBlock(element)) {
                paragraph(run, out);
                block(element, out);
            } else {
                inline(child, run);
            }
        }
        paragraph(run, out);
    }

    private static void paragraph(StringBuilder run, StringBuilder out) {
        String text = run.toString()
                .replaceAll("[ \\t\\n]+", " ")
                .replace(" .", ".")
                .replace(" ,", ",")
                .strip();
        run.setLength(0);
        if (!text.isEmpty()) {
            out.append(text).append("\n\n");
        }
    }

    private static boolean isBlock(Element element) {
        return switch (element.normalName()) {
            case "p",
                    "div",
                    "section",
                    "ul",
                    "ol",
                    "dl",
                    "dt",
                    "dd",
                    "pre",
                    "table",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6" -> true;
            default ->
                callout(element)
                        || element.normalName().equals("para")
                        || element.normalName().equals("fullname");
        };
    }

    private static boolean callout(Element element) {
        for (String name : CALLOUTS) {
            if (element.normalName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static void block(Element element, StringBuilder out) {
        switch (element.normalName()) {
            case "ul", "ol" -> list(element, out);
            case "pre" ->
                out.append("```\n").append(element.wholeText().strip()).append("\n```\n\n");
            case "dt", "h1", "h2", "h3", "h4", "h5", "h6" -> {
                String text = element.text().strip();
                if (!text.isEmpty()) {
                    out.append("**").append(text).append("**\n\n");
                }
            }
            case "table" -> table(element, out);
            default -> {
                if (callout(element)) {
                    String name = element.normalName();
                    out.append("**")
                            .append(Character.toUpperCase(name.charAt(0)))
                            .append(name.substring(1))
                            .append(":** ");
                }
                blocks(element, out);
            }
        }
    }

    private static void list(Element list, StringBuilder out) {
        int number = 1;
        for (Element item : list.children()) {
            StringBuilder inner = new StringBuilder();
            blocks(item, inner);
            String mark = list.normalName().equals("ol") ? number++ + ". " : "- ";
            String text = inner.toString().replaceAll("\n{3,}", "\n\n").strip();
            if (!text.isEmpty()) {
                String indent = "\n" + " ".repeat(mark.length());
                out.append(mark)
                        .append(text.replace("\n", indent).replaceAll("\n +\n", "\n\n"))
                        .append('\n');
            }
        }
        out.append('\n');
    }

    private static void table(Element table, StringBuilder out) {
        boolean first = true;
        for (Element row : table.select("tr")) {
            out.append('|');
            for (Element cell : row.children()) {
                out.append(' ').append(cell.text()).append(" |");
            }
            out.append('\n');
            if (first) {
                out.append("|")
                        .append(" --- |".repeat(Math.max(1, row.childrenSize())))
                        .append('\n');
                first = false;
            }
        }
        out.append('\n');
    }

    private static void inline(Node node, StringBuilder out) {
        if (node instanceof TextNode text) {
            out.append(text.getWholeText());
        } else if (node instanceof Element element) {
            switch (element.normalName()) {
                case "code" -> wrapped("`", element, out);
                case "b", "strong" -> wrapped("**", element, out);
                case "i", "em" -> wrapped("*", element, out);
                case "br" -> out.append(' ');
                case "a" -> link(element, out);
                default -> {
                    for (Node child : element.childNodes()) {
                        inline(child, out);
                    }
                }
            }
        }
    }

    private static void wrapped(String mark, Element element, StringBuilder out) {
        String text = element.text().strip();
        if (!text.isEmpty()) {
            out.append(mark).append(text).append(mark);
        }
    }

    private static void link(Element element, StringBuilder out) {
        String text = element.text().strip();
        String href = element.attr("href").strip();
        if (href.isEmpty() || text.isEmpty()) {
            out.append(text);
        } else {
            out.append('[').append(text).append("](").append(href).append(')');
        }
    }
}
