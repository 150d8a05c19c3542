package io.tbar.vector;

import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.List;

/**
 * Σ c_i · τ_i over task vectors, as a value: negating, scaling and adding change coefficients only,
 * the vectors are read when the sum is applied.
 */
public record LinearCombination(List<Term> terms) {
  /** One summand. */
  public record Term(double coefficient, TaskVector vector) {
    public Term {
      if (!Double.isFinite(coefficient)) {
        throw TbarException.usage(
            "The coefficient of '%s' is %s; it must be a finite number.",
            vector.path(), coefficient);
      }
    }
  }

  public LinearCombination {
    terms = List.copyOf(terms);
  }

  public static LinearCombination of(double coefficient, TaskVector vector) {
    return new LinearCombination(List.of(new Term(coefficient, vector)));
  }

  public LinearCombination negate() {
    return scale(-1);
  }

  public LinearCombination scale(double factor) {
    return new LinearCombination(
        terms.stream().map(term -> new Term(term.coefficient() * factor, term.vector())).toList());
  }

  /** The sum of both, this one's terms first. */
  public LinearCombination plus(LinearCombination other) {
    List<Term> all = new ArrayList<>(terms);
    all.addAll(other.terms);
    return new LinearCombination(all);
  }
}
