package gradus.optim.lab;

import gradus.autograd.Tensor;
import gradus.optim.Optimizer;
import java.util.List;
import java.util.function.Function;

/// An optimizer with its options, ready to race.
///
/// ```java
/// new Contestant("Adam 0.1", x -> new Adam(x, Adam.lr(0.1)));
/// ```
///
/// @param name what it is called in results
/// @param maker makes a fresh optimizer over these parameters
public record Contestant(String name, Function<List<Tensor>, Optimizer<?>> maker) {}
