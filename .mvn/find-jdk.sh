# Sets and exports JAVA_HOME to a JDK of release 25 or later; read by ./mvnw and ./leibniz.

is_jdk() {
  [ -x "$1/bin/javac" ] || return 1
  # A file is read in a thousandth of the time that javac takes to start; few JDKs lack it.
  if [ -r "$1/release" ]; then
    jdk_release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  else
    jdk_release=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  fi
  [ -n "$jdk_release" ] && [ "$jdk_release" -ge 25 ]
}

# The folder that holds a command's bin/ folder, through any links.
home_of() {
  command_path=$1
  while [ -L "$command_path" ]; do
    link=$(readlink "$command_path")
    case $link in
      /*) command_path=$link ;;
      *) command_path=$(dirname "$command_path")/$link ;;
    esac
  done
  dirname "$(dirname "$command_path")"
}

find_jdk() {
  on_path=$(command -v javac || true)
  for candidate in \
    "${JAVA_HOME:-}" \
    "${on_path:+$(home_of "$on_path")}" \
    /usr/lib/jvm/*25* /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*25* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk* /usr/local/opt/openjdk* /home/linuxbrew/.linuxbrew/opt/openjdk*; do
    if [ -n "$candidate" ] && is_jdk "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  cat >&2 <<'MESSAGE'
Leibniz needs a JDK of release 25 or later, and none was found.
  Looked at: JAVA_HOME, javac on the path, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks,
             /Library/Java/JavaVirtualMachines, Homebrew.
  Fix: install one, as in 'apt-get install temurin-25-jdk', 'apt-get install openjdk-25-jdk',
       'brew install openjdk@25' or 'sdk install java 25-tem', or point JAVA_HOME at one.
MESSAGE
  return 1
}
