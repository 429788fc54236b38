package dev.leibniz.learn.data;

import dev.leibniz.data.TensorData;
import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import dev.leibniz.learn.file.Checksum;
import dev.leibniz.learn.file.Idx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Labelled grey images in the form of MNIST and Fashion-MNIST: a training and a test set, read
/// from the four IDX files of a folder.
///
/// @param train the training set: features f32 `[n, rows, columns]` from 0 to 1, targets i32 `[n]`
///   from 0
/// @param test the test set, with images of the same size
/// @param classes the number of classes, one more than the largest label
/// @param sha256 the checksum of the four files as they are on disk, in the order training images,
///   training labels, test images, test labels
public record ImageData(Examples train, Examples test, int classes, String sha256) {
  private static final Path DEBIAN_FASHION_MNIST = Path.of("/usr/share/datasets/fashion-mnist");

  /// The folder in which Debian's package `dataset-fashion-mnist` puts its files.
  public static Path fashionMnistFolder() {
    return DEBIAN_FASHION_MNIST;
  }

  /// Reads a folder with the files `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`,
  /// `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, each with or without `.gz`.
  ///
  /// @throws DataException if one is missing or damaged, numbers of images and labels differ, a set
  ///   is empty, or the images of the two sets differ in size
  public static ImageData read(Path folder) {
    List<Path> files =
        List.of(
            find(folder, "train-images-idx3-ubyte"),
            find(folder, "train-labels-idx1-ubyte"),
            find(folder, "t10k-images-idx3-ubyte"),
            find(folder, "t10k-labels-idx1-ubyte"));
    Examples train = read(files.get(0), files.get(1));
    Examples test = read(files.get(2), files.get(3));
    if (!train.features().shape().remove(0).equals(test.features().shape().remove(0))) {
      throw new DataException(
          Explanation.of("ImageData.read", "images for training and testing must have one size")
              .got(
                  files.get(0)
                      + " = "
                      + train.features().type()
                      + ", "
                      + files.get(2)
                      + " = "
                      + test.features().type()));
    }
    int largest =
        Math.max(
            IntStream.of(train.targets().ints()).max().orElseThrow(),
            IntStream.of(test.targets().ints()).max().orElseThrow());
    return new ImageData(train, test, largest + 1, Checksum.ofFiles(files));
  }

  /// Reads one set from a file of images and a file of labels.
  ///
  /// @throws DataException if one is damaged, or the set is empty, or the numbers of images and
  ///   labels differ
  public static Examples read(Path images, Path labels) {
    TensorData targets = Idx.readLabels(labels);
    TensorData features = Idx.readImages(images);
    if (features.shape().extent(0) != targets.shape().extent(0) || targets.length() == 0) {
      throw new DataException(
          Explanation.of("ImageData.read", "there must be one label per image, and at least one")
              .got(
                  images
                      + " with "
                      + features.shape().extent(0)
                      + " images, "
                      + labels
                      + " with "
                      + targets.shape().extent(0)
                      + " labels"));
    }
    return new Examples(features, targets);
  }

  private static Path find(Path folder, String name) {
    Path plain = folder.resolve(name);
    Path compressed = folder.resolve(name + ".gz");
    if (Files.exists(plain)) {
      return plain;
    }
    if (Files.exists(compressed)) {
      return compressed;
    }
    throw new DataException(
        Explanation.of(
                "ImageData.read", "the folder must hold the four IDX files, with or without .gz")
            .got("folder = " + folder + " without " + name)
            .fix(
                folder.equals(DEBIAN_FASHION_MNIST)
                    ? "install the data: apt-get install dataset-fashion-mnist; or give a folder that has them"
                    : "give the folder that has them"));
  }
}
