package io.vpn4j.ike;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** The log of these tests: everything down to TRACE, kept while somebody records. */
public final class CapturedLog implements SLF4JServiceProvider {
  private static final ThreadLocal<List<String>> RECORDING = new ThreadLocal<>();

  /** For slf4j, which finds the class by its name. */
  public CapturedLog() {}

  /** What {@code action} logs on this thread. */
  static List<String> record(Runnable action) {
    List<String> lines = new ArrayList<>();
    RECORDING.set(lines);
    try {
      action.run();
    } finally {
      RECORDING.remove();
    }
    return lines;
  }

  private static final class Recorder extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    Recorder(String name) {
      this.name = name;
    }

    private static boolean isRecording() {
      return RECORDING.get() != null;
    }

    @Override
    public boolean isTraceEnabled() {
      return isRecording();
    }

    @Override
    public boolean isDebugEnabled() {
      return isRecording();
    }

    @Override
    public boolean isInfoEnabled() {
      return isRecording();
    }

    @Override
    public boolean isWarnEnabled() {
      return isRecording();
    }

    @Override
    public boolean isErrorEnabled() {
      return isRecording();
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
      String text = MessageFormatter.basicArrayFormat(pattern, arguments);
      RECORDING
          .get()
          .add(
              level
                  + " "
                  + name
                  + " "
                  + text
                  + Optional.ofNullable(thrown).map(t -> " " + t).orElse(""));
    }
  }

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new NOPMDCAdapter();

  @Override
  public ILoggerFactory getLoggerFactory() {
    return Recorder::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}
}
