package gradus.optim;

import gradus.autograd.StateDict;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/// Writes a record of options to a [StateDict], one number per component, and reads it back.
final class OptionRecord {
  private OptionRecord() {}

  static StateDict save(Options<?> options) {
    StateDict state = new StateDict();
    for (RecordComponent component : components(options)) {
      switch (value(component, options)) {
        case Double number -> state.put(component.getName(), number.doubleValue());
        case Integer number -> state.put(component.getName(), number.longValue());
        case Long number -> state.put(component.getName(), number.longValue());
        case Boolean flag -> state.put(component.getName(), flag ? 1L : 0L);
        default -> throw unfit(options, component);
      }
    }
    return state;
  }

  /// Options of the same class as `like`, with the saved values.
  @SuppressWarnings("unchecked") // the constructor of the class of `like` makes its like
  static <O> O load(O like, StateDict state) {
    RecordComponent[] components = components(like);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = read(like, components[i], state);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (O) like.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw hidden(like, e);
    }
  }

  /// The names of the options of `like` that `state` does not have.
  static List<String> missing(Object like, StateDict state) {
    return Arrays.stream(components(like))
        .map(RecordComponent::getName)
        .filter(name -> !state.has(name))
        .toList();
  }

  private static Object read(Object like, RecordComponent component, StateDict state) {
    String name = component.getName();
    Class<?> type = component.getType();
    if (type == double.class) {
      return state.number(name);
    } else if (type == int.class) {
      return Math.toIntExact(state.whole(name));
    } else if (type == long.class) {
      return state.whole(name);
    } else if (type == boolean.class) {
      return state.whole(name) != 0;
    }
    throw unfit(like, component);
  }

  private static RecordComponent[] components(Object options) {
    if (!options.getClass().isRecord()) {
      throw new IllegalStateException(
          "stateDict: the options %s are not a record, so their values cannot be saved; declare them as a record"
              .formatted(options.getClass().getName()));
    }
    return options.getClass().getRecordComponents();
  }

  private static Object value(RecordComponent component, Object options) {
    try {
      return component.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw hidden(options, e);
    }
  }

  private static IllegalStateException hidden(Object options, ReflectiveOperationException e) {
    return new IllegalStateException(
        "stateDict: the options %s cannot be reached; declare the record public, in an exported package"
            .formatted(options.getClass().getName()),
        e);
  }

  private static IllegalStateException unfit(Object options, RecordComponent component) {
    return new IllegalStateException(
        "stateDict: option %s of %s is of type %s; use double, int, long or boolean"
            .formatted(
                component.getName(), options.getClass().getName(), component.getType().getName()));
  }
}
