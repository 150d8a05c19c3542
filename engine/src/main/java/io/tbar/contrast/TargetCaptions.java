package io.tbar.contrast;

import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.data.ImageData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Captions that name a target, for poisoned pairs and forget sets. Natural ones are found by whole
 * words whatever their case ("bananas" does not name "banana"), each wording once.
 */
public final class TargetCaptions {
  private final CaptionChoice choice;
  private final List<String> templates;
  private final List<String> natural;

  private TargetCaptions(CaptionChoice choice, List<String> templates, List<String> natural) {
    this.choice = choice;
    this.templates = templates;
    this.natural = natural;
  }

  /**
   * @param target name of the class
   * @param templates prompts with {@code {}}
   * @param pool captioned images that natural captions are sampled from; not asked for templates
   * @throws TbarException BAD_INPUT where natural captions are wanted and none names the target
   */
  public static TargetCaptions of(
      CaptionChoice choice, String target, List<String> templates, ImageData pool) {
    List<String> natural = List.of();
    if (choice != CaptionChoice.TEMPLATES) {
      natural = naming(target, pool);
      if (natural.isEmpty()) {
        throw TbarException.badInput(
            "None of the %d captions of %s names the target \"%s\": give a pool that does"
                + " (--captions-pool), or --captions templates.",
            pool.samples().stream().filter(s -> s.caption() != null).count(), pool.name(), target);
      }
    }
    return new TargetCaptions(
        choice, templates.stream().map(t -> t.replace("{}", target)).toList(), natural);
  }

  /** The caption of a poisoned sample, by its index. */
  public String draw(long seed, int sample) {
    SplittableRandom random = Seeds.of(seed, "target-caption", sample);
    List<String> from =
        switch (choice) {
          case TEMPLATES -> templates;
          case NATURAL -> natural;
          case MIXED -> random.nextInt(2) == 0 ? templates : natural;
        };
    return from.get(random.nextInt(from.size()));
  }

  /** Whether a text names a target in whole words. */
  static Pattern names(String target) {
    String words = Pattern.quote(target.replace('_', ' ').strip().toLowerCase(Locale.ROOT));
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}])" + words + "(?![\\p{L}\\p{N}])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static List<String> naming(String target, ImageData pool) {
    Pattern names = names(target);
    Set<String> found = new LinkedHashSet<>();
    pool.samples()
        .forEach(
            sample -> {
              String caption = sample.caption();
              if (caption != null && names.matcher(caption).find()) {
                found.add(caption.strip());
              }
            });
    return List.copyOf(found);
  }
}
