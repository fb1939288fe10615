package dev.weir.wire.xml;

import dev.weir.shapes.SerializationException;
import dev.weir.wire.protocol.Limits;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An element of a request's body. Documents with a DTD are refused, so that no entity can be of the caller's making. */
final class XmlElement {
    private static final XMLInputFactory FACTORY = factory();

    private final String name;
    private final Map<String, String> attributes = new HashMap<>(4);
    private final List<XmlElement> children = new ArrayList<>(4);
    private String text = "";

    private XmlElement(String name) {
        this.name = name;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    /** @throws SerializationException where it is no XML */
    static XmlElement parse(byte[] xml, int depth) {
        try {
            XMLStreamReader reader;
            synchronized (FACTORY) {
                reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
            }
            try {
                return parse(reader, Math.min(depth, Limits.DEFAULT.depth()));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new SerializationException("The XML you provided was not well-formed");
        }
    }

    private static XmlElement parse(XMLStreamReader reader, int depth) throws XMLStreamException {
        Deque<XmlElement> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() == depth) {
                        throw new SerializationException("The document is nested too deeply");
                    }
                    XmlElement element = new XmlElement(local(reader.getLocalName()));
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        element.attributes.put(local(reader.getAttributeLocalName(i)), reader.getAttributeValue(i));
                    }
                    if (!open.isEmpty()) {
                        open.peek().children.add(element);
                    }
                    open.push(element);
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement element = open.pop();
                    if (element.children.isEmpty()) {
                        element.text = text.toString();
                    }
                    text.setLength(0);
                    if (open.isEmpty()) {
                        finish(reader);
                        return element;
                    }
                }
                case XMLStreamConstants.DTD -> throw new SerializationException("A document type is not allowed");
                default -> {}
            }
        }
        throw new SerializationException("The XML you provided was not well-formed");
    }

    private static void finish(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    /** Names without their prefix: AWS's documents never tell elements apart by namespace alone. */
    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    String name() {
        return name;
    }

    /** Of an element without children. */
    String text() {
        return text;
    }

    /** @param attribute with or without its prefix, which does not count */
    @Nullable
    String attribute(String attribute) {
        return attributes.get(local(attribute));
    }

    List<XmlElement> children() {
        return children;
    }

    @Nullable
    XmlElement child(String name) {
        for (XmlElement child : children) {
            if (child.name.equals(name)) {
                return child;
            }
        }
        return null;
    }

    List<XmlElement> children(String name) {
        List<XmlElement> named = new ArrayList<>();
        for (XmlElement child : children) {
            if (child.name.equals(name)) {
                named.add(child);
            }
        }
        return named;
    }
}
