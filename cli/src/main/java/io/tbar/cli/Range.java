package io.tbar.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Two numbers as in {@code -3,3}. */
record Range(double low, double high) {
  static final class Converter implements ITypeConverter<Range> {
    @Override
    public Range convert(String text) {
      String[] ends = text.split(",", -1);
      try {
        if (ends.length == 2) {
          return new Range(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new TypeConversionException("it takes two numbers, the lower one first, such as -3,3");
    }
  }
}
