/**
 * Documents that AWS hands out, read into immutable types and written back.
 *
 * <p>Now the CustomerGatewayConfiguration XML. Readers are total: any input gives a value or a
 * checked exception that says where, what was found and what is wanted. No secret stands in a
 * message or a {@code toString}. All types are immutable.
 */
package io.vpn4j.model.aws;
