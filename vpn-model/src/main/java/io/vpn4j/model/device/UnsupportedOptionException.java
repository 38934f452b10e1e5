package io.vpn4j.model.device;

/** A device cannot do what a tunnel demands, or its configuration cannot say it. */
public final class UnsupportedOptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final DeviceType deviceType;
  private final String option;

  UnsupportedOptionException(DeviceType deviceType, String option, Object value, String why) {
    super(deviceType + " cannot have " + option + " " + value + ": " + why);
    this.deviceType = deviceType;
    this.option = option;
  }

  /** The device. */
  public DeviceType deviceType() {
    return deviceType;
  }

  /** The option, as the EC2 API or {@link DeviceConfiguration} names it. */
  public String option() {
    return option;
  }
}
