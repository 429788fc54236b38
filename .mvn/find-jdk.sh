# Sets and exports JAVA_HOME to a JDK of release 25 or later; read by ./mvnw and ./leibniz.

is_jdk() {
  [ -x "$1/bin/javac" ] || return 1
  jdk_release=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ -n "$jdk_release" ] && [ "$jdk_release" -ge 25 ]
}

find_jdk() {
  for candidate in \
    "${JAVA_HOME:-}" \
    /usr/lib/jvm/*25* /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  javac_path=$(command -v javac || true)
  if [ -n "$javac_path" ]; then
    candidate=$(dirname "$(dirname "$(readlink -f "$javac_path")")")
    if is_jdk "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  fi
  echo "Leibniz needs a JDK of release 25 or later, and none was found." >&2
  echo "  Looked at: JAVA_HOME, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks, the path." >&2
  echo "  Fix: install one, as in 'apt-get install temurin-25-jdk', 'apt-get install openjdk-25-jdk'," >&2
  echo "       'brew install openjdk@25' or 'sdk install java 25-tem', or point JAVA_HOME at one." >&2
  return 1
}
