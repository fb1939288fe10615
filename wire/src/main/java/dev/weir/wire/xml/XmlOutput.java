package dev.weir.wire.xml;

import java.nio.charset.StandardCharsets;

/** The one writer of XML: elements, attributes and text, escaped. */
public final class XmlOutput {
    private final StringBuilder text = new StringBuilder(512);
    private boolean open;

    /** {@code <?xml …?>}, on a line of its own. */
    public XmlOutput declaration() {
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        return this;
    }

    public XmlOutput start(String name) {
        finishTag();
        text.append('<').append(name);
        open = true;
        return this;
    }

    /** An attribute of the element just started. */
    public XmlOutput attribute(String name, String value) {
        text.append(' ').append(name).append("=\"");
        escape(value, true);
        text.append('"');
        return this;
    }

    /** The namespace of the element just started; none where it is empty. */
    public XmlOutput namespace(String uri) {
        return uri.isEmpty() ? this : attribute("xmlns", uri);
    }

    public XmlOutput text(String value) {
        finishTag();
        escape(value, false);
        return this;
    }

    public XmlOutput end(String name) {
        if (open) {
            open = false;
            text.append("/>");
        } else {
            text.append("</").append(name).append('>');
        }
        return this;
    }

    public XmlOutput element(String name, String value) {
        return start(name).text(value).end(name);
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void finishTag() {
        if (open) {
            open = false;
            text.append('>');
        }
    }

    private void escape(String value, boolean attribute) {
        int done = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            String escaped =
                    switch (c) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '"' -> "&quot;";
                        case '\t' -> attribute ? "&#x9;" : null;
                        case '\n' -> attribute ? "&#xa;" : null;
                        default -> c < ' ' ? "&#x" + Integer.toHexString(c) + ";" : null;
                    };
            if (escaped != null) {
                text.append(value, done, i).append(escaped);
                done = i + 1;
            }
        }
        text.append(value, done, value.length());
    }
}
