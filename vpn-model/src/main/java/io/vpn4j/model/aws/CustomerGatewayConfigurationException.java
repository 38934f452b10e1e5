package io.vpn4j.model.aws;

/**
 * A text that is no CustomerGatewayConfiguration: where, what was found, what is wanted.
 *
 * <p>The message never has a pre-shared key in it, nor text from an element that AWS does not have.
 */
public final class CustomerGatewayConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String element;
  private final int line;

  /**
   * @param element path of the element, for example {@code vpn_connection/ipsec_tunnel[2]/ike}
   * @param line line of the document, from 1; 0 if there is none
   * @param found what stands there
   * @param wanted what should
   */
  CustomerGatewayConfigurationException(String element, int line, String found, String wanted) {
    super(
        element
            + (line > 0 ? " (line " + line + ")" : "")
            + ": found "
            + found
            + "; wanted "
            + wanted);
    this.element = element;
    this.line = line;
  }

  /** Path of the element, for example {@code vpn_connection/ipsec_tunnel[2]/ike/lifetime}. */
  public String element() {
    return element;
  }

  /** Line of the document, from 1; 0 if there is none. */
  public int line() {
    return line;
  }
}
