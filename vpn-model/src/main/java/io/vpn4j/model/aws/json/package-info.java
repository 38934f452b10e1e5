/**
 * JSON of the EC2 API as the AWS CLI prints it, and JSON of the tunnel logs, read into the types of
 * the model and written back.
 *
 * <p>{@link io.vpn4j.model.aws.json.Ec2Document} is the entry. What is read is kept whole: fields
 * that the model does not have, their order, the spelling of numbers, and the layout, so that an
 * unchanged document is written back as it was. What cannot be read is an {@link
 * io.vpn4j.model.aws.json.AwsJsonException} with the place; nothing else is thrown for any octets.
 * Size and depth are bounded. All types are immutable and may be shared between threads.
 *
 * <p>This package alone needs {@code com.fasterxml.jackson.core:jackson-core}, which is an optional
 * dependency: whoever reads or writes JSON adds it (on the module path with {@code requires
 * com.fasterxml.jackson.core}). The rest of the model works without it.
 */
package io.vpn4j.model.aws.json;
