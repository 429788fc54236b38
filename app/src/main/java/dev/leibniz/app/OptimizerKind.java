package dev.leibniz.app;

import dev.leibniz.optimize.Adadelta;
import dev.leibniz.optimize.Adafactor;
import dev.leibniz.optimize.Adagrad;
import dev.leibniz.optimize.Adam;
import dev.leibniz.optimize.AdamW;
import dev.leibniz.optimize.AmsGrad;
import dev.leibniz.optimize.Lamb;
import dev.leibniz.optimize.Lion;
import dev.leibniz.optimize.Nadam;
import dev.leibniz.optimize.Optimizer;
import dev.leibniz.optimize.RmsProp;
import dev.leibniz.optimize.Sam;
import dev.leibniz.optimize.Schedule;
import dev.leibniz.optimize.Sgd;
import dev.leibniz.optimize.WeightDecay;
import java.util.Locale;

/// What `--optimizer` names.
enum OptimizerKind {
  /// Gradient descent.
  SGD(0.1, 0.5),
  /// Gradient descent with momentum 0.9.
  MOMENTUM(0.05, 0.1),
  /// Gradient descent with Nesterov's momentum 0.9.
  NESTEROV(0.05, 0.1),
  /// Adagrad.
  ADAGRAD(0.02, 0.2),
  /// RMSProp.
  RMSPROP(0.001, 0.01),
  /// Adadelta.
  ADADELTA(1, 10),
  /// Adam.
  ADAM(0.001, 0.02),
  /// Adam with decoupled decay of 0.01.
  ADAMW(0.001, 0.02),
  /// Adam with Nesterov's momentum.
  NADAM(0.001, 0.02),
  /// Adam whose rates never grow.
  AMSGRAD(0.001, 0.02),
  /// Lion with decoupled decay of 0.1.
  LION(0.0001, 0.003),
  /// LAMB with decay of 0.01.
  LAMB(0.003, 0.05),
  /// Adafactor.
  ADAFACTOR(0.01, 0.05),
  /// Sharpness-aware minimization around momentum.
  SAM(0.05, 0.1);

  private final double rate;
  private final double linearRate;

  /// @param rate the learning rate of networks
  /// @param linearRate the learning rate of linear models
  OptimizerKind(double rate, double linearRate) {
    this.rate = rate;
    this.linearRate = linearRate;
  }

  /// The learning rate that suits a kind of model.
  double rate(ModelDescription.Kind model) {
    return switch (model) {
      case MLP, CNN -> rate;
      case LINEAR -> linearRate;
    };
  }

  /// The optimizer with a learning rate, and its usual numbers else.
  <P> Optimizer<P, ?> of(Schedule schedule) {
    return switch (this) {
      case SGD -> Sgd.of(schedule);
      case MOMENTUM -> Sgd.<P>of(schedule).withMomentum(0.9);
      case NESTEROV -> Sgd.<P>of(schedule).withNesterov(0.9);
      case ADAGRAD -> Adagrad.of(schedule);
      case RMSPROP -> RmsProp.of(schedule);
      case ADADELTA -> Adadelta.of(schedule);
      case ADAM -> Adam.of(schedule);
      case ADAMW -> AdamW.of(schedule, 0.01);
      case NADAM -> Nadam.of(schedule);
      case AMSGRAD -> AmsGrad.of(schedule);
      case LION -> WeightDecay.decoupled(schedule, 0.1, Lion.<P>of(schedule));
      case LAMB -> Lamb.of(schedule, 0.01);
      case ADAFACTOR -> Adafactor.of(schedule);
      case SAM -> Sam.of(0.05, Sgd.<P>of(schedule).withMomentum(0.9));
    };
  }

  /// The name as `--optimizer` takes it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
