package dev.leibniz.app;

import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import dev.leibniz.learn.file.Checksum;
import dev.leibniz.learn.table.Csv;
import dev.leibniz.learn.table.CsvOptions;
import dev.leibniz.learn.table.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The data sets inside the product.
final class EmbeddedData {
  private EmbeddedData() {}

  /// A table and the checksum of its file.
  ///
  /// @param table the table
  /// @param sha256 the SHA-256 of the file, as hexadecimal digits
  record Loaded(Table table, String sha256) {}

  /// Reads a CSV file inside the product.
  static Loaded csv(String name) {
    try (InputStream stream = EmbeddedData.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new DataException(
            Explanation.of("data", "the product must hold its data").got(name + " is missing"));
      }
      byte[] bytes = stream.readAllBytes();
      Table table = Csv.read(new ByteArrayInputStream(bytes), name, CsvOptions.defaults());
      return new Loaded(table, Checksum.ofBytes(bytes));
    } catch (IOException failure) {
      throw new DataException(
          Explanation.of("data", "the product's data must be readable").got(name), failure);
    }
  }
}
