/** Programs to read and to run: {@code mvn -q compile exec:java -Dexample=NAME}. */
package io.vpn4j.examples;
