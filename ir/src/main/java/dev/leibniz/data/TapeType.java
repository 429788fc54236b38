package dev.leibniz.data;

/// The type of a tape: a sequence of values of one type whose length is known only at run time.
///
/// Tapes hold what a loop with an unknown number of steps leaves for its derivative.
///
/// @param element the type of every entry
public record TapeType(Type element) implements Type {
  @Override
  public String toString() {
    return "tape[" + element + "]";
  }
}
