package io.tbar.data;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.base.TextFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

  private final Labels labels;
  private final List<Sample> samples = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final LeftOut others = new LeftOut();
  private final List<String> strange = new ArrayList<>();
  private int withoutImage;
  private String firstWithoutImage = "";

  WebDataset(@Nullable ClassNames classes) {
    this.labels = new Labels(classes);
  }

  /** Whether a tar is such a shard and not just an image folder that was packed. */
  static boolean isShard(List<Member> members) {
    return members.stream().anyMatch(m -> FIELDS.contains(m.extension()));
  }

  /** Adds the samples of one shard; hidden members are left out before. */
  void add(String shard, List<Member> members) {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    for (Member member : members) {
      if (member.isImage() || FIELDS.contains(member.extension())) {
        drafts.computeIfAbsent(member.key(), k -> new Draft()).add(shard, member);
      } else {
        others.add(member, member.extension());
      }
    }
    for (Map.Entry<String, Draft> entry : drafts.entrySet()) {
      Draft draft = entry.getValue();
      Member image = draft.images.chosen(shard);
      if (image == null) {
        firstWithoutImage = withoutImage++ == 0 ? entry.getKey() : firstWithoutImage;
        continue;
      }
      draft.images.others(image).forEach(other -> others.add(other, other.extension()));
      // The same key in two shards is two samples.
      String key = keys.add(entry.getKey()) ? entry.getKey() : shard + "/" + entry.getKey();
      keys.add(key);
      samples.add(draft.sample(key, image, shard));
    }
  }

  ImageData toData(String spec) {
    if (samples.isEmpty()) {
      throw TbarException.badInput(
          "The data set %s holds no images, only labels and captions.", spec);
    }
    List<String> notes = new ArrayList<>();
    if (withoutImage > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%d samples of %s have no image and were left out, the first being %s.",
              withoutImage,
              spec,
              firstWithoutImage));
    }
    if (!strange.isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%d labels of %s are neither text nor whole numbers and were not read, the first"
                  + " being %s.",
              strange.size(),
              spec,
              strange.get(0)));
    }
    notes.addAll(others.sentences("Left out of " + spec + ": %d members of other fields"));
    ClassNames classes = labels.classes();
    return new ImageData(spec, samples, classes == null ? List.of() : classes.names(), notes);
  }

  /** The members of one key. */
  private final class Draft {
    private final ShardImages images = new ShardImages();
    private final Map<String, Member> fields = new LinkedHashMap<>();

    void add(String shard, Member member) {
      if (!FIELDS.contains(member.extension())) {
        images.add(shard, member);
      } else if (fields.put(member.extension(), member) != null) {
        throw TbarException.badInput("The archive %s holds %s twice.", shard, member.name());
      }
    }

    Sample sample(String key, Member picture, String shard) {
      int label = -1;
      String caption = null;
      Member cls = fields.get("cls");
      Member json = fields.get("json");
      if (json != null) {
        String origin = json.name() + " in " + shard;
        JsonObject object = parse(shard, json, origin);
        caption = text(object, JSON_CAPTIONS);
        String text = text(object, JSON_LABELS);
        if (cls == null && text != null) {
          label = labels.index(text, origin);
        } else if (cls == null) {
          strangeLabel(object, origin);
        }
      }
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

  private void strangeLabel(JsonObject object, String origin) {
    for (String name : JSON_LABELS) {
      if (object.has(name)) {
        String shown = String.valueOf(object.get(name));
        strange.add(
            name + " = " + shown.substring(0, Math.min(50, shown.length())) + " of " + origin);
        return;
      }
    }
  }

  private static @Nullable String text(JsonObject object, List<String> names) {
    for (String name : names) {
      Object value = object.get(name);
      if (value instanceof String || value instanceof Long) {
        return value.toString();
      }
    }
    return null;
  }

  /** An object; other JSON, such as a list of boxes, says nothing of labels and captions. */
  private static JsonObject parse(String shard, Member member, String origin) {
    byte[] bytes = bytes(shard, member);
    return TextFile.decode(bytes, "the member " + origin).stripLeading().startsWith("[")
        ? JsonObject.empty(origin)
        : Json.ofPython(bytes, origin);
  }

  private static String text(String shard, Member member) {
    return TextFile.decode(bytes(shard, member), "the member " + member.name() + " in " + shard)
        .strip();
  }

  private static byte[] bytes(String shard, Member member) {
    if (member.source().length() > MAX_FIELD) {
      throw TbarException.badInput(
          "The member %s in %s has %d bytes, too many for a label or a caption.",
          member.name(), shard, member.source().length());
    }
    return member.source().read();
  }
}
