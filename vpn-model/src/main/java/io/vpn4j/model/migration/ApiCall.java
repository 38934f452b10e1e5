package io.vpn4j.model.migration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A call of the API, after which one waits until nothing is pending, attaching, modifying or
 * deleting any more.
 *
 * @param action which one
 * @param parameters by the names of the API, in order; a value in braces is what an earlier call
 *     created
 * @param creates the name under which the identifier in the answer is kept
 */
public record ApiCall(ApiAction action, Map<String, String> parameters, Optional<String> creates)
    implements Action {
  /** Copies the parameters, in their order. */
  public ApiCall {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A call with {@code name, value, name, value …}. */
  static ApiCall of(ApiAction action, String... parameters) {
    LinkedHashMap<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return new ApiCall(action, map, Optional.empty());
  }

  static ApiCall attach(String vpnGateway, String vpcId) {
    return of(ApiAction.ATTACH_VPN_GATEWAY, "VpnGatewayId", vpnGateway, "VpcId", vpcId);
  }

  static ApiCall detach(String vpnGateway, String vpcId) {
    return of(ApiAction.DETACH_VPN_GATEWAY, "VpnGatewayId", vpnGateway, "VpcId", vpcId);
  }

  static ApiCall propagate(String vpnGateway, String routeTableId) {
    return of(
        ApiAction.ENABLE_VGW_ROUTE_PROPAGATION,
        "GatewayId",
        vpnGateway,
        "RouteTableId",
        routeTableId);
  }

  static ApiCall stopPropagating(String vpnGateway, String routeTableId) {
    return of(
        ApiAction.DISABLE_VGW_ROUTE_PROPAGATION,
        "GatewayId",
        vpnGateway,
        "RouteTableId",
        routeTableId);
  }

  /** This, with the identifier in the answer kept. */
  ApiCall creating(String name) {
    return new ApiCall(action, parameters, Optional.of(name));
  }

  @Override
  public Actor actor() {
    return Actor.AWS_SIDE;
  }

  @Override
  public List<Progress> moments(Progress before) {
    Progress called = action.call(new Call(before, this));
    return List.of(called, called.with(called.region().afterTransitions()));
  }

  /** {@code Action(Name=value, …)}, and what it creates. */
  @Override
  public String toString() {
    return action
        + parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", ", "(", ")"))
        + creates.map(name -> " → " + name).orElse("");
  }
}
