package io.vpn4j.model.aws.json;

/**
 * A text that is not the JSON of AWS: where, what was found, what is wanted.
 *
 * <p>The message never has the value of a field PreSharedKey or CustomerGatewayConfiguration in it.
 */
public final class AwsJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final int line;
  private final int column;

  /**
   * @param path place in the document, for example {@code $.VpnConnections[0].State}
   * @param line line of the value, from 1; 0 if there is none
   * @param column column of the value, from 1; 0 if there is none
   * @param found what stands there
   * @param wanted what should
   */
  AwsJsonException(String path, int line, int column, String found, String wanted) {
    super(
        path
            + (line > 0 ? " (line " + line + ", column " + column + ")" : "")
            + ": found "
            + found
            + "; wanted "
            + wanted);
    this.path = path;
    this.line = line;
    this.column = column;
  }

  /** Place in the document, for example {@code $.VpnConnections[0].Options.TunnelOptions[1]}. */
  public String path() {
    return path;
  }

  /** Line of the value, from 1; 0 if there is none. */
  public int line() {
    return line;
  }

  /** Column of the value in characters, from 1; 0 if there is none. */
  public int column() {
    return column;
  }

  /** Text of a document as a message may show it; a long one may be a secret in a wrong place. */
  static String quoted(String text) {
    return text.length() <= 24
        ? "'" + text.replaceAll("\\p{Cntrl}", "?") + "'"
        : "a text of " + text.length() + " characters";
  }
}
