package io.tbar.text;

import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What both flavours do with a clean text: split it into words and specials, encode the words, put
 * start and end around, cut and pad.
 *
 * @param start id in front
 * @param end id behind
 * @param specials the texts that stand for start and end
 */
record TokenIds(Bpe bpe, int start, int end, int padding, List<String> specials) {
  /** Contractions, runs of letters, single digits, runs of anything else that is not blank. */
  private static final Pattern WORDS =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /** Ids of one text that may hold specials, with start and end, neither cut nor padded. */
  int[] of(List<String> parts) {
    int[] ids = new int[16];
    int n = 0;
    ids[n++] = start;
    for (String part : parts) {
      int special = specials.indexOf(part);
      if (special >= 0) {
        ids = room(ids, n + 1);
        ids[n++] = special == 0 ? start : end;
        continue;
      }
      Matcher words = WORDS.matcher(part);
      while (words.find()) {
        int[] word = bpe.encode(words.group());
        ids = room(ids, n + word.length);
        System.arraycopy(word, 0, ids, n, word.length);
        n += word.length;
      }
    }
    ids = room(ids, n + 1);
    ids[n++] = end;
    return Arrays.copyOf(ids, n);
  }

  private static int[] room(int[] ids, int needed) {
    return needed <= ids.length ? ids : Arrays.copyOf(ids, Math.max(needed, 2 * ids.length));
  }

  /** Cuts and pads; refuses a text that held a special. */
  int[] fit(int[] ids, int contextLength, String text) {
    if (contextLength < 2) {
      throw new IllegalArgumentException("context length " + contextLength);
    }
    for (int i = 1; i < ids.length - 1; i++) {
      if (ids[i] == start || ids[i] == end) {
        throw TbarException.badInput(
            "The text \"%s\" holds the special token %s, which would change what part of it the"
                + " model reads: remove it.",
            text, specials.get(ids[i] == start ? 0 : 1));
      }
    }
    int[] cut = cut(ids, contextLength);
    int[] fitted = Arrays.copyOf(cut, contextLength);
    Arrays.fill(fitted, cut.length, contextLength, padding);
    return fitted;
  }

  /** Ids that end with the end token, cut so that they still do. */
  static int[] cut(int[] ids, int contextLength) {
    if (ids.length <= contextLength) {
      return ids;
    }
    int[] cut = Arrays.copyOf(ids, contextLength);
    cut[contextLength - 1] = ids[ids.length - 1];
    return cut;
  }

  /** The text in parts: specials on their own, everything else between them. */
  List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int at = -1;
      String found = "";
      for (String special : specials) {
        int next = text.indexOf(special, from);
        if (next >= 0 && (at < 0 || next < at)) {
          at = next;
          found = special;
        }
      }
      if (at < 0) {
        break;
      }
      parts.add(text.substring(from, at));
      parts.add(found);
      from = at + found.length();
    }
    parts.add(text.substring(from));
    return parts;
  }
}
