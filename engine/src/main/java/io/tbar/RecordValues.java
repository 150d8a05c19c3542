package io.tbar;

import io.tbar.base.TbarException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records taken apart and put together again; what their constructors refuse is thrown as it is.
 */
final class RecordValues {
  private RecordValues() {}

  static @Nullable Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component.getName(), e);
    }
  }

  @SuppressWarnings("unchecked")
  static <T extends Record> T make(T like, @Nullable Object[] values) {
    return (T) make((Class<? extends Record>) like.getClass(), values);
  }

  static <T extends Record> T make(Class<T> type, @Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  /** The value as the component takes it: whole numbers widened, texts read where it is no text. */
  static @Nullable Object fit(String name, @Nullable Object value, RecordComponent component) {
    Class<?> type = component.getType();
    if (value == null) {
      if (type.isPrimitive()) {
        throw TbarException.usage("The setting '%s' must have a value.", name);
      }
      return null;
    }
    if (type.isInstance(value)) {
      return value;
    }
    Object fitting =
        value instanceof Number number && !(value instanceof String)
            ? number(number, type)
            : value instanceof Boolean && type == boolean.class ? value : null;
    Object read = fitting != null ? fitting : SettingText.read(value.toString(), type);
    if (read == null) {
      throw TbarException.usage(
          "The setting '%s' is '%s', but must be %s.", name, value, SettingText.kind(type));
    }
    return read;
  }

  private static @Nullable Object number(Number value, Class<?> type) {
    boolean whole = value.doubleValue() == value.longValue();
    if (type == double.class || type == Double.class) {
      return value.doubleValue();
    } else if (whole && (type == long.class || type == Long.class)) {
      return value.longValue();
    } else if (whole
        && value.longValue() == value.intValue()
        && (type == int.class || type == Integer.class)) {
      return value.intValue();
    }
    return null;
  }
}
