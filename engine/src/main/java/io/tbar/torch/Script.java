package io.tbar.torch;

import java.util.List;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A piece of TorchScript: the way to libtorch's operations over lists of tensors, which the Java
 * binding leaves out. Make one per program and keep it: compiled units are never freed.
 */
public final class Script {
  private static final String EMPTY = "_empty";
  private final CompilationUnit unit;
  private final GenericList empty;

  /** Compiles the source, which defines functions at its top level. */
  public Script(String source) {
    // A returned constant [] is shared by all calls, so the list is seeded and then cleared.
    String all = source + "\ndef " + EMPTY + "(t: Tensor) -> List[Tensor]:\n    return [t]\n";
    unit = Scope.persist(() -> torch.compile(all));
    empty =
        Scope.persist(
            () -> {
              GenericList list =
                  function(EMPTY)
                      .apply(new IValueVector(new IValue(torch.zeros(new long[] {1}))))
                      .toList()
                      .copy();
              list.clear();
              return list;
            });
  }

  /** A list argument. */
  public IValue list(List<Tensor> tensors) {
    GenericList list = empty.copy();
    list.reserve(tensors.size());
    for (Tensor t : tensors) {
      list.push_back(new IValue(t));
    }
    return new IValue(list);
  }

  /** Calls a function of the source; arguments and result belong to the current scope. */
  public IValue call(String name, IValue... arguments) {
    IValueVector stack = new IValueVector(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      stack.put(i, arguments[i]);
    }
    return function(name).apply(stack);
  }

  private Function function(String name) {
    return unit.find_function(new QualifiedName(name));
  }
}
