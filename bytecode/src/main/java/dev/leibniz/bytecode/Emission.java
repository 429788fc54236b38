package dev.leibniz.bytecode;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Makes a class of a [Code] without phis, in the name of the user's class and method, whose source
/// file and lines it has.
///
/// No method is longer than what HotSpot compiles: a longer code is cut into pieces.
final class Emission {
  /// The most bytes that HotSpot compiles (`HugeMethodLimit`).
  static final int LONGEST = 8_000;

  /// What part of the most to cut to, so that it seldom takes two attempts.
  private static final double WANTED = 0.85;

  /// How often the most an estimated size must be for a code to be cut before it is measured.
  private static final int SURELY_TOO_LONG = 3;

  private static final int ATTEMPTS_BY_REGIONS = 4;

  private static final int MOST_ATTEMPTS = 12;

  private static final Place NOWHERE =
      new Place("dev/leibniz/calculus/Constant", "value", "", 0, null);

  private final ClassDesc self;
  private final String file;
  private final int longest;
  private final List<Piece> pieces = new ArrayList<>();

  /// @param suffix what is added to the name of the user's class
  Emission(Code code, String suffix) {
    this(code, suffix, LONGEST);
  }

  /// @param longest the most bytes that a method may have
  Emission(Code code, String suffix, int longest) {
    this.longest = longest;
    Place home =
        code.order().stream()
            .flatMap(block -> block.body.stream())
            .map(instr -> instr.place().outermost())
            .filter(place -> !place.equals(Place.UNKNOWN) && !place.owner().startsWith("java/"))
            .findFirst()
            .orElse(NOWHERE);
    this.self = ClassDesc.ofInternalName(home.owner() + "$" + suffix);
    this.file = home.file();
    this.pieces.add(new Piece(home.method().replaceAll("[<>]", ""), code));
  }

  /// The method, as `(parameters…, Tape) -> result`.
  MethodHandle emit(@Nullable ClassLoader parent) {
    MethodTypeDesc type = Emitter.type(pieces.getFirst().code());
    Class<?> made = define(parent, (_, _) -> {});
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              made,
              method(),
              MethodType.fromMethodDescriptorString(
                  type.descriptorString(), made.getClassLoader()));
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  ClassDesc self() {
    return self;
  }

  /// The name of the method that is the code.
  String method() {
    return pieces.getFirst().name();
  }

  /// Defines the class.
  ///
  /// @param parent the loader of the user's class
  /// @param rest writes what else belongs to the class
  Class<?> define(@Nullable ClassLoader parent, BiConsumer<ClassBuilder, Constants> rest) {
    Piece whole = pieces.getFirst();
    int estimated = Size.of(whole.code().order());
    double budget = estimated > SURELY_TOO_LONG * longest ? WANTED * longest : 0;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (budget > 0) {
        Code copy = whole.code().copy(new HashMap<>());
        pieces.clear();
        Piece copied = new Piece(whole.name(), copy);
        boolean inGroups = attempt >= ATTEMPTS_BY_REGIONS;
        pieces.addAll(Splitter.split(copied, self, (int) budget, 1, inGroups));
      }
      Written written = write(rest);
      if (pieces.size() > 1 && written.whole() > longest && written.longestPiece() <= longest) {
        written = splitAgain(written.whole(), attempt >= ATTEMPTS_BY_REGIONS, rest);
      }
      if (written.whole() <= longest && written.longestPiece() <= longest) {
        String name = self.packageName().isEmpty() ? "" : self.packageName() + ".";
        return written.constants().define(parent, name + self.displayName(), written.bytes());
      }
      budget = budget > 0 ? budget * 0.7 : WANTED * longest * estimated / written.whole();
    }
    throw Place.UNKNOWN.refuse(
        "the derivative of " + whole.name() + " cannot be cut into methods that HotSpot compiles",
        "",
        "split the function or simplify it");
  }

  /// A class file and how long its methods are.
  private record Written(byte[] bytes, Constants constants, int whole, int longestPiece) {}

  private Written write(BiConsumer<ClassBuilder, Constants> rest) {
    Constants constants = new Constants();
    byte[] bytes = ClassFile.of().build(self, type -> write(type, constants, rest));
    int whole = 0;
    int longestPiece = 0;
    for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
      int length = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
      if (method.methodName().equalsString(method())) {
        whole = Math.max(whole, length);
      } else {
        longestPiece = Math.max(longestPiece, length);
      }
    }
    return new Written(bytes, constants, whole, longestPiece);
  }

  /// Cuts the method that calls the pieces, where these are very many.
  private Written splitAgain(
      int length, boolean inGroups, BiConsumer<ClassBuilder, Constants> rest) {
    Piece calls = pieces.removeFirst();
    double budget = WANTED * longest * Size.of(calls.code().order()) / length;
    pieces.addAll(0, Splitter.split(calls, self, (int) budget, pieces.size() + 1, inGroups));
    return write(rest);
  }

  private void write(
      ClassBuilder type, Constants constants, BiConsumer<ClassBuilder, Constants> rest) {
    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_PUBLIC | ClassFile.ACC_SYNTHETIC);
    if (!file.isEmpty()) {
      type.with(SourceFileAttribute.of(file));
    }
    Map<String, Set<Slot>> slots = TapeLocals.slots(pieces, self);
    Map<String, MethodTypeDesc> types = new HashMap<>();
    pieces.forEach(piece -> types.put(piece.name(), Emitter.type(piece.code())));
    Emitter.Home home = new Emitter.Home(self, file, types, slots);
    for (Piece piece : pieces) {
      boolean isWhole = piece.equals(pieces.getFirst());
      type.withMethodBody(
          piece.name(),
          Emitter.type(piece.code()),
          ClassFile.ACC_STATIC | (isWhole ? ClassFile.ACC_PUBLIC : 0),
          body -> new Emitter(piece, body, constants, home).write(isWhole));
    }
    rest.accept(type, constants);
  }
}
