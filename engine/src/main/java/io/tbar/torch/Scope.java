package io.tbar.torch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Frees the native objects that a thread made since the scope was opened. Nothing else frees them:
 * the garbage collector never does. Scopes are per thread and nest.
 *
 * <pre>{@code
 * try (Scope step = new Scope()) { … }               // everything made inside is freed
 * Tensor y = Scope.keep(() -> f(x));                 // only the result outlives, in the outer scope
 * Tensor w = Scope.persist(() -> f(x));              // the result belongs to the caller, who closes it
 * }</pre>
 */
public final class Scope implements AutoCloseable {
  static {
    NativeSettings.apply();
  }

  private final PointerScope scope = new PointerScope();

  @Override
  public void close() {
    scope.close();
  }

  /** Runs the work in a scope of its own; its result is handed to the surrounding scope. */
  public static <P extends Pointer> P keep(Supplier<P> work) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope inner = new PointerScope()) {
      P result = work.get();
      if (outer == null) {
        result.retainReference();
      } else {
        outer.attach(result);
      }
      return result;
    }
  }

  /** Runs the work in a scope of its own; its result belongs to the caller, who closes it. */
  public static <P extends Pointer> P persist(Supplier<P> work) {
    try (PointerScope inner = new PointerScope()) {
      P result = work.get();
      result.retainReference();
      return result;
    }
  }
}
