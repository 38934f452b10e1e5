package io.vpn4j.model.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpn4j.model.AttachmentState;
import io.vpn4j.model.Category;
import io.vpn4j.model.CloudWatchLogOptions;
import io.vpn4j.model.CustomerGateway;
import io.vpn4j.model.GatewayAssociationState;
import io.vpn4j.model.GatewayType;
import io.vpn4j.model.ResourceState;
import io.vpn4j.model.RouteSource;
import io.vpn4j.model.TelemetryStatus;
import io.vpn4j.model.TunnelBandwidth;
import io.vpn4j.model.TunnelInsideIpVersion;
import io.vpn4j.model.TunnelOption;
import io.vpn4j.model.VgwTelemetry;
import io.vpn4j.model.VpcAttachment;
import io.vpn4j.model.VpnConnection;
import io.vpn4j.model.VpnConnectionOptions;
import io.vpn4j.model.VpnGateway;
import io.vpn4j.model.VpnStaticRoute;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our names against those of the AWS SDK for Java, by reflection: a field, an action, a parameter
 * or a constant that is spelt otherwise fails.
 */
class SdkNamesTest {
  private static final String MODEL = "software.amazon.awssdk.services.ec2.model.";

  /** What the SDK calls otherwise, and why it stays so here. */
  private static final Map<String, String> RENAMED =
      Map.of(
          // the request names a list of resource types with tags; here a request makes one resource
          "CreateVpnGatewayRequest.tags", "tagSpecifications",
          "CreateCustomerGatewayRequest.tags", "tagSpecifications",
          "CreateVpnConnectionRequest.tags", "tagSpecifications");

  static Stream<Arguments> types() {
    return Stream.of(
        type(CreateVpnGatewayRequest.class, "CreateVpnGatewayRequest"),
        type(CreateCustomerGatewayRequest.class, "CreateCustomerGatewayRequest"),
        type(CreateVpnConnectionRequest.class, "CreateVpnConnectionRequest"),
        type(ModifyVpnConnectionRequest.class, "ModifyVpnConnectionRequest"),
        type(ModifyVpnConnectionOptionsRequest.class, "ModifyVpnConnectionOptionsRequest"),
        type(VpnGateway.class, "VpnGateway", "attachedVpcId", "hasLegacyAsn"),
        type(VpcAttachment.class, "VpcAttachment"),
        type(CustomerGateway.class, "CustomerGateway", "asn"),
        type(
            VpnConnection.class,
            "VpnConnection",
            "target",
            "tunnelParameters",
            "preSharedKeyStorage"), // of the request; the description has preSharedKeyArn
        type(
            VpnConnectionOptions.class,
            "VpnConnectionOptions",
            "localNetworkCidr",
            "remoteNetworkCidr"),
        type(VpnStaticRoute.class, "VpnStaticRoute"),
        type(VgwTelemetry.class, "VgwTelemetry"),
        type(TunnelOption.class, "TunnelOption", "effective", "hasChosenOptions"),
        type(CloudWatchLogOptions.class, "CloudWatchLogOptions"),
        type(ActiveVpnTunnelStatus.class, "ActiveVpnTunnelStatus"),
        type(MaintenanceDetails.class, "MaintenanceDetails"),
        type(Filter.class, "Filter"),
        type(Route.class, "Route", "target", "isLocal", "isPropagated"),
        type(RouteTable.class, "RouteTable", "main", "subnetIds"),
        type(
            TransitGateway.class,
            "TransitGatewayOptions",
            "transitGatewayId",
            "state"), // both of TransitGateway, which nests the rest in its options
        type(
            TransitGatewayAttachment.class,
            "TransitGatewayAttachment",
            "associatedRouteTableId",
            "isAvailable",
            "isLive"),
        type(TransitGatewayRoute.class, "TransitGatewayRoute", "transitGatewayAttachmentId"));
  }

  private static Arguments type(Class<?> ours, String sdk, String... own) {
    return Arguments.of(ours, sdk, Set.of(own));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyFieldHasTheNameOfTheSdk(Class<?> ours, String sdk, Set<String> own) {
    Set<String> sdkNames = accessors(sdk(sdk));
    Set<String> unknown = new TreeSet<>();
    for (String name : accessors(ours)) {
      String there = RENAMED.getOrDefault(ours.getSimpleName() + "." + name, name);
      if (!own.contains(name) && !sdkNames.contains(there)) {
        unknown.add(name);
      }
    }
    assertEquals(Set.of(), unknown, sdk + " has " + sdkNames);
    assertTrue(accessors(ours).containsAll(own), "names an own field that is not there: " + own);
  }

  @Test
  void theTunnelOptionsOfRequestsHaveTheSameNames() {
    Set<String> sdkNames = accessors(sdk("VpnTunnelOptionsSpecification"));
    sdkNames.add("outsideIpAddress"); // assigned, so in no request
    sdkNames.addAll(Set.of("effective", "hasChosenOptions"));
    Set<String> unknown = new TreeSet<>(accessors(TunnelOption.class));
    unknown.removeAll(sdkNames);
    assertEquals(Set.of(), unknown);
    Set<String> modify = accessors(sdk("ModifyVpnTunnelOptionsSpecification"));
    modify.add("outsideIpAddress");
    modify.addAll(Set.of("effective", "hasChosenOptions"));
    Set<String> unknownThere = new TreeSet<>(accessors(TunnelOption.class));
    unknownThere.removeAll(modify);
    assertEquals(Set.of(), unknownThere);
  }

  @Test
  void theOptionsOfRequestsHaveTheSameNames() {
    Set<String> sdkNames = accessors(sdk("VpnConnectionOptionsSpecification"));
    Set<String> unknown = new TreeSet<>(accessors(VpnConnectionOptions.class));
    unknown.removeAll(sdkNames);
    assertEquals(Set.of("localNetworkCidr", "remoteNetworkCidr"), unknown);
  }

  /** Actions of which the service has none: Direct Connect's, and what only a model needs. */
  private static final Set<String> NO_ACTION_OF_EC2 =
      Set.of(
          "createPrivateVirtualInterface",
          "deleteVirtualInterface",
          "attachDirectConnectGateway",
          "announceMaintenance",
          "transitGatewayAttachment");

  @Test
  void everyActionAndItsParametersHaveTheNamesOfTheSdk() {
    Map<String, Set<String>> unknown = new TreeMap<>();
    int actions = 0;
    for (Class<?> type :
        List.of(GatewayActions.class, ConnectionActions.class, RoutingActions.class)) {
      for (Method action : type.getDeclaredMethods()) {
        if (action.isSynthetic()
            || !Modifier.isPublic(action.getModifiers())
            || NO_ACTION_OF_EC2.contains(action.getName())) {
          continue;
        }
        actions++;
        Set<String> sdkNames = accessors(sdk(capital(action.getName()) + "Request"));
        Set<String> here =
            Arrays.stream(action.getParameters())
                .map(
                    p -> {
                      assertTrue(p.isNamePresent(), "compile with -parameters");
                      return p.getName();
                    })
                .filter(
                    name ->
                        !sdkNames.contains(name)
                            && !OWN_PARAMETERS.contains(action.getName() + "." + name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!here.isEmpty()) {
          unknown.put(action.getName(), here);
        }
      }
    }
    assertEquals(Map.of(), unknown);
    assertTrue(actions > 35, "only " + actions);
  }

  // One parameter for several of the SDK's, and identifiers that the caller chooses.
  private static final Set<String> OWN_PARAMETERS =
      Set.of(
          "createVpnGateway.request",
          "createCustomerGateway.request",
          "createVpnConnection.request",
          "modifyVpnConnection.request",
          "modifyVpnConnectionOptions.request",
          "createVpc.vpcId",
          "createVpc.cidrBlocks",
          "createRouteTable.routeTableId",
          "createRoute.target",
          "replaceRoute.target",
          "createTransitGateway.transitGatewayId");

  static Stream<Arguments> constants() {
    return Stream.of(
        constants("GatewayType", (Object[]) GatewayType.values()),
        constants("VpnTunnelBandwidth", (Object[]) TunnelBandwidth.values()),
        constants("TunnelInsideIpVersion", (Object[]) TunnelInsideIpVersion.values()),
        constants("TelemetryStatus", (Object[]) TelemetryStatus.values()),
        constants("VpnStaticRouteSource", (Object[]) RouteSource.values()),
        constants("RouteOrigin", (Object[]) RouteOrigin.values()),
        constants("RouteState", (Object[]) RouteState.values()),
        constants("TransitGatewayRouteType", (Object[]) TransitGatewayRoute.Type.values()),
        constants("TransitGatewayRouteState", (Object[]) RouteState.values()),
        constants(
            "TransitGatewayAttachmentResourceType",
            (Object[]) TransitGatewayAttachment.Kind.values()),
        constants(
            "VpnState",
            ResourceState.PENDING,
            ResourceState.AVAILABLE,
            ResourceState.DELETING,
            ResourceState.DELETED),
        constants(
            "AttachmentStatus",
            AttachmentState.ATTACHING,
            AttachmentState.ATTACHED,
            AttachmentState.DETACHING,
            AttachmentState.DETACHED),
        constants(
            "GatewayAssociationState",
            GatewayAssociationState.ASSOCIATED,
            GatewayAssociationState.NOT_ASSOCIATED,
            GatewayAssociationState.ASSOCIATING,
            GatewayAssociationState.DISASSOCIATING));
  }

  private static Arguments constants(String sdk, Object... ours) {
    return Arguments.of(sdk, Arrays.stream(ours).map(Object::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("constants")
  void everyConstantHasTheTextOfTheSdk(String sdk, List<String> texts) {
    Set<String> known =
        Arrays.stream(sdk(sdk).getEnumConstants())
            .map(Object::toString)
            .collect(Collectors.toSet());
    Set<String> unknown = new HashSet<>(texts);
    unknown.removeAll(known);
    assertEquals(Set.of(), unknown, sdk + " has " + known);
  }

  @Test
  void theCategoryIsTextInTheSdkToo() throws ReflectiveOperationException {
    assertEquals(String.class, sdk("VpnConnection").getMethod("category").getReturnType());
    assertEquals("VPN-Classic", Category.VPN_CLASSIC.text());
  }

  private static Class<?> sdk(String name) {
    try {
      return Class.forName(MODEL + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("the SDK has no " + name, e);
    }
  }

  private static final Set<String> OF_ALL =
      Set.of(
          "toBuilder",
          "check",
          "hashCode",
          "toString",
          "builder",
          "getClass",
          "notify",
          "notifyAll");

  private static Set<String> accessors(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
        .map(Method::getName)
        .filter(name -> !OF_ALL.contains(name) && !name.startsWith("wait"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
