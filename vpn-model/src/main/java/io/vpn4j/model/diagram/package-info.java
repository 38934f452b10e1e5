/**
 * Pictures of a Region, for documents and for eyes: begin with {@link
 * io.vpn4j.model.diagram.RegionDiagram}. No secret is in them.
 */
package io.vpn4j.model.diagram;
