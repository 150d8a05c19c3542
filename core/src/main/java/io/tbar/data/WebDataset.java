package io.tbar.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tbar.base.TbarException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Samples of WebDataset shards: members with the same key (the name up to the first dot) are one
 * sample; {@code .cls} holds its label, {@code .txt} its caption, {@code .json} either.
 */
final class WebDataset {
  private static final Set<String> FIELDS = Set.of("cls", "txt", "json");
  private static final List<String> JSON_LABELS = List.of("label", "cls", "class");
  private static final List<String> JSON_CAPTIONS = List.of("caption", "text", "txt");

  /** A label or a caption is not longer; a larger field is damage. */
  private static final long MAX_FIELD = 1 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Labels labels;
  private final List<Sample> samples = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  WebDataset(@Nullable ClassNames classes) {
    this.labels = new Labels(classes);
  }

  /** Whether a tar is such a shard and not just an image folder that was packed. */
  static boolean isShard(List<Member> members) {
    return members.stream().anyMatch(m -> !m.isHidden() && FIELDS.contains(m.extension()));
  }

  /** Adds the samples of one shard. */
  void add(String shard, List<Member> members) {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    for (Member member : members) {
      if (!member.isHidden() && (member.isImage() || FIELDS.contains(member.extension()))) {
        drafts.computeIfAbsent(member.key(), k -> new Draft()).add(shard, member);
      }
    }
    for (Map.Entry<String, Draft> entry : drafts.entrySet()) {
      Draft draft = entry.getValue();
      if (draft.image != null) {
        // The same key in two shards is two samples.
        String key = keys.add(entry.getKey()) ? entry.getKey() : shard + "/" + entry.getKey();
        keys.add(key);
        samples.add(draft.sample(key, draft.image, shard));
      }
    }
  }

  ImageData toData(String spec) {
    if (samples.isEmpty()) {
      throw TbarException.badInput(
          "The data set %s holds no images, only labels and captions.", spec);
    }
    ClassNames classes = labels.classes();
    return new ImageData(spec, samples, classes == null ? List.of() : classes.names());
  }

  /** The members of one key. */
  private final class Draft {
    private @Nullable Member image;
    private final Map<String, Member> fields = new LinkedHashMap<>();

    void add(String shard, Member member) {
      if (FIELDS.contains(member.extension())) {
        if (fields.put(member.extension(), member) != null) {
          throw twice(shard, member);
        }
      } else if (image == null) {
        image = member;
      } else if (image.name().equals(member.name())) {
        throw twice(shard, member);
      }
    }

    private TbarException twice(String shard, Member member) {
      return TbarException.badInput("The archive %s holds %s twice.", shard, member.name());
    }

    Sample sample(String key, Member picture, String shard) {
      int label = -1;
      String caption = null;
      Member json = fields.get("json");
      if (json != null) {
        JsonNode node = parse(shard, json);
        String text = first(node, JSON_LABELS);
        label = text == null ? -1 : labels.index(text, json.name() + " in " + shard);
        caption = first(node, JSON_CAPTIONS);
      }
      Member cls = fields.get("cls");
      if (cls != null) {
        label = labels.index(text(shard, cls), cls.name() + " in " + shard);
      }
      Member txt = fields.get("txt");
      if (txt != null) {
        caption = text(shard, txt);
      }
      return new Sample(key, picture.source(), label, caption);
    }
  }

  private static @Nullable String first(JsonNode node, List<String> names) {
    for (String name : names) {
      JsonNode value = node.get(name);
      if (value != null && (value.isTextual() || value.isIntegralNumber())) {
        return value.asText();
      }
    }
    return null;
  }

  private static JsonNode parse(String shard, Member member) {
    try {
      return JSON.readTree(text(shard, member));
    } catch (JsonProcessingException e) {
      throw TbarException.badInput(
          "The member %s in %s is no JSON: %s.", member.name(), shard, e.getOriginalMessage());
    }
  }

  private static String text(String shard, Member member) {
    if (member.source().length() > MAX_FIELD) {
      throw TbarException.badInput(
          "The member %s in %s has %d bytes, too many for a label or a caption.",
          member.name(), shard, member.source().length());
    }
    return new String(member.source().read(), StandardCharsets.UTF_8).strip();
  }
}
