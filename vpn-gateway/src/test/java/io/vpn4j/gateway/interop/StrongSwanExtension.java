package io.vpn4j.gateway.interop;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a test class where strongSwan can run, and gives it networks.
 *
 * <p>With the system property {@code interop} at {@code auto}, the default, a class is skipped
 * where something is missing, and says what; with {@code required} it fails. A parameter of type
 * {@link TestNetwork} gets a new network, closed after the test, or after the class if the
 * parameter is that of a {@code @BeforeAll} method. The logs of all open networks go with a
 * failure.
 */
public final class StrongSwanExtension
    implements BeforeAllCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StrongSwanExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    try {
      Prerequisites.enforce(System.getProperty("interop", "auto"), Prerequisites.missing());
    } catch (TestAbortedException e) {
      LOG.warn("{}: {}", context.getDisplayName(), e.getMessage());
      throw e;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestNetwork.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestNetwork network =
        parameter.isAnnotated(BetweenNamespaces.class)
            ? TestNetwork.openBetweenNamespaces()
            : TestNetwork.open();
    // The store closes it, at the end of the test or class that the context is of.
    context
        .getStore(ExtensionContext.Namespace.create(StrongSwanExtension.class))
        .put(network.name(), network);
    return network;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw withLogs(failure);
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw withLogs(failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw withLogs(failure);
  }

  private static Throwable withLogs(Throwable failure) {
    if (!(failure instanceof TestAbortedException)) {
      for (TestNetwork network : TestNetwork.allOpen()) {
        failure.addSuppressed(new CharonLogs(network + "\n" + network.logs()));
      }
    }
    return failure;
  }

  /** Carries logs into the report of a failure. */
  private static final class CharonLogs extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CharonLogs(String logs) {
      super(logs, null, false, false);
    }
  }
}
