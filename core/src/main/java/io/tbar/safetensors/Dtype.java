package io.tbar.safetensors;

/**
 * Element types of the format, in the rising order by which the reference writer sorts (its last
 * comes first in a file).
 */
public enum Dtype {
  BOOL(8),
  F4(4),
  F6_E2M3(6),
  F6_E3M2(6),
  U8(8),
  I8(8),
  F8_E5M2(8),
  F8_E4M3(8),
  F8_E8M0(8),
  F8_E4M3FNUZ(8),
  F8_E5M2FNUZ(8),
  I16(16),
  U16(16),
  F16(16),
  BF16(16),
  I32(32),
  U32(32),
  F32(32),
  C64(64),
  F64(64),
  I64(64),
  U64(64);

  private final int bits;

  Dtype(int bits) {
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }

  /** Whole bytes of one element; 0 for the types below a byte. */
  public int bytes() {
    return bits / 8;
  }

  /** Whether we calculate with it: F16, BF16, F32, F64. All others are carried as they are. */
  public boolean computable() {
    return this == F32 || this == F16 || this == BF16 || this == F64;
  }
}
