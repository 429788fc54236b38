package dev.leibniz.backend;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Loads services of which some may need a module that is missing.
final class Services {
  /// A loader may fail for the same provider again and again.
  private static final int MOST_FAILURES = 16;

  private Services() {}

  /// What a loader found.
  ///
  /// @param services the services that could be loaded
  /// @param failures why others could not
  record Loaded<S>(List<S> services, List<Throwable> failures) {}

  /// All services that can be loaded.
  static <S> Loaded<S> of(ServiceLoader<S> loader) {
    List<S> services = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    Iterator<S> providers = loader.iterator();
    while (failures.size() < MOST_FAILURES) {
      try {
        services.add(providers.next());
      } catch (NoSuchElementException end) {
        break;
      } catch (ServiceConfigurationError | LinkageError missing) {
        failures.add(missing);
      }
    }
    return new Loaded<>(services, failures);
  }
}
