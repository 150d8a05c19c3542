package io.tbar.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code COEF:V} of the command line.
 *
 * @param coefficient what the vector is multiplied by
 */
record AddedVector(double coefficient, Path vector) {

  /** Splits at the first colon, since a path may hold others. */
  static final class Converter implements ITypeConverter<AddedVector> {
    @Override
    public AddedVector convert(String text) {
      int colon = text.indexOf(':');
      if (colon < 1 || colon == text.length() - 1) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is not COEF:V, a number and a vector file such as -1.5:tau.safetensors");
      }
      try {
        return new AddedVector(
            Double.parseDouble(text.substring(0, colon)), Path.of(text.substring(colon + 1)));
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text.substring(0, colon) + "' in '" + text + "' is not a number");
      }
    }
  }
}
