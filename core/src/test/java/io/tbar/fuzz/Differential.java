package io.tbar.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tbar.base.TbarException;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.TensorInfo;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Our reader of safetensors beside the reference reader, over mutants; {@code fuzz/differential.sh}
 * calls it. Where they disagree, it must be in a way that is listed here.
 */
public final class Differential {
  /** A way to disagree that is meant, by what our reader or, where it reads more, theirs says. */
  private record Known(String who, String says, String why) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "ours", "nesting depth", "values that no reader uses are nested 63 deep or more"),
          new Known(
              "ours", "a tensor name occurs twice", "which of the two is meant, nobody knows"),
          new Known("ours", "a key occurs twice", "which of the two is meant, nobody knows"),
          new Known("ours", "unknown dtype", "a dtype must be a text, and no object around one"),
          new Known("ours", "a shape must be", "a size of 2^63 or more beside a size of 0"),
          new Known(
              "ours", "a tensor's entry must be an object", "a list of its three values is none"),
          new Known(
              "ours",
              "does not start with '{'",
              "the format asks for it, blanks before it hide it"),
          new Known("ours", "Name length", "a key of more than 50,000 characters"),
          new Known("theirs", "number out of range", "in a key that no reader uses"),
          new Known("theirs", "hex escape", "half a surrogate pair in a key that no reader uses"),
          new Known("theirs", "surrogate", "half a surrogate pair in a key that no reader uses"));

  private final Map<String, Integer> counts = new TreeMap<>();
  private int unlisted;

  private Differential() {}

  /**
   * @param args the files, each after its length in four bytes, little endian; and what the
   *     reference reader made of each, a line of JSON a file
   */
  public static void main(String[] args) throws IOException {
    Differential differential = new Differential();
    Path file = Files.createTempFile("tbar-differential", ".safetensors");
    int files = 0;
    try (DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(args[0]))));
        BufferedReader reference = Files.newBufferedReader(Path.of(args[1]))) {
      ObjectMapper json = new ObjectMapper();
      byte[] length = new byte[4];
      while (in.readNBytes(length, 0, 4) == 4) {
        int size =
            length[0] & 255 | (length[1] & 255) << 8 | (length[2] & 255) << 16 | length[3] << 24;
        Files.deleteIfExists(file);
        Files.write(file, in.readNBytes(size));
        differential.compare(files++, file, json.readTree(reference.readLine()));
      }
    } finally {
      Files.delete(file);
    }
    differential.counts.forEach((what, count) -> System.out.printf("%7d  %s%n", count, what));
    System.out.printf(
        "%d files, %d disagreements that are not listed%n", files, differential.unlisted);
    System.exit(differential.unlisted == 0 && files > 0 ? 0 : 1);
  }

  private void compare(int number, Path file, JsonNode theirs) {
    boolean accepted = theirs.get(1).textValue().equals("A");
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      if (!accepted) {
        disagree(number, "theirs", theirs.get(2).textValue());
      } else if (tensors(opened).equals(tensors(theirs.get(2)))) {
        count("both read it, with the same tensors");
      } else {
        disagree(number, "ours", "other tensors: " + tensors(opened) + theirs.get(2));
      }
    } catch (TbarException e) {
      if (accepted) {
        disagree(number, "ours", String.valueOf(e.getMessage()));
      } else {
        count("both refuse it");
      }
    } catch (RuntimeException e) {
      disagree(number, "ours", "a fault: " + e);
    }
  }

  private void disagree(int number, String who, String says) {
    for (Known known : KNOWN) {
      if (known.who.equals(who) && says.contains(known.says)) {
        count("only " + (who.equals("ours") ? "we refuse" : "they refuse") + ": " + known.why);
        return;
      }
    }
    unlisted++;
    System.out.printf("NOT LISTED, file %d, %s: %.300s%n", number, who, says);
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private static List<String> tensors(SafetensorsFile file) {
    List<String> tensors = new ArrayList<>();
    for (TensorInfo tensor : file.tensors().values()) {
      tensors.add(tensor.name() + " " + tensor.dtype() + " " + Arrays.toString(tensor.shape()));
    }
    return tensors.stream().sorted().toList();
  }

  private static List<String> tensors(JsonNode theirs) {
    List<String> tensors = new ArrayList<>();
    for (JsonNode tensor : theirs) {
      List<String> shape = new ArrayList<>();
      tensor.get(2).forEach(size -> shape.add(size.asText()));
      tensors.add(tensor.get(0).textValue() + " " + tensor.get(1).textValue() + " " + shape);
    }
    return tensors.stream().sorted().toList();
  }
}
