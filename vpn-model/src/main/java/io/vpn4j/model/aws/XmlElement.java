package io.vpn4j.model.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element of the document, which remembers where it stands and whether anybody read it. */
final class XmlElement {
  private final String name;
  private final String path;
  private final int line;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean read;

  private XmlElement(String name, String path, int line) {
    this.name = name;
    this.path = path;
    this.line = line;
  }

  static XmlElement root(String name, int line) {
    return new XmlElement(name, name, line);
  }

  /** Appends a child; the second and later ones of a name have their number in the path. */
  XmlElement addChild(String childName, int childLine) {
    int number = named(childName).size() + 1;
    // Tunnels are told apart by their number, the first too.
    boolean numbered = number > 1 || childName.equals("ipsec_tunnel");
    String childPath = path + "/" + childName + (numbered ? "[" + number + "]" : "");
    XmlElement child = new XmlElement(childName, childPath, childLine);
    children.add(child);
    return child;
  }

  void addText(String more) {
    text.append(more);
  }

  void addAttribute(String attribute, String value) {
    attributes.put(attribute, value);
  }

  String name() {
    return name;
  }

  String path() {
    return path;
  }

  int line() {
    return line;
  }

  /** The attribute, which counts as read. */
  String attribute(String attribute) throws CustomerGatewayConfigurationException {
    String value = attributes.remove(attribute);
    if (value == null) {
      throw new CustomerGatewayConfigurationException(
          path + "/@" + attribute, line, "no such attribute", "one");
    }
    return value;
  }

  /** The only child {@code childName}. */
  XmlElement one(String childName) throws CustomerGatewayConfigurationException {
    Optional<XmlElement> child = optional(childName);
    if (child.isEmpty()) {
      throw new CustomerGatewayConfigurationException(
          path + "/" + childName, line, "no such element", "one");
    }
    return child.get();
  }

  /** The child {@code childName}, if there is one; two are refused. */
  Optional<XmlElement> optional(String childName) throws CustomerGatewayConfigurationException {
    List<XmlElement> found = all(childName);
    if (found.size() > 1) {
      XmlElement second = found.get(1);
      throw new CustomerGatewayConfigurationException(
          second.path, second.line, "a second one", "one");
    }
    return found.stream().findFirst();
  }

  /** All children {@code childName}. */
  List<XmlElement> all(String childName) throws CustomerGatewayConfigurationException {
    read = true;
    if (!text.toString().isBlank()) {
      throw refuse("text between its elements", "elements only");
    }
    return named(childName);
  }

  /** The text of an element that has no child, without blanks at its ends. */
  String text() throws CustomerGatewayConfigurationException {
    read = true;
    if (!children.isEmpty()) {
      throw refuse("an element in it", "text only");
    }
    return text.toString().strip();
  }

  /** Text that must be a whole number without sign or leading zeros, of at most ten digits. */
  long number() throws CustomerGatewayConfigurationException {
    String digits = text();
    if (!digits.matches("0|[1-9][0-9]{0,9}")) {
      throw refuse(RuleViolation.quoted(digits), "a whole number");
    }
    return Long.parseLong(digits);
  }

  /** Text that must be a key of {@code accepted}: its value. */
  <T> T token(Map<String, T> accepted) throws CustomerGatewayConfigurationException {
    String token = text();
    if (!accepted.containsKey(token)) {
      throw refuse(
          RuleViolation.quoted(token),
          (accepted.size() == 1 ? "" : "one of ") + String.join(", ", accepted.keySet()));
    }
    return accepted.get(token);
  }

  /** An exception about this element. */
  CustomerGatewayConfigurationException refuse(String found, String wanted) {
    return new CustomerGatewayConfigurationException(path, line, found, wanted);
  }

  /** An exception about an element below, or about this one where that does not exist. */
  CustomerGatewayConfigurationException refuse(RuleViolation violation) {
    String full = violation.element().isEmpty() ? path : path + "/" + violation.element();
    return new CustomerGatewayConfigurationException(
        full, nearest(full).line, violation.found(), violation.wanted());
  }

  /** Collects the paths that nobody asked for; what is below one of them is not listed. */
  void collectUnread(List<String> into) {
    for (String attribute : attributes.keySet()) {
      into.add(path + "/@" + attribute);
    }
    for (XmlElement child : children) {
      if (child.read) {
        child.collectUnread(into);
      } else {
        into.add(child.path);
      }
    }
  }

  private List<XmlElement> named(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  /** The deepest element on the way to {@code target}. */
  private XmlElement nearest(String target) {
    for (XmlElement child : children) {
      if (target.equals(child.path) || target.startsWith(child.path + "/")) {
        return child.nearest(target);
      }
    }
    return this;
  }
}
