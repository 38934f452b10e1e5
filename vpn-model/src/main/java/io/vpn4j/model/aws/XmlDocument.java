package io.vpn4j.model.aws;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a small XML text into a tree.
 *
 * <p>It knows no document type: DOCTYPE is refused before anything of it takes effect, so there is
 * no entity to expand or fetch. Depth and number of elements are bounded; the caller bounds the
 * size. Messages of the parser are not passed on, because they quote the text, secrets included.
 */
final class XmlDocument {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_ELEMENTS = 1_000;

  private final Deque<XmlElement> open = new ArrayDeque<>();
  private XmlElement root;
  private int elements;

  private XmlDocument() {}

  static XmlElement read(String text) throws CustomerGatewayConfigurationException {
    XmlDocument document = new XmlDocument();
    try {
      XMLStreamReader in = factory().createXMLStreamReader(new StringReader(text));
      try {
        document.read(in);
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      Location at = e.getLocation();
      throw document.refuse(
          at == null ? 0 : at.getLineNumber(),
          "text that is not well-formed XML (cut off, or a broken tag or character"
              + (at == null ? "" : " before column " + at.getColumnNumber())
              + ")",
          "the whole text as AWS handed it out");
    }
    return document.root;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are refused");
        });
    return factory;
  }

  private void read(XMLStreamReader in)
      throws XMLStreamException, CustomerGatewayConfigurationException {
    String encoding = in.getCharacterEncodingScheme();
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw refuse(1, "encoding " + RuleViolation.quoted(encoding), "UTF-8");
    }
    while (in.hasNext()) {
      int line = in.getLocation().getLineNumber();
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(in);
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (!open.isEmpty()) {
            open.peek().addText(in.getText());
          }
        }
        case XMLStreamConstants.DTD -> throw refuse(line, "a DOCTYPE", "none");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw refuse(line, "an entity reference", "plain text");
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
  }

  private void start(XMLStreamReader in) throws CustomerGatewayConfigurationException {
    int line = in.getLocation().getLineNumber();
    if (open.size() == MAX_DEPTH) {
      throw refuse(line, "more than " + MAX_DEPTH + " elements in each other", "fewer");
    }
    if (++elements > MAX_ELEMENTS) {
      throw refuse(line, "more than " + MAX_ELEMENTS + " elements", "fewer");
    }
    String name = name(in.getNamespaceURI(), in.getLocalName());
    XmlElement element =
        open.isEmpty() ? XmlElement.root(name, line) : open.peek().addChild(name, line);
    for (int i = 0; i < in.getAttributeCount(); i++) {
      element.addAttribute(
          name(in.getAttributeNamespace(i), in.getAttributeLocalName(i)), in.getAttributeValue(i));
    }
    if (open.isEmpty()) {
      root = element;
    }
    open.push(element);
  }

  /** The document has no namespaces: a name in one is another name. */
  private static String name(String namespace, String localName) {
    return namespace == null || namespace.isEmpty() ? localName : "{" + namespace + "}" + localName;
  }

  private CustomerGatewayConfigurationException refuse(int line, String found, String wanted) {
    return new CustomerGatewayConfigurationException(place(), line, found, wanted);
  }

  /** The open element; names that do not look like the document's are not repeated. */
  private String place() {
    if (open.isEmpty()) {
      return "document";
    }
    return Arrays.stream(open.peek().path().split("/", -1))
        .map(step -> step.matches("[a-z_]{1,40}(\\[[0-9]{1,4}\\])?") ? step : "?")
        .collect(Collectors.joining("/"));
  }
}
