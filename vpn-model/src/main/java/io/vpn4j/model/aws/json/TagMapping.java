package io.vpn4j.model.aws.json;

import io.vpn4j.model.Tag;
import java.util.ArrayList;
import java.util.List;

/** The field Tags, which most descriptions have. */
final class TagMapping {
  private static final String TAGS = "Tags";

  private TagMapping() {}

  static List<Tag> read(ObjectReader at) throws AwsJsonException {
    List<Tag> tags = new ArrayList<>();
    for (ObjectReader tag : at.objects(TAGS)) {
      String key = tag.required("Key");
      String value = tag.text("Value").orElse("");
      tags.add(tag.built(() -> new Tag(key, value)));
    }
    return tags;
  }

  static void write(ObjectWriter to, List<Tag> tags) {
    to.objects(
        TAGS,
        tags,
        tag -> new ObjectWriter().text("Key", tag.key()).text("Value", tag.value()).done());
  }
}
