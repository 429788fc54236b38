package dev.leibniz.learn.table;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is told about a table before it becomes tensors; all else is found.
///
/// ```java
/// TableOptions options = TableOptions.defaults().target("price").ignore("id").categorical("zone");
/// ```
///
/// @param target which column is predicted, and what it holds
/// @param columns what is told about columns by name
/// @param rules what becomes of values
public record TableOptions(Target target, Columns columns, Rules rules) {
  private static final TableOptions DEFAULTS =
      new TableOptions(
          new Target(null, -1, Task.FOUND),
          new Columns(List.of(), List.of(), List.of()),
          new Rules(Missing.IMPUTE, UnknownCategory.REFUSE, true, true, 100));

  /// What the target column holds.
  public enum Task {
    /// Classes if the column is text, or if it holds at most 20 different whole numbers, each twice
    /// on average; else numbers.
    FOUND,
    /// Classes.
    CLASSIFICATION,
    /// Numbers.
    REGRESSION
  }

  /// What becomes of missing values.
  public enum Missing {
    /// A number is replaced by the training rows' mean, a category by their most frequent one.
    IMPUTE,
    /// Rows with a missing value are left out; in a prediction they are refused.
    DROP_ROWS
  }

  /// What becomes of a category that the training did not have.
  public enum UnknownCategory {
    /// An error that names file, line, column and text.
    REFUSE,
    /// All its columns are zero.
    ZEROS
  }

  /// The column to predict.
  ///
  /// @param name its name, or null where its place tells it
  /// @param position its place, from 0, or from −1 backwards
  /// @param task what it holds
  public record Target(@Nullable String name, int position, Task task) {}

  /// What is told about columns by their names.
  ///
  /// @param numeric the columns that are numbers, whatever they look like
  /// @param categorical the columns that are categories, whatever they look like
  /// @param ignored the columns that are left out
  public record Columns(List<String> numeric, List<String> categorical, List<String> ignored) {
    /// Keeps copies of the lists.
    public Columns {
      numeric = List.copyOf(numeric);
      categorical = List.copyOf(categorical);
      ignored = List.copyOf(ignored);
    }
  }

  /// What becomes of the values.
  ///
  /// @param missing what becomes of missing values
  /// @param unknownCategory what becomes of a category at prediction that the training did not have
  /// @param scale whether numeric features are standardised: (x − mean) / standard deviation
  /// @param scaleTarget whether a numeric target is standardised too
  /// @param mostCategories how many categories a column may have that was not told to be
  ///   categorical
  public record Rules(
      Missing missing,
      UnknownCategory unknownCategory,
      boolean scale,
      boolean scaleTarget,
      int mostCategories) {
    /// Checks the limit of categories.
    ///
    /// @throws ArgumentException if it is less than 2
    public Rules {
      if (mostCategories < 2) {
        throw new ArgumentException(
            Explanation.of("mostCategories", "a column of categories must be allowed at least two")
                .got("mostCategories = " + mostCategories));
      }
    }
  }

  /// The last column is the target; kinds are found; missing values are imputed, numbers
  /// standardised, unknown categories refused; a column may be found to have at most 100
  /// categories.
  public static TableOptions defaults() {
    return DEFAULTS;
  }

  /// The same with the column of a name as target.
  public TableOptions target(String name) {
    return new TableOptions(new Target(name, target.position, target.task), columns, rules);
  }

  /// The same with the column at a place as target, from 0, or from −1 backwards.
  public TableOptions target(int position) {
    return new TableOptions(new Target(null, position, target.task), columns, rules);
  }

  /// The same with another task.
  public TableOptions task(Task task) {
    return new TableOptions(new Target(target.name, target.position, task), columns, rules);
  }

  /// The same with these columns told to be numbers.
  public TableOptions numeric(String... names) {
    return with(new Columns(List.of(names), columns.categorical, columns.ignored));
  }

  /// The same with these columns told to be categories.
  public TableOptions categorical(String... names) {
    return with(new Columns(columns.numeric, List.of(names), columns.ignored));
  }

  /// The same with these columns left out.
  public TableOptions ignore(String... names) {
    return with(new Columns(columns.numeric, columns.categorical, List.of(names)));
  }

  private TableOptions with(Columns other) {
    return new TableOptions(target, other, rules);
  }

  /// The same with another rule for missing values.
  public TableOptions missing(Missing missing) {
    return with(
        new Rules(
            missing, rules.unknownCategory, rules.scale, rules.scaleTarget, rules.mostCategories));
  }

  /// The same with another rule for unknown categories.
  public TableOptions unknownCategory(UnknownCategory unknownCategory) {
    return with(
        new Rules(
            rules.missing, unknownCategory, rules.scale, rules.scaleTarget, rules.mostCategories));
  }

  /// The same with numeric features standardised, or not.
  public TableOptions scale(boolean scale) {
    return with(
        new Rules(
            rules.missing, rules.unknownCategory, scale, rules.scaleTarget, rules.mostCategories));
  }

  /// The same with a numeric target standardised, or not.
  public TableOptions scaleTarget(boolean scaleTarget) {
    return with(
        new Rules(
            rules.missing, rules.unknownCategory, rules.scale, scaleTarget, rules.mostCategories));
  }

  /// The same with another limit of categories.
  public TableOptions mostCategories(int mostCategories) {
    return with(
        new Rules(
            rules.missing, rules.unknownCategory, rules.scale, rules.scaleTarget, mostCategories));
  }

  private TableOptions with(Rules other) {
    return new TableOptions(target, columns, other);
  }
}
