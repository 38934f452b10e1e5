/**
 * The nouns of AWS Site-to-Site VPN: immutable types with the service's names, defaults and rules,
 * and readers of the documents that AWS hands out.
 */
@SuppressWarnings("module") // io.vpn4j.ike and io.vpn4j.routing are compiled after this module
module io.vpn4j.model {
  requires static com.fasterxml.jackson.core; // for io.vpn4j.model.aws.json only
  requires static org.immutables.value.annotations;
  requires java.xml;

  exports io.vpn4j.model;
  exports io.vpn4j.model.advice;
  exports io.vpn4j.model.aws;
  exports io.vpn4j.model.aws.json;
  exports io.vpn4j.model.device;
  exports io.vpn4j.model.diagram;
  exports io.vpn4j.model.migration;
  exports io.vpn4j.model.monitoring;
  exports io.vpn4j.model.net;
  exports io.vpn4j.model.region;
  exports io.vpn4j.model.secret;
  exports io.vpn4j.model.selection;
  exports io.vpn4j.model.wire to
      io.vpn4j.ike,
      io.vpn4j.routing;
}
