package gradus.conformance;

import gradus.autograd.Tensor;

/// The calls that turn, repeat and cut out diagonals.
final class RearrangingCalls {
  private RearrangingCalls() {}

  static void addTo(Calls calls) {
    calls.one("flip", call -> call.tensor(0).flip(call.arg(1, "dims").integers()));
    calls.one("roll", RearrangingCalls::roll);
    calls.one("rot90", RearrangingCalls::rot90);
    calls.one("repeat", call -> call.tensor(0).repeat(call.arg(1, "repeats").integers()));
    calls.one("tile", call -> call.tensor(0).tile(call.arg(1, "dims").integers()));
    calls.one("repeat_interleave", RearrangingCalls::repeatInterleave);
    addDiagonals(calls);
  }

  private static Tensor roll(Call call) {
    Argument shifts = call.arg(1, "shifts");
    Argument dims = call.arg(2, "dims");
    if (shifts.isList() || dims.isList()) {
      return call.tensor(0).roll(shifts.integers(), dims.integers(new int[0]));
    }
    return dims.isGiven()
        ? call.tensor(0).roll(shifts.integer(), dims.integer())
        : call.tensor(0).roll(shifts.integer());
  }

  private static Tensor rot90(Call call) {
    int k = call.arg(1, "k").integer(1);
    Argument dims = call.arg(2, "dims");
    return dims.isGiven() ? call.tensor(0).rot90(k, dims.integers()) : call.tensor(0).rot90(k);
  }

  private static Tensor repeatInterleave(Call call) {
    Argument repeats = call.arg(1, "repeats");
    Argument dim = call.arg(2, "dim");
    if (repeats.isTensor()) {
      return dim.isGiven()
          ? call.tensor(0).repeatInterleave(repeats.tensor(), dim.integer())
          : call.tensor(0).repeatInterleave(repeats.tensor());
    }
    return dim.isGiven()
        ? call.tensor(0).repeatInterleave(repeats.integer(), dim.integer())
        : call.tensor(0).repeatInterleave(repeats.integer());
  }

  private static void addDiagonals(Calls calls) {
    calls.one(
        "diagonal",
        call -> call.tensor(0).diagonal(offset(call), dim(call, "dim1", 0), dim(call, "dim2", 1)));
    calls.one(
        "diag_embed",
        call ->
            call.tensor(0).diagEmbed(offset(call), dim(call, "dim1", -2), dim(call, "dim2", -1)));
    calls.one("diag", call -> call.tensor(0).diag(call.arg(1, "diagonal").integer(0)));
    calls.one("trace", call -> call.tensor(0).trace());
    calls.one("tril", call -> call.tensor(0).tril(call.arg(1, "diagonal").integer(0)));
    calls.one("triu", call -> call.tensor(0).triu(call.arg(1, "diagonal").integer(0)));
  }

  private static int offset(Call call) {
    return call.arg(1, "offset").integer(0);
  }

  private static int dim(Call call, String name, int absent) {
    return call.arg(name.equals("dim1") ? 2 : 3, name).integer(absent);
  }
}
