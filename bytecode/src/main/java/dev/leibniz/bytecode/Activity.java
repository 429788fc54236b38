package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which values of a code in SSA form depend on its active parameters, and which arrays may be the
/// same.
///
/// Arrays are classed as by Steensgaard, "Points-to analysis in almost linear time" (1996): arrays
/// that meet in a phi, or in one element of an array of arrays, are of one class.
final class Activity {
  private final Graph graph;
  private final Map<Var, Node> nodes = new HashMap<>();
  private final Set<Var> active = new HashSet<>();
  private final Set<Slot> activeSlots = new HashSet<>();

  /// A class of arrays that may be the same array.
  static final class Node {
    private Node parent = this;
    private @org.jspecify.annotations.Nullable Node element;
    private boolean isActive;
    private boolean isStored;
  }

  Activity(Graph graph, Set<Var> activeParams) {
    this.graph = graph;
    unify();
    for (Var param : activeParams) {
      if (param.isArray()) {
        activate(node(param));
      } else {
        active.add(param);
      }
    }
    spread();
  }

  private static Node find(Node node) {
    Node root = node;
    while (root.parent != root) {
      root = root.parent;
    }
    return root;
  }

  Node node(Var var) {
    return find(nodes.computeIfAbsent(var, _ -> new Node()));
  }

  private static Node element(Node node) {
    Node root = find(node);
    Node element = root.element;
    if (element == null) {
      element = new Node();
      root.element = element;
    }
    return find(element);
  }

  private static void unite(Node a, Node b) {
    Node left = find(a);
    Node right = find(b);
    if (left == right) {
      return;
    }
    right.parent = left;
    left.isActive |= right.isActive;
    left.isStored |= right.isStored;
    Node inner = right.element;
    if (inner != null) {
      unite(element(left), inner);
    }
  }

  private void unify() {
    Map<Slot, Var> slots = new HashMap<>();
    for (Block block : graph.order()) {
      for (Instr instr : block.body) {
        switch (instr.op()) {
          case PHI, COPY -> {
            if (instr.result().isArray()) {
              instr.args().forEach(arg -> unite(node(instr.result()), node(arg)));
            }
          }
          case LOAD -> {
            if (instr.result().isArray()) {
              unite(node(instr.result()), element(node(instr.arg(0))));
            }
          }
          case STORE -> {
            node(instr.arg(0)).isStored = true;
            if (instr.arg(2).isArray()) {
              unite(element(node(instr.arg(0))), node(instr.arg(2)));
            }
          }
          case PUSH, POP -> {
            Var var = instr.op() == Op.PUSH ? instr.arg(0) : instr.result();
            Var other = slots.putIfAbsent(instr.slot(), var);
            if (other != null && var.isArray()) {
              unite(node(var), node(other));
            }
          }
          case CALL, CONSTANT, ALLOCATE, LENGTH, CONVERT, COMPARE, NEGATE -> {}
          case FUNCTION, INVOKE, RULED, CODE -> {}
          case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> {}
          case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> {}
        }
      }
    }
  }

  private static void activate(Node node) {
    Node current = find(node);
    while (current != null && !current.isActive) {
      current.isActive = true;
      current = current.element == null ? null : find(current.element);
    }
  }

  private boolean changed;

  private void spread() {
    changed = true;
    while (changed) {
      changed = false;
      for (Block block : graph.order()) {
        for (Instr instr : block.body) {
          spread(instr);
        }
      }
    }
  }

  private void spread(Instr instr) {
    switch (instr.op()) {
      case STORE -> {
        boolean isActive = isActive(instr.arg(2));
        if (isActive && !node(instr.arg(0)).isActive) {
          markUpwards(instr.arg(0));
        }
      }
      case PUSH -> {
        if (isActive(instr.arg(0))) {
          changed |= activeSlots.add(instr.slot());
        }
      }
      case POP -> {
        if (activeSlots.contains(instr.slot())) {
          mark(instr.result());
        }
      }
      case LOAD -> {
        if (node(instr.arg(0)).isActive) {
          mark(instr.result());
        }
      }
      case CALL -> {
        if (instr.args().stream().anyMatch(this::isActive)
            && !(MathTable.isJdk(instr.method()) && MathTable.isStep(instr.method()))) {
          mark(instr.result());
        }
      }
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE, CONVERT, COPY, PHI -> {
        if (instr.args().stream().anyMatch(this::isActive)) {
          mark(instr.result());
        }
      }
      case RULED -> {
        if (instr.args().stream().skip(1).anyMatch(this::isActive)) {
          markValue(instr.result());
        }
      }
      case CONSTANT, ALLOCATE, LENGTH, COMPARE, FUNCTION, INVOKE, CODE -> {}
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> {}
    }
  }

  /// An array of numbers is active where an active number is stored, and so is what holds it.
  private void markUpwards(Var array) {
    activate(node(array));
    changed = true;
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Node node : Set.copyOf(nodes.values())) {
        Node root = find(node);
        Node inner = root.element;
        if (!root.isActive && inner != null && find(inner).isActive) {
          activate(root);
          grows = true;
        }
      }
    }
  }

  private void markValue(Var var) {
    if (var.isArray() && !node(var).isActive) {
      markUpwards(var);
    } else {
      mark(var);
    }
  }

  private void mark(Var var) {
    if (var.isReal()) {
      changed |= active.add(var);
    }
  }

  /// The classes of an array and of the arrays in it.
  Set<Node> nodes(Var array) {
    Set<Node> all = new HashSet<>();
    Node current = node(array);
    while (current != null && all.add(current)) {
      current = current.element == null ? null : find(current.element);
    }
    return all;
  }

  /// Whether a number depends on the parameters, or an array may hold one that does.
  boolean isActive(Var var) {
    if (var.isArray()) {
      return var.isRealArray() && node(var).isActive;
    }
    return active.contains(var);
  }

  boolean isActive(Slot slot) {
    return activeSlots.contains(slot);
  }

  /// Whether anything is ever stored in an array of the class of this one.
  boolean isStored(Var array) {
    return node(array).isStored;
  }

  /// The type of a tangent or cotangent: double for every real number.
  static ClassDesc shadow(ClassDesc type) {
    return shadow(type, ConstantDescs.CD_double);
  }

  /// The type of what goes beside a value, which is an `element` for every real number.
  static ClassDesc shadow(ClassDesc type, ClassDesc element) {
    if (type.isArray()) {
      ClassDesc component = java.util.Objects.requireNonNull(type.componentType());
      return shadow(component, element).arrayType();
    }
    return element;
  }
}
