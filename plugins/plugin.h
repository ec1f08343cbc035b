// The interface of a plugin that claimwatch loads: a shared library (.so), in C or in any language
// that can export a C function. Plain C99; installed as <claimwatch/plugin.h>. docs/plugins.md is
// the guide, tests/plugin has complete examples.
//
// What is said is JSON, the same as a plugin that is a program says on its pipes: this header only
// hands it over. The library is loaded into a process of its own, never into the daemon: a crash, a
// leak or an endless loop ends that process. It gets one question at a time, from one thread.
//
// Memory, as a whole: every text is UTF-8 with a length and need not end in NUL. What claimwatch
// hands in is its own and is gone when the call returns; copy what you keep. What you hand out
// through `write` is copied before `write` returns; free it as you like. The description that
// claimwatch_plugin_v1() returns, and all it points to, must live as long as the library.
//
// Never let a C++ exception leave a function of yours, never call exit(), and write nothing to
// standard output, which belongs to the conversation. Standard error is yours: its last line is
// shown when something goes wrong.
#ifndef CLAIMWATCH_PLUGIN_H
#define CLAIMWATCH_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The number of this interface. It grows when the meaning of a question or an answer changes in a
// way that an older plugin would get wrong; a plugin with another number is refused.
#define CLAIMWATCH_PLUGIN_API 1u

// What the two sides must have in common: the interface and the machine. A library that was built
// for another one is refused with a sentence instead of a crash.
#if defined(__x86_64__)
#define CLAIMWATCH_PLUGIN_BUILD "claimwatch-1 x86_64"
#elif defined(__aarch64__)
#define CLAIMWATCH_PLUGIN_BUILD "claimwatch-1 aarch64"
#else
#define CLAIMWATCH_PLUGIN_BUILD "claimwatch-1 other"
#endif

// Puts `size` bytes behind what was already written as the answer to this question. At most 32 MiB;
// more is dropped, and the answer with it.
typedef void (*claimwatch_write)(void* answer, const char* text, size_t size);

// What a library says of itself.
typedef struct claimwatch_plugin {
  size_t size;          // sizeof(claimwatch_plugin): a longer one of a later version is understood
  uint32_t api;         // CLAIMWATCH_PLUGIN_API
  const char* build;    // CLAIMWATCH_PLUGIN_BUILD
  const char* stage;    // "source", "analyzer" or "sink"
  const char* version;  // of the plugin, for people: "1.2"
  const char* help;     // one line, for `claimwatch plugins`

  // Called once, before the first question. `options` is the JSON object of the configuration's
  // `options`. Returns the plugin's own state, which comes back in every call, or NULL when it
  // cannot work, after having written the reason in words: it is shown, and the daemon does not
  // start. May be NULL itself: then the state is NULL.
  void* (*open)(const char* options, size_t size, claimwatch_write write, void* reason);

  // One question, one answer: both JSON objects, as docs/plugins.md has them. Returns 0, or
  // anything else when it could not answer, after having written the reason in words.
  int (*answer)(void* state, const char* question, size_t size, claimwatch_write write,
                void* answer);

  // Called once at the end, unless the process is killed. May be NULL.
  void (*close)(void* state);
} claimwatch_plugin;

// The one symbol that a plugin exports, by exactly this name; the 1 is CLAIMWATCH_PLUGIN_API.
const claimwatch_plugin* claimwatch_plugin_v1(void);

#ifdef __cplusplus
}
#endif

#endif
