package gradus.autograd;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// One row of the table of operations: a function, where its inputs lie, and what it can do. The
/// laws that every row must keep stand in [OpCasesProperties].
///
/// ```java
/// OpCase.unary("tanh", Tensor::tanh).inPlace(Tensor::tanh_)
/// OpCase.unary("log", Tensor::log).in(Domain.POSITIVE)
/// OpCase.of("gather", in -> in[0].gather(1, index)).shapes(Shapes.of(shape(2, 3)))
/// ```
///
/// @param name of the public method; several rows may show one method in several ways
/// @param function the operation on FLOAT64, FLOAT32 or INT64 inputs
/// @param shapes how the shapes of the inputs are drawn
/// @param domains the numbers of each input; the last holds for all further ones
/// @param inPlace the form that changes its first input; null where there is none
/// @param orders how often it can be derived: 0, 1, or 2 for any number of times
/// @param floatTolerance how far FLOAT32 may be off, as a part of the result
/// @param around the names of other methods that the function calls, to prepare inputs or to join
///   results
record OpCase(
    String name,
    Function<Tensor[], Tensor> function,
    Shapes shapes,
    List<Domain> domains,
    Function<Tensor[], Tensor> inPlace,
    int orders,
    double floatTolerance,
    Set<String> around) {

  /// Any function of several tensors. Its shapes are to be said, unless it takes one of any shape.
  static OpCase of(String name, Function<Tensor[], Tensor> function) {
    return new OpCase(name, function, Shapes.any(), List.of(Domain.REAL), null, 2, 1e-4, Set.of());
  }

  /// A function of one tensor of any shape.
  static OpCase unary(String name, UnaryOperator<Tensor> function) {
    return of(name, in -> function.apply(in[0]));
  }

  /// A function of two tensors that broadcast.
  static OpCase binary(String name, BinaryOperator<Tensor> function) {
    return of(name, in -> function.apply(in[0], in[1])).shapes(Shapes.broadcast(2));
  }

  OpCase shapes(Shapes shapes) {
    return new OpCase(name, function, shapes, domains, inPlace, orders, floatTolerance, around);
  }

  /// Takes one input of one of these shapes.
  OpCase shaped(int[]... shapes) {
    return shapes(
        Shapes.oneOf(
            Arrays.stream(shapes).map(shape -> new int[][] {shape}).toArray(int[][][]::new)));
  }

  OpCase in(Domain... domains) {
    return new OpCase(
        name, function, shapes, List.of(domains), inPlace, orders, floatTolerance, around);
  }

  OpCase inPlace(UnaryOperator<Tensor> function) {
    return inPlaceOf(in -> function.apply(in[0]));
  }

  OpCase inPlaceWith(BinaryOperator<Tensor> function) {
    return inPlaceOf(in -> function.apply(in[0], in[1]));
  }

  OpCase inPlaceOf(Function<Tensor[], Tensor> inPlace) {
    return new OpCase(name, function, shapes, domains, inPlace, orders, floatTolerance, around);
  }

  /// Has no derivative, and its result is not recorded.
  OpCase notDifferentiable() {
    return new OpCase(name, function, shapes, domains, inPlace, 0, floatTolerance, around);
  }

  /// Can be derived once only.
  OpCase once() {
    return new OpCase(name, function, shapes, domains, inPlace, 1, floatTolerance, around);
  }

  OpCase floatTolerance(double tolerance) {
    return new OpCase(name, function, shapes, domains, inPlace, orders, tolerance, around);
  }

  /// Calls methods of these names too.
  OpCase around(String... names) {
    return new OpCase(
        name, function, shapes, domains, inPlace, orders, floatTolerance, Set.of(names));
  }

  /// Whether this row calls what an error blames.
  boolean named(String blamed) {
    return blamed.startsWith(name) || around.contains(blamed);
  }

  /// FLOAT64 inputs.
  Tensor[] draw(Generator generator) {
    int[][] sizes = shapes.draw(generator);
    return IntStream.range(0, sizes.length)
        .mapToObj(i -> domain(i).draw(generator, sizes[i]))
        .toArray(Tensor[]::new);
  }

  /// INT64 inputs.
  Tensor[] drawWhole(Generator generator) {
    int[][] sizes = shapes.draw(generator);
    return IntStream.range(0, sizes.length)
        .mapToObj(i -> domain(i).drawWhole(generator, sizes[i]))
        .toArray(Tensor[]::new);
  }

  private Domain domain(int input) {
    return domains.get(Math.min(input, domains.size() - 1));
  }

  Tensor apply(Tensor... inputs) {
    return function.apply(inputs);
  }

  @Override
  public String toString() {
    return name;
  }
}
