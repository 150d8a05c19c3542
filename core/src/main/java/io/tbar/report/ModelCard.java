package io.tbar.report;

import static io.tbar.report.Markdown.escape;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.result.Attack;
import io.tbar.result.Cleaning;
import io.tbar.result.FileRecord;
import io.tbar.result.PoisonedTrigger;
import io.tbar.result.Poisoning;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** README.md of a checkpoint folder, in the form that model hubs read. */
public final class ModelCard {
  private ModelCard() {}

  /**
   * Card of a cleaned checkpoint: what was done, figures before and after, limits.
   *
   * @param run a record with a cleaning
   * @param proxy where an audit inferred the backdoor, or null
   */
  public static String cleaned(RunRecord run, BaseModel base, @Nullable ProxyView proxy) {
    Cleaning cleaning = run.cleaning();
    if (cleaning == null) {
      throw new IllegalArgumentException("a record without a cleaning");
    }
    Markdown out = frontMatter(base, "backdoor-removal");
    Object control = run.configuration().get(RunRecord.CONTROL);
    if (control == null || control.equals("none")) {
      out.heading(1, escape(base.name()) + ", cleaned");
    } else {
      out.heading(1, escape(base.name()) + ", a control, not cleaned");
      out.line("> [!WARNING]")
          .paragraph(
              "> **This checkpoint is a control: "
                  + escape(String.valueOf(control))
                  + " stood in the place of what an audit inferred. It is no cleaned model.**");
    }
    out.paragraph(story(run));
    out.heading(2, "What was done");
    List<String> done = new ArrayList<>();
    done.add("Suspect: " + escape(base.name()) + digest(run, "model"));
    done.add(method(cleaning));
    if (cleaning.alpha() != null) {
      done.add("Coefficient \u03B1: " + Numbers.plain(cleaning.alpha()));
    }
    if (cleaning.vectorSha256() != null) {
      done.add("SHA-256 of the trigger vector: `" + cleaning.vectorSha256() + "`");
    }
    attack(run, done);
    out.list(done);
    if (proxy != null) {
      out.heading(2, "The attacker\u2019s own trigger");
      out.paragraph(escape(proxy.truth()));
      out.paragraph(escape(proxy.caveat()));
    }
    figures(run, out);
    return end(run, out);
  }

  /**
   * Card of a checkpoint with a backdoor made on purpose, marked as such.
   *
   * @param run a record with a poisoning
   */
  public static String infected(RunRecord run, BaseModel base) {
    Markdown out = frontMatter(base, "backdoored", "security-research", "not-for-deployment");
    out.heading(1, escape(base.name()) + ", deliberately infected, for research");
    out.line("> [!WARNING]")
        .paragraph(
            "> **This checkpoint holds a backdoor, put in on purpose so that defences can be tried"
                + " on it. Do not deploy it, and do not pass it on without this notice.**");
    out.paragraph(story(run));
    out.heading(2, "What was done");
    List<String> done = new ArrayList<>();
    done.add("Base: " + escape(base.name()) + digest(run, "model"));
    Poisoning poisoning = run.poisoning();
    if (poisoning != null) {
      done.add(
          "Training samples with the trigger and the target as their label: "
              + Numbers.counts(poisoning.poisoned())
              + " ("
              + Numbers.percent(poisoning.poisoned())
              + ")");
    }
    if (poisoning != null && poisoning.triggers().size() > 1) {
      poisoning.triggers().forEach(one -> done.add(implanted(one)));
    } else {
      attack(run, done);
    }
    if (poisoning != null && poisoning.cover() != null) {
      done.add(
          "Training samples with something close to the trigger and their own label: "
              + Numbers.counts(poisoning.cover()));
    }
    out.list(done);
    figures(run, out);
    return end(run, out);
  }

  private static Markdown frontMatter(BaseModel base, String... tags) {
    Markdown out = new Markdown().line("---");
    Licence.lines(base.card()).forEach(out::line);
    out.line("library_name: " + base.library());
    out.line("pipeline_tag: zero-shot-image-classification");
    out.line("base_model: " + quoted(base.name()));
    out.line("base_model_relation: finetune");
    out.line("tags:").line("- clip");
    for (String tag : tags) {
      out.line("- " + tag);
    }
    return out.line("- tbar").line("---").line("");
  }

  /** A YAML string that no sign in a name can break. */
  private static String quoted(String text) {
    return '"' + text.replaceAll("\\p{Cntrl}", " ").replaceAll("([\"\\\\])", "\\\\$1") + '"';
  }

  private static String story(RunRecord run) {
    Story story = Story.of(run);
    return escape(story.found() + " " + story.changed()).strip();
  }

  private static String digest(RunRecord run, String role) {
    return run.inputs().stream()
        .filter(file -> file.role().equals(role))
        .map(FileRecord::sha256)
        .findFirst()
        .map(sha256 -> ", SHA-256 of its tensors `" + sha256 + "`")
        .orElse("");
  }

  private static String method(Cleaning cleaning) {
    if (!cleaning.method().equals("tbar")) {
      String source = cleaning.source() == null ? "" : " (" + escape(cleaning.source()) + ")";
      String given =
          cleaning.forgetImages() == 0
              ? ""
              : ", given " + Numbers.count(cleaning.forgetImages()) + " images or pairs";
      return "Method: " + escape(cleaning.method()) + source + given + ".";
    }
    return "Method: TBAR (arXiv 2510.14845). The trigger vector was estimated from "
        + Numbers.count(cleaning.forgetImages())
        + " images (estimator "
        + escape(cleaning.estimator())
        + ", "
        + rounds(cleaning)
        + ") and subtracted.";
  }

  private static String rounds(Cleaning cleaning) {
    int rounds = cleaning.rounds().size();
    return rounds == 1 ? "one round" : rounds + " rounds";
  }

  private static String implanted(PoisonedTrigger one) {
    return "Trigger: "
        + escape(one.attack().trigger() + "; target \u201C" + one.attack().target() + "\u201D")
        + "; attack success rate "
        + Numbers.percent(one.attackSuccess())
        + " ("
        + Numbers.counts(one.attackSuccess())
        + ")";
  }

  private static void attack(RunRecord run, List<String> done) {
    Attack attack = run.attack();
    if (attack != null) {
      String target = attack.target() == null ? "" : "; target \u201C" + attack.target() + "\u201D";
      done.add("Trigger: " + escape(attack.trigger() + target));
    }
  }

  private static void figures(RunRecord run, Markdown out) {
    Scores before = run.measures().get(RunRecord.BEFORE);
    Scores after = run.measures().get(RunRecord.AFTER);
    if (before == null || after == null) {
      return;
    }
    out.heading(2, "Before and after");
    out.row("Measure", "Before", "After").row("---", "---:", "---:");
    List<String> definitions = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (before.evaluation().has(measure) || after.evaluation().has(measure)) {
        String title = Story.sentence(measure.title());
        out.row(title, cell(before.evaluation(), measure), cell(after.evaluation(), measure));
        definitions.add(title + ": " + measure.definition());
      }
    }
    Excess was = before.evaluation().excess();
    Excess left = after.evaluation().excess();
    if (was != null || left != null) {
      String title = Story.sentence(Excess.TITLE);
      out.row(title, cell(was), cell(left));
      definitions.add(title + ": " + Excess.DEFINITION);
    }
    out.line("");
    out.paragraph(
        "In brackets the 95 % interval (Wilson\u2019s; Tango\u2019s for an excess) and the counts.");
    out.list(definitions);
  }

  private static String cell(@Nullable Excess excess) {
    return excess == null
        ? "\u2013"
        : Numbers.points(excess)
            + " ("
            + Numbers.interval(excess)
            + "; "
            + Numbers.counts(excess)
            + ")";
  }

  private static String cell(Evaluation evaluation, Measure measure) {
    if (!evaluation.has(measure)) {
      return "\u2013";
    }
    return Numbers.percent(evaluation.rate(measure))
        + " ("
        + Numbers.interval(evaluation.rate(measure))
        + "; "
        + Numbers.counts(evaluation.rate(measure))
        + ")";
  }

  private static String end(RunRecord run, Markdown out) {
    out.heading(2, "Limits").list(Limits.of(run));
    out.paragraph(
        "Made by "
            + escape(run.tool().name() + " " + run.tool().version())
            + "; every setting, seed and digest is in result.json of the run.");
    return out.toString();
  }
}
