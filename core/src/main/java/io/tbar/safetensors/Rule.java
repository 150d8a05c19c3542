package io.tbar.safetensors;

/** The rules a safetensors file must keep, each with the sentence that says it was broken. */
public enum Rule {
  FILE_TOO_SHORT("the file is shorter than the 8 bytes of its header length"),
  HEADER_TOO_LARGE("the header length is above 100,000,000"),
  HEADER_BEYOND_FILE("the header length exceeds the file"),
  HEADER_EMPTY("the header is empty"),
  HEADER_NOT_UTF8("the header is not UTF-8"),
  HEADER_NOT_OBJECT("the header does not start with '{'"),
  HEADER_NOT_JSON("the header is not JSON"),
  HEADER_TRAILING("the header goes on after its closing brace"),
  DUPLICATE_TENSOR("a tensor name occurs twice"),
  DUPLICATE_KEY("a key occurs twice"),
  METADATA_NOT_STRINGS("__metadata__ must be an object whose values are strings"),
  ENTRY_NOT_OBJECT("a tensor's entry must be an object"),
  MISSING_FIELD("a tensor's entry must have dtype, shape and data_offsets"),
  UNKNOWN_DTYPE("unknown dtype"),
  BAD_SHAPE("a shape must be an array of whole numbers that are not negative"),
  BAD_OFFSETS("data_offsets must be two whole numbers that are not negative"),
  END_BEFORE_BEGIN("the end comes before the begin"),
  SIZE_OVERFLOW("the number of elements overflows"),
  NOT_WHOLE_BYTES("the tensor does not end on a whole byte"),
  SIZE_MISMATCH("shape and byte range disagree"),
  OVERLAP("tensors overlap"),
  HOLE("bytes that belong to no tensor"),
  BEYOND_FILE("data beyond the end of the file"),
  TRAILING_BYTES("bytes after the last tensor");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong, without file, tensor and value. */
  public String sentence() {
    return sentence;
  }
}
