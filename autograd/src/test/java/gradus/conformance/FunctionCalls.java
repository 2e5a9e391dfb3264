package gradus.conformance;

/// The calls of functions of every element.
final class FunctionCalls {
  private FunctionCalls() {}

  static void addTo(Calls calls) {
    calls.one("exp", call -> call.tensor(0).exp());
    calls.one("log", call -> call.tensor(0).log());
    calls.one("sqrt", call -> call.tensor(0).sqrt());
    calls.one("square", call -> call.tensor(0).square());
    calls.one("abs", call -> call.tensor(0).abs());
    calls.one("reciprocal", call -> call.tensor(0).reciprocal());
    calls.one("sin", call -> call.tensor(0).sin());
    calls.one("cos", call -> call.tensor(0).cos());
    calls.one("tanh", call -> call.tensor(0).tanh());
    calls.one("sigmoid", call -> call.tensor(0).sigmoid());
    calls.one("relu", call -> call.tensor(0).relu());
    calls.one("sign", call -> call.tensor(0).sign());
  }
}
