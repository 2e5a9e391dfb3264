package gradus.nn;

import gradus.autograd.Tensor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Looks into the fields of a block for something that would silently not be trained.
///
/// Where a module does not let it look, it sees nothing: the check helps, it does not guard.
final class Fields {
  private Fields() {}

  static void requireRegistered(
      Block owner,
      Collection<Block> children,
      Collection<Tensor> parameters,
      Collection<Tensor> buffers) {
    for (Class<?> type = owner.getClass(); type != Block.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Object value = Modifier.isStatic(field.getModifiers()) ? null : valueOf(field, owner);
        for (Object held : heldBy(value)) {
          if (held instanceof Block block && block != owner && !contains(children, block)) {
            throw unregistered(owner, field, block);
          }
          if (held instanceof Tensor tensor
              && tensor.isLeaf()
              && tensor.requiresGrad()
              && !contains(parameters, tensor)
              && !contains(buffers, tensor)) {
            throw unregistered(owner, field, tensor);
          }
        }
      }
    }
  }

  private static Object valueOf(Field field, Block owner) {
    try {
      return field.trySetAccessible() ? field.get(owner) : null;
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private static Iterable<?> heldBy(Object value) {
    return switch (value) {
      case null -> List.of();
      case Object[] array -> Arrays.asList(array);
      case List<?> list -> list;
      case Map<?, ?> map -> map.values();
      default -> List.of(value);
    };
  }

  private static boolean contains(Collection<?> registered, Object wanted) {
    return registered.stream().anyMatch(one -> one == wanted);
  }

  private static IllegalStateException unregistered(Block owner, Field field, Block block) {
    return new IllegalStateException(
        "parameters: field '%1$s' of %2$s holds a %3$s that is not registered, so it would not be trained or saved; write %1$s = register(\"%1$s\", new %3$s(…))%4$s"
            .formatted(
                field.getName(),
                owner.simpleName(),
                block.simpleName(),
                Block.class.isAssignableFrom(field.getType())
                    ? ""
                    : ", or keep them in a LayerList"));
  }

  private static IllegalStateException unregistered(Block owner, Field field, Tensor tensor) {
    return new IllegalStateException(
        "parameters: field '%1$s' of %2$s holds a tensor of shape %3$s that requires a gradient and is not registered, so it would not be trained or saved; write %1$s = parameter(\"%1$s\", …)"
            .formatted(field.getName(), owner.simpleName(), tensor.shape()));
  }
}
