/**
 * Documents that AWS hands out, read into immutable types and written back.
 *
 * <p>Now the CustomerGatewayConfiguration XML. Readers are total: any input gives a value or a
 * checked exception that says where, what was found and what is wanted. No secret stands in a
 * message or a {@code toString}. All types are immutable.
 */
@Value.Style(
    visibility = Value.Style.ImplementationVisibility.PACKAGE,
    overshadowImplementation = true,
    depluralize = true,
    jdkOnly = true,
    // None of Immutables' own: a host application compiles without them and would be warned.
    allowedClasspathAnnotations = {Override.class})
package io.vpn4j.model.aws;

import org.immutables.value.Value;
