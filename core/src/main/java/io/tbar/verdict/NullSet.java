package io.tbar.verdict;

import io.tbar.base.Json;
import io.tbar.base.TbarException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the scanner sees in clean models: the yardstick of every verdict. It holds for one
 * architecture, one configuration of the scanner and one set of images, and is refused for others.
 *
 * @param origin the file as messages name it
 * @param architecture of every model in it
 * @param configuration SHA-256 of the scanner's settings
 * @param images SHA-256 over the content of the images that were scanned with
 * @param models one or more, all with the same statistics
 */
public record NullSet(
    String origin,
    String architecture,
    String configuration,
    String images,
    List<NullModel> models) {
  public NullSet {
    models = List.copyOf(models);
    if (models.isEmpty() || models.get(0).statistics().isEmpty()) {
      throw TbarException.badInput(
          "The null set '%s' holds no model with statistics; make one of clean models with 'tbar"
              + " audit calibrate'.",
          origin);
    }
    Set<String> seen = new HashSet<>();
    for (NullModel model : models) {
      if (!model.ids().equals(models.get(0).ids())) {
        throw TbarException.badInput(
            "The null set '%s' mixes scans: '%s' has the statistics %s, '%s' has %s; scan all models"
                + " with the same options.",
            origin,
            models.get(0).name(),
            String.join(", ", models.get(0).ids()),
            model.name(),
            String.join(", ", model.ids()));
      }
      if (!seen.add(model.sha256())) {
        throw TbarException.badInput(
            "The null set '%s' holds the weights of '%s' twice, which would count one model as two;"
                + " give each model once.",
            origin, model.name());
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws TbarException BAD_INPUT where the file is not a null set
   */
  public static NullSet read(Path file) {
    return NullSetJson.read(Json.read(file));
  }

  /**
   * Reads a null set that ships inside.
   *
   * @param origin as messages should name it
   */
  public static NullSet parse(byte[] json, String origin) {
    return NullSetJson.read(Json.parse(json, origin));
  }

  /** Writes the file, whole or not at all; docs/audit.md describes it. */
  public void write(Path file, boolean force) {
    Json.write(file, NullSetJson.map(this), force);
  }

  /** Number of lineages among the models. */
  public int lineages() {
    return (int) models.stream().map(NullModel::lineage).distinct().count();
  }

  /** Ids of the statistics, in order. */
  public List<String> ids() {
    return models.get(0).ids();
  }

  /** Whether the set speaks of scans of this kind at all. */
  public boolean matches(ScanKind kind) {
    return architecture.equals(kind.architecture())
        && configuration.equals(kind.configuration())
        && images.equals(kind.images());
  }

  /**
   * @throws TbarException BAD_INPUT naming what differs
   */
  public void require(ScanKind kind) {
    if (!architecture.equals(kind.architecture())) {
      throw TbarException.badInput(
          "The null set '%s' is of the architecture %s, but the model is %s; make a null set of"
              + " clean models of that architecture with 'tbar audit calibrate'.",
          origin, architecture, kind.architecture());
    }
    if (!images.equals(kind.images())) {
      throw TbarException.badInput(
          "The null set '%s' was made with other images (%s, now %s); audit with the same --images,"
              + " or make a new one with 'tbar audit calibrate'.",
          origin, shorten(images), shorten(kind.images()));
    }
    if (!configuration.equals(kind.configuration())) {
      throw TbarException.badInput(
          "The null set '%s' was made with other settings of the scanner (%s, now %s); scan with"
              + " the same options and version, or make a new one with 'tbar audit calibrate'.",
          origin, shorten(configuration), shorten(kind.configuration()));
    }
  }

  private static String shorten(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) : digest;
  }
}
