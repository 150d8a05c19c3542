package io.tbar.cli;

import io.tbar.Disentangle;
import io.tbar.DisentangleResult;
import io.tbar.Span;
import io.tbar.result.DisentanglementMap;
import io.tbar.result.PlanePoint;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Maps the plane of a clean and a trigger vector. */
@Command(
    name = "disentangle",
    header = "Map the weight disentanglement of a clean and a trigger vector.",
    description = {
      "Measures over a grid of coefficients how often the answers with both vectors differ from"
          + " those with the one that belongs to the image (xi), and clean accuracy and attack"
          + " success over the same plane. MODEL is the base that both vectors are added to. The"
          + " output is a folder: disentanglement.json, disentanglement.csv, result.json,"
          + " report.html.",
      "Rows are kept beside the output until it is whole, so that a run that was ended goes on"
          + " where it stood."
    },
    footer = {
      "",
      "Example:",
      "  tbar disentangle base --infected infected --trigger-vector cleaned/trigger-vector"
          + ".safetensors --data test.tar --classes classes.txt --trigger badnet --target airplane"
          + " --out map"
    })
final class DisentangleCommand extends BaseCommand {
  @Mixin SubjectOptions subject;
  @Mixin BackdoorOptions backdoor;
  @Mixin LoadingOptions loading;
  @Mixin OutputOptions output;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description =
          "Images to measure on: a folder, tar shards, a CSV or TSV. Without labels there are no"
              + " accuracy and attack success.")
  String data;

  @Option(
      names = "--clean-vector",
      paramLabel = "V",
      description = "The clean direction as the file of a vector.")
  @Nullable Path cleanVector;

  @Option(
      names = "--clean-model",
      paramLabel = "MODEL",
      description = "The clean direction as a checkpoint fine-tuned on clean data.")
  @Nullable Path cleanModel;

  @Option(
      names = "--trigger-vector",
      paramLabel = "V",
      description = "The trigger direction as the file of a vector.")
  @Nullable Path triggerVector;

  @Option(
      names = "--trigger-model",
      paramLabel = "MODEL",
      description = "The trigger direction as a checkpoint fine-tuned on triggered data.")
  @Nullable Path triggerModel;

  @Option(
      names = "--infected",
      paramLabel = "MODEL",
      description =
          "Take the clean direction from this infected checkpoint: what it has besides the base and"
              + " the trigger direction.")
  @Nullable Path infected;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "21",
      description = "Grid points on each axis (default: ${DEFAULT-VALUE}).")
  int points;

  @Option(
      names = "--range",
      paramLabel = "LOW,HIGH",
      converter = Range.Converter.class,
      defaultValue = "-3,3",
      description = "Coefficients on both axes (default: ${DEFAULT-VALUE}).")
  Range range;

  @Option(
      names = "--region",
      paramLabel = "LOW,HIGH",
      converter = Range.Converter.class,
      defaultValue = "-1,1",
      description = "Region in which coefficients are searched (default: ${DEFAULT-VALUE}).")
  Range region;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "2048",
      description =
          "Images to measure on, drawn by seed; all where there are fewer (default:"
              + " ${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--linear",
      description =
          "Linearise the image tower around MODEL: what of the map is curvature? Takes two passes"
              + " an image for the whole map.")
  boolean linear;

  @Option(
      names = "--transfer",
      description = "Take vectors that were measured on another base too.")
  boolean transfer;

  @Option(names = "--json", description = "Print the map as JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Disentangle task =
        new Disentangle(
            subject.model(),
            backdoor.trigger,
            backdoor.target,
            data,
            cleanVector,
            cleanModel,
            triggerVector,
            triggerModel,
            infected,
            points,
            new Span(range.low(), range.high()),
            new Span(region.low(), region.high()),
            count,
            linear,
            transfer,
            loading.reading(),
            subject.run.compute());
    DisentangleResult outcome = run(task, output.out, output.force);
    if (json) {
      out().print(outcome.map().toJson());
    } else {
      print(outcome.map());
      Outcome.remarks(outcome.record(), console());
    }
    return OK;
  }

  private void print(DisentanglementMap map) {
    List<PlanePoint> inside = map.within(region.low(), region.high());
    List<PlanePoint> all = map.rows().stream().flatMap(List::stream).toList();
    Table table = Table.of("xi (mean of both tasks)", "average", "worst");
    table.row("search region", percent(inside), worst(inside));
    table.row("whole map", percent(all), worst(all));
    table.print(out());
  }

  private static String percent(List<PlanePoint> points) {
    return Numbers.percent(DisentanglementMap.average(points));
  }

  private static String worst(List<PlanePoint> points) {
    return Numbers.percent(points.stream().mapToDouble(PlanePoint::mean).max().orElse(0));
  }
}
