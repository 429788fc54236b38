package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Tape;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Writes the class of the function objects of a [Template]: a field for each captured value, the
/// interface's method, and what is needed to lift such an object again.
final class FunctionClass {
  private static final ClassDesc EMITTED = Emitted.class.describeConstable().orElseThrow();
  private static final ClassDesc TEMPLATE = Template.class.describeConstable().orElseThrow();
  private static final ClassDesc TAPE = Tape.class.describeConstable().orElseThrow();

  private final Template template;
  private final Code code;
  private final Emission emission;
  private final ClassDesc self;
  private final List<ClassDesc> captured;

  private FunctionClass(Template template) {
    this.template = template;
    this.code = Expand.parts(Ssa.withoutPhis(template.code().copy(new HashMap<>())));
    this.captured = template.captured();
    this.emission = new Emission(code, "Function");
    this.self = emission.self();
  }

  /// The constructor, as `(captured values…) -> Object`.
  static MethodHandle constructor(Template template) {
    FunctionClass.class.getModule().addReads(template.type().getModule());
    return new FunctionClass(template).define();
  }

  private MethodHandle define() {
    Class<?> type = emission.define(template.type().getClassLoader(), this::write);
    try {
      return MethodHandles.publicLookup().unreflectConstructor(type.getConstructors()[0]);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void write(ClassBuilder type, Constants constants) {
    type.withInterfaceSymbols(template.type().describeConstable().orElseThrow(), EMITTED);
    for (int i = 0; i < captured.size(); i++) {
      type.withField("c" + i, captured.get(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
    }
    MethodTypeDesc constructor = MethodTypeDesc.of(ConstantDescs.CD_void, captured);
    type.withMethodBody(
        ConstantDescs.INIT_NAME, constructor, ClassFile.ACC_PUBLIC, this::writeConstructor);
    MethodName method = template.method();
    type.withMethodBody(method.name(), method.type(), ClassFile.ACC_PUBLIC, this::writeCall);
    type.withMethodBody(
        "template",
        MethodTypeDesc.of(TEMPLATE),
        ClassFile.ACC_PUBLIC,
        body -> body.ldc(constants.add(template, TEMPLATE)).areturn());
    type.withMethodBody(
        "captured",
        MethodTypeDesc.of(ConstantDescs.CD_Object.arrayType()),
        ClassFile.ACC_PUBLIC,
        this::writeCaptured);
  }

  private void writeConstructor(CodeBuilder body) {
    MethodTypeDesc none = MethodTypeDesc.of(ConstantDescs.CD_void);
    body.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, none);
    for (int i = 0; i < captured.size(); i++) {
      body.aload(0);
      body.loadLocal(TypeKind.from(captured.get(i)), body.parameterSlot(i));
      body.putfield(self, "c" + i, captured.get(i));
    }
    body.return_();
  }

  private void writeCall(CodeBuilder body) {
    MethodTypeDesc type = template.method().type();
    List<ClassDesc> all = new ArrayList<>(type.parameterList());
    for (int i = 0; i < type.parameterCount(); i++) {
      body.loadLocal(TypeKind.from(type.parameterType(i)), body.parameterSlot(i));
    }
    for (int i = 0; i < captured.size(); i++) {
      body.aload(0).getfield(self, "c" + i, captured.get(i));
      all.add(captured.get(i));
    }
    boolean usesTape =
        code.order().stream()
            .flatMap(block -> block.body.stream())
            .anyMatch(instr -> instr.op() == Op.PUSH);
    if (usesTape) {
      body.invokestatic(TAPE, "spare", MethodTypeDesc.of(TAPE));
    } else {
      body.aconst_null();
    }
    all.add(TAPE);
    body.invokestatic(self, emission.method(), MethodTypeDesc.of(code.result(), all));
    body.return_(TypeKind.from(code.result()));
  }

  private void writeCaptured(CodeBuilder body) {
    body.loadConstant(captured.size()).anewarray(ConstantDescs.CD_Object);
    for (int i = 0; i < captured.size(); i++) {
      body.dup().loadConstant(i).aload(0).getfield(self, "c" + i, captured.get(i));
      box(body, captured.get(i));
      body.aastore();
    }
    body.areturn();
  }

  private static void box(CodeBuilder body, ClassDesc type) {
    ClassDesc boxed =
        switch (TypeKind.from(type)) {
          case DOUBLE -> ConstantDescs.CD_Double;
          case FLOAT -> ConstantDescs.CD_Float;
          case LONG -> ConstantDescs.CD_Long;
          case INT, BOOLEAN, BYTE, CHAR, SHORT -> ConstantDescs.CD_Integer;
          case REFERENCE, VOID -> null;
        };
    if (boxed != null) {
      body.invokestatic(boxed, "valueOf", MethodTypeDesc.of(boxed, type));
    }
  }
}
