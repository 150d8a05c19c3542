package io.tbar.checkpoint;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CLIP checkpoint opened for reading: a Hugging Face folder, an OpenCLIP folder, or a bare
 * safetensors file. Opening reads headers and configuration only, and refuses what does not fit;
 * the files are never written to.
 */
public final class Checkpoint implements Closeable {
  private final ModelFiles place;
  private final List<SafetensorsFile> files;
  private final Map<String, SafetensorsFile> fileOfTensor = new LinkedHashMap<>();
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final @Nullable ModelConfig config;
  private final @Nullable Layout layout;

  private Checkpoint(ModelFiles place, List<SafetensorsFile> files) {
    this.place = place;
    this.files = List.copyOf(files);
    for (SafetensorsFile file : files) {
      for (TensorInfo tensor : file.tensors().values()) {
        fileOfTensor.put(tensor.name(), file);
        tensors.put(tensor.name(), tensor);
      }
    }
    this.layout = place.layout() == null ? layoutOf(tensors.keySet()) : place.layout();
    this.config = place.config() == null ? null : ConfigReader.read(place.config(), folderOrNull());
  }

  /** Opens a checkpoint; see {@link #open(Path, Path)}. */
  public static Checkpoint open(Path model) {
    return open(model, null);
  }

  /**
   * Opens a checkpoint.
   *
   * @param model a folder, or a .safetensors file
   * @param config the configuration to go by, of either layout; null takes the folder's own
   * @throws TbarException naming file, rule and value where anything is malformed, missing,
   *     unexpected or contradictory
   */
  public static Checkpoint open(Path model, @Nullable Path config) {
    ModelFiles place = ModelFiles.find(model, config);
    List<SafetensorsFile> files = new ArrayList<>();
    try {
      List<String> notes = openFiles(place, files);
      Checkpoint checkpoint = new Checkpoint(place, files);
      checkpoint.notes.addAll(notes);
      checkpoint.check();
      return checkpoint;
    } catch (RuntimeException e) {
      files.forEach(SafetensorsFile::close);
      throw e;
    }
  }

  private static List<String> openFiles(ModelFiles place, List<SafetensorsFile> files) {
    if (place.weights() != null) {
      files.add(SafetensorsFile.open(place.weights()));
      return List.of();
    }
    ShardIndex index = new ShardIndex(java.util.Objects.requireNonNull(place.index()));
    for (Path shard : index.shards()) {
      files.add(SafetensorsFile.open(shard));
    }
    return index.check(files);
  }

  private static @Nullable Layout layoutOf(Set<String> names) {
    for (String name : names) {
      if (name.startsWith("vision_model.") || name.startsWith("text_model.")) {
        return Layout.HF;
      }
      if (name.contains("resblocks.") || name.startsWith("visual.")) {
        return Layout.OPENCLIP;
      }
    }
    return null;
  }

  private void check() {
    if (config == null) {
      return;
    }
    TensorCheck.check(path(), tensors, Architecture.tensors(config.clip()), names());
  }

  /** The folder or file that was opened. */
  public Path path() {
    return place.model();
  }

  /** The folder with the side files: the checkpoint itself, or where its bare file lies. */
  public Path folder() {
    Path folder = folderOrNull();
    Path parent = path().toAbsolutePath().getParent();
    return folder != null ? folder : parent != null ? parent : path();
  }

  /** Whether the checkpoint is a folder, not a bare file. */
  public boolean isFolder() {
    return place.layout() != null;
  }

  private @Nullable Path folderOrNull() {
    return isFolder() ? path() : null;
  }

  /** How the tensors are named; null for a file whose names are of neither kind. */
  public @Nullable Layout layoutOrNull() {
    return layout;
  }

  /** How the tensors are named. */
  public Layout layout() {
    if (layout == null) {
      throw TbarException.badInput(
          "'%s' holds no CLIP model: its tensors are named as neither Hugging Face nor OpenCLIP"
              + " does.",
          path());
    }
    return layout;
  }

  /** What the configuration says, or null for a bare file without one. */
  @Nullable ModelConfig modelConfig() {
    return config;
  }

  /**
   * The architecture.
   *
   * @throws TbarException for a bare file without a configuration
   */
  public ClipConfig config() {
    if (config == null) {
      throw TbarException.badInput(
          "'%s' is a bare file of weights; name its configuration with --config (config.json or"
              + " open_clip_config.json), because the activation cannot be told from weights.",
          path());
    }
    return config.clip();
  }

  /** The tensors under canonical names; needs {@link #config()}. */
  public CanonicalTensors canonical() {
    return new CanonicalTensors(this, names(), Architecture.tensors(config()));
  }

  private NameMap names() {
    return NameMap.of(layout(), tensors.keySet());
  }

  /** The files of weights, in the order of their names. */
  public List<SafetensorsFile> files() {
    return files;
  }

  /** All tensors under the checkpoint's own names, file after file in the order of the bytes. */
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  public Set<String> tensorNames() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** The entry of a tensor by its own name. */
  public TensorInfo info(String name) {
    TensorInfo tensor = tensors.get(name);
    if (tensor == null) {
      throw TbarException.badInput("'%s' holds no tensor '%s'.", path(), name);
    }
    return tensor;
  }

  /** The file that holds a tensor of that name. */
  public SafetensorsFile file(String name) {
    SafetensorsFile file = fileOfTensor.get(name);
    if (file == null) {
      throw TbarException.badInput("'%s' holds no tensor '%s'.", path(), name);
    }
    return file;
  }

  /** The values of a tensor by its own name, as float32. */
  public float[] floats(String name) {
    return file(name).floats(info(name));
  }

  /** Warnings that came up while opening, one sentence each. */
  public List<String> notes() {
    return Collections.unmodifiableList(notes);
  }

  /** Files beside the weights that a copy takes along: configuration, tokenizer, licence. */
  public List<Path> sideFiles() {
    return isFolder() ? SideFiles.of(place) : List.of();
  }

  /** The index of the shards, or null. */
  @Nullable Path index() {
    return place.index();
  }

  /** The configuration file that was read, or null. */
  public @Nullable Path configFile() {
    return place.config();
  }

  /**
   * SHA-256 of the model: of the sorted names, dtypes, shapes and bytes of its tensors, so that it
   * depends on neither shards nor metadata. Reads all weights.
   */
  public String modelDigest() {
    return ModelDigest.of(this, Progress.silent());
  }

  @Override
  public void close() {
    files.forEach(SafetensorsFile::close);
  }
}
