package io.vpn4j.routing.bgp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/** How configurations are generated: hidden implementation, one builder to see. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
@Value.Style(
    visibility = Value.Style.ImplementationVisibility.PACKAGE,
    overshadowImplementation = true,
    jdkOnly = true,
    // None of Immutables' own: a host application compiles without them and would be warned.
    allowedClasspathAnnotations = {Override.class})
@interface BgpStyle {}
