package dev.leibniz.integrate;

/// The states of a solution and how they depend on the state at the start and the parameters.
///
/// @param states one row for each time
/// @param byY0 `[i][k][j]` = ∂yₖ(tᵢ)/∂y₀ⱼ
/// @param byTheta `[i][k][j]` = ∂yₖ(tᵢ)/∂θⱼ
public record OdeSensitivities(double[][] states, double[][][] byY0, double[][][] byTheta) {}
