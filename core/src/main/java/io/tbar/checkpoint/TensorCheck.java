package io.tbar.checkpoint;

import io.tbar.base.TbarException;
import io.tbar.safetensors.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the tensors of a file against those that its configuration calls for; says all at once. */
final class TensorCheck {
  private static final int MOST_LISTED = 10;

  private static final Set<String> HARMLESS =
      Set.of(
          "position_ids",
          "attn_mask",
          "input_resolution",
          "context_length",
          "vocab_size",
          "num_batches_tracked");

  private final List<String> missing = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private final List<String> misshaped = new ArrayList<>();
  private final List<String> wrongType = new ArrayList<>();

  /** Buffers of some versions of the libraries that no tower reads. */
  static boolean harmless(String name) {
    return HARMLESS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  static void check(
      Path model, Map<String, TensorInfo> found, Map<String, long[]> canonical, NameMap names) {
    TensorCheck check = new TensorCheck();
    Set<String> known = new HashSet<>();
    canonical.forEach((name, shape) -> check.expect(names.source(name), shape, found, known));
    for (String name : found.keySet()) {
      if (!known.contains(name) && !harmless(name)) {
        check.unexpected.add(name);
      }
    }
    check.report(model);
  }

  private void expect(
      NameMap.Source source, long[] shape, Map<String, TensorInfo> found, Set<String> known) {
    long[] own = ownShape(shape, source);
    for (String name : source.names()) {
      known.add(name);
      TensorInfo tensor = found.get(name);
      if (tensor == null) {
        missing.add(name);
        continue;
      }
      boolean scalar = own.length == 0 && Arrays.equals(tensor.shape(), new long[] {1});
      if (!scalar && !Arrays.equals(tensor.shape(), own)) {
        misshaped.add(
            name + " is " + tensor.shapeText() + " but must be " + TensorInfo.shapeText(own));
      }
      if (!tensor.dtype().computable()) {
        wrongType.add(name + " is " + tensor.dtype());
      }
    }
  }

  /** The shape of each tensor in the file that makes up a canonical one. */
  static long[] ownShape(long[] canonical, NameMap.Source source) {
    long[] own = canonical.clone();
    if (source.transposed()) {
      own = new long[] {canonical[1], canonical[0]};
    }
    if (source.names().size() > 1) {
      own[0] /= source.names().size();
    }
    return own;
  }

  private void report(Path model) {
    String prefix = WrappedNames.prefix(missing, unexpected);
    if (prefix != null) {
      throw TbarException.badInput(
          "'%s': the names of its tensors begin with '%s'%s, which the architecture does not have."
              + " Save the model itself, without its wrapper.",
          model, prefix, WrappedNames.origin(prefix));
    }
    List<String> parts = new ArrayList<>();
    part(parts, "missing", missing);
    part(parts, "unexpected", unexpected);
    part(parts, "wrong shape", misshaped);
    part(parts, "dtype that cannot be calculated with", wrongType);
    if (!parts.isEmpty()) {
      throw TbarException.badInput(
          "'%s': weights and configuration do not fit: %s. Check that both belong to one model.",
          model, String.join("; ", parts));
    }
  }

  private static void part(List<String> parts, String what, List<String> names) {
    if (!names.isEmpty()) {
      parts.add(what + " (" + names.size() + "): " + listed(names));
    }
  }

  static String listed(List<String> items) {
    String shown = String.join(", ", items.subList(0, Math.min(MOST_LISTED, items.size())));
    return items.size() <= MOST_LISTED
        ? shown
        : shown + " and " + (items.size() - MOST_LISTED) + " more";
  }
}
