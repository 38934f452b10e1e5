/**
 * What AWS tells of a running tunnel: CloudWatch metrics by their names, and the records of the
 * tunnel activity log and the tunnel BGP log with their text form.
 *
 * <p>Source: AWS Site-to-Site VPN User Guide, chapters on CloudWatch metrics and on logs. The JSON
 * form is in {@code io.vpn4j.model.aws.json.LogRecords}. Delivery of logs and the permissions for
 * it are left out. All types are immutable.
 */
package io.vpn4j.model.monitoring;
