/// Integrals and differential equations that know their error and can be differentiated.
module dev.leibniz.integrate {
  requires transitive dev.leibniz;
  requires static org.jspecify;

  exports dev.leibniz.integrate;
}
