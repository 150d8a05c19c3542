package io.tbar.defence;

import io.tbar.image.Pixels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * RandAugment (Cubuk et al. 2020) with N = 2 operations of magnitude M = 9 of 30, on 8-bit pixels:
 * the usual fourteen operations, those that move pixels with the nearest one and grey outside.
 */
final class RandAugment {
  private static final int OPERATIONS = 2;
  private static final double MAGNITUDE = 9 / 30.0;
  private static final int KINDS = 14;
  private static final int GREY = 128;

  private RandAugment() {}

  static Pixels apply(Pixels in, SplittableRandom random) {
    Pixels out = in;
    for (int i = 0; i < OPERATIONS; i++) {
      out = one(out, random.nextInt(KINDS), random.nextInt(2) == 0 ? 1 : -1);
    }
    return out;
  }

  private static Pixels one(Pixels in, int kind, int sign) {
    double enhance = 1 + sign * 0.9 * MAGNITUDE;
    return switch (kind) {
      case 0 -> in;
      case 1 -> autocontrast(in);
      case 2 -> equalize(in);
      case 3 -> levels(in, v -> v & ~((1 << (int) Math.round(4 * MAGNITUDE)) - 1));
      case 4 -> levels(in, v -> v >= 256 * (1 - MAGNITUDE) ? 255 - v : v);
      case 5 -> levels(in, v -> clamp(enhance * v));
      case 6 -> contrast(in, enhance);
      case 7 -> colour(in, enhance);
      case 8 -> sharpness(in, enhance);
      case 9 -> moved(in, 1, sign * 0.3 * MAGNITUDE, 0, 1, 0, 0);
      case 10 -> moved(in, 1, 0, sign * 0.3 * MAGNITUDE, 1, 0, 0);
      case 11 -> moved(in, 1, 0, 0, 1, sign * 0.45 * MAGNITUDE, 0);
      case 12 -> moved(in, 1, 0, 0, 1, 0, sign * 0.45 * MAGNITUDE);
      default -> rotated(in, Math.toRadians(sign * 30 * MAGNITUDE));
    };
  }

  private static Pixels levels(Pixels in, IntUnaryOperator level) {
    byte[] out = in.chw().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) level.applyAsInt(out[i] & 255);
    }
    return new Pixels(in.size(), out);
  }

  private static Pixels autocontrast(Pixels in) {
    return perChannel(
        in,
        counts -> {
          int low = 0;
          int high = 255;
          while (low < 255 && counts[low] == 0) {
            low++;
          }
          while (high > 0 && counts[high] == 0) {
            high--;
          }
          int from = low;
          double gain = high > low ? 255.0 / (high - low) : 1;
          return v -> high(from, gain, v);
        });
  }

  private static int high(int from, double gain, int v) {
    return gain == 1 ? v : clamp((v - from) * gain);
  }

  private static Pixels equalize(Pixels in) {
    return perChannel(
        in,
        counts -> {
          int total = Arrays.stream(counts).sum();
          int[] map = new int[256];
          int below = 0;
          for (int v = 0; v < 256; v++) {
            map[v] = clamp(255.0 * below / Math.max(1, total - counts[255]));
            below += counts[v];
          }
          return v -> map[v];
        });
  }

  /** From the histogram of a channel to what happens to its levels. */
  private interface FromHistogram {
    IntUnaryOperator of(int[] counts);
  }

  private static Pixels perChannel(Pixels in, FromHistogram rule) {
    byte[] out = in.chw().clone();
    int plane = in.size() * in.size();
    for (int c = 0; c < 3; c++) {
      int[] counts = new int[256];
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        counts[out[i] & 255]++;
      }
      IntUnaryOperator level = rule.of(counts);
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        out[i] = (byte) level.applyAsInt(out[i] & 255);
      }
    }
    return new Pixels(in.size(), out);
  }

  private static Pixels contrast(Pixels in, double factor) {
    double[] grey = grey(in);
    double mean = Math.floor(Arrays.stream(grey).average().orElse(0) + 0.5);
    return levels(in, v -> clamp(mean + factor * (v - mean)));
  }

  private static Pixels colour(Pixels in, double factor) {
    double[] grey = grey(in);
    byte[] out = in.chw().clone();
    for (int i = 0; i < out.length; i++) {
      double base = grey[i % grey.length];
      out[i] = (byte) clamp(base + factor * ((out[i] & 255) - base));
    }
    return new Pixels(in.size(), out);
  }

  private static double[] grey(Pixels in) {
    byte[] p = in.chw();
    double[] grey = new double[p.length / 3];
    for (int i = 0; i < grey.length; i++) {
      grey[i] =
          0.299 * (p[i] & 255)
              + 0.587 * (p[i + grey.length] & 255)
              + 0.114 * (p[i + 2 * grey.length] & 255);
    }
    return grey;
  }

  private static Pixels sharpness(Pixels in, double factor) {
    int n = in.size();
    byte[] p = in.chw();
    byte[] out = p.clone();
    for (int c = 0; c < 3; c++) {
      for (int y = 1; y < n - 1; y++) {
        for (int x = 1; x < n - 1; x++) {
          int at = (c * n + y) * n + x;
          double sum = 4.0 * (p[at] & 255);
          for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
              sum += p[at + dy * n + dx] & 255;
            }
          }
          double smooth = sum / 13;
          out[at] = (byte) clamp(smooth + factor * ((p[at] & 255) - smooth));
        }
      }
    }
    return new Pixels(n, out);
  }

  private static Pixels rotated(Pixels in, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return moved(in, cos, sin, -sin, cos, 0, 0);
  }

  /**
   * Each pixel comes from (a·x + b·y, c·x + d·y) around the middle, moved by shares of the side.
   */
  private static Pixels moved(
      Pixels in, double a, double b, double c, double d, double right, double down) {
    int n = in.size();
    double middle = (n - 1) / 2.0;
    byte[] p = in.chw();
    byte[] out = new byte[p.length];
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        double fromX = a * (x - middle) + b * (y - middle) + middle + right * n;
        double fromY = c * (x - middle) + d * (y - middle) + middle + down * n;
        int sx = (int) Math.floor(fromX + 0.5);
        int sy = (int) Math.floor(fromY + 0.5);
        boolean inside = sx >= 0 && sy >= 0 && sx < n && sy < n;
        for (int ch = 0; ch < 3; ch++) {
          out[(ch * n + y) * n + x] = inside ? p[(ch * n + sy) * n + sx] : (byte) GREY;
        }
      }
    }
    return new Pixels(n, out);
  }

  private static int clamp(double value) {
    return (int) Math.min(255, Math.max(0, Math.floor(value + 0.5)));
  }
}
