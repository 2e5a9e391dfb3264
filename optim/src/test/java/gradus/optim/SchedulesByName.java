package gradus.optim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// Makes a schedule from the name and the options that PyTorch has for it.
final class SchedulesByName {
  private SchedulesByName() {}

  static LRScheduler make(String name, JsonNode o, Optimizer<?> optimizer) {
    return switch (name) {
      case "StepLR" -> new StepLR(optimizer, o.get("step_size").asInt(), number(o, "gamma", 0.1));
      case "MultiStepLR" -> new MultiStepLR(optimizer, milestones(o), number(o, "gamma", 0.1));
      case "ConstantLR" ->
          new ConstantLR(optimizer, number(o, "factor", 1.0 / 3), whole(o, "total_iters", 5));
      case "LinearLR" ->
          new LinearLR(
              optimizer,
              number(o, "start_factor", 1.0 / 3),
              number(o, "end_factor", 1),
              whole(o, "total_iters", 5));
      case "ExponentialLR" -> new ExponentialLR(optimizer, o.get("gamma").asDouble());
      case "PolynomialLR" ->
          new PolynomialLR(optimizer, whole(o, "total_iters", 5), number(o, "power", 1));
      case "CosineAnnealingLR" ->
          new CosineAnnealingLR(optimizer, o.get("T_max").asInt(), number(o, "eta_min", 0));
      case "CosineAnnealingWarmRestarts" ->
          new CosineAnnealingWarmRestarts(
              optimizer, o.get("T_0").asInt(), whole(o, "T_mult", 1), number(o, "eta_min", 0));
      case "CyclicLR" -> new CyclicLR(optimizer, cyclic(o));
      case "OneCycleLR" -> new OneCycleLR(optimizer, oneCycle(o));
      default -> throw new IllegalArgumentException("no schedule " + name);
    };
  }

  static ReduceLROnPlateau.Options plateau(JsonNode o) {
    return ReduceLROnPlateau.mode(
            ReduceLROnPlateau.Mode.valueOf(text(o, "mode", "min").toUpperCase(Locale.ROOT)))
        .factor(number(o, "factor", 0.1))
        .patience(whole(o, "patience", 10))
        .threshold(number(o, "threshold", 1e-4))
        .thresholdMode(
            ReduceLROnPlateau.ThresholdMode.valueOf(
                text(o, "threshold_mode", "rel").toUpperCase(Locale.ROOT)))
        .cooldown(whole(o, "cooldown", 0))
        .minLr(number(o, "min_lr", 0))
        .eps(number(o, "eps", 1e-8));
  }

  private static CyclicLR.Options cyclic(JsonNode o) {
    CyclicLR.Options options =
        CyclicLR.between(o.get("base_lr").asDouble(), o.get("max_lr").asDouble())
            .stepSizeUp(whole(o, "step_size_up", 2000))
            .mode(CyclicLR.Mode.valueOf(text(o, "mode", "triangular").toUpperCase(Locale.ROOT)))
            .gamma(number(o, "gamma", 1))
            .cycleMomentum(flag(o, "cycle_momentum", true));
    return o.has("step_size_down")
        ? options.stepSizeDown(o.get("step_size_down").asInt())
        : options;
  }

  private static OneCycleLR.Options oneCycle(JsonNode o) {
    return OneCycleLR.of(o.get("max_lr").asDouble(), o.get("total_steps").asInt())
        .pctStart(number(o, "pct_start", 0.3))
        .annealStrategy(
            OneCycleLR.Anneal.valueOf(text(o, "anneal_strategy", "cos").toUpperCase(Locale.ROOT)))
        .cycleMomentum(flag(o, "cycle_momentum", true))
        .divFactor(number(o, "div_factor", 25))
        .finalDivFactor(number(o, "final_div_factor", 1e4))
        .threePhase(flag(o, "three_phase", false));
  }

  private static int[] milestones(JsonNode o) {
    return StreamSupport.stream(o.get("milestones").spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }

  private static double number(JsonNode o, String name, double otherwise) {
    return o.path(name).asDouble(otherwise);
  }

  private static int whole(JsonNode o, String name, int otherwise) {
    return o.path(name).asInt(otherwise);
  }

  private static boolean flag(JsonNode o, String name, boolean otherwise) {
    return o.path(name).asBoolean(otherwise);
  }

  private static String text(JsonNode o, String name, String otherwise) {
    return o.path(name).asText(otherwise);
  }
}
