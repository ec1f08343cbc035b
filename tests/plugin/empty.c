// A library that is no plugin.
int claimwatch_plugin_v0(void) {
  return 0;
}
