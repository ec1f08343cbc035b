// A library that misbehaves as its option `do` says: refuse, crash, hang, grow, escape, flood,
// garbage, lie. With -DWRONG_API, -DWRONG_BUILD or -DWRONG_SIZE it is none that could be loaded.
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <claimwatch/plugin.h>

static char mode[64];

static void say(claimwatch_write write_text, void* to, const char* text) {
  write_text(to, text, strlen(text));
}

static int is(const char* word) {
  return strstr(mode, word) != NULL;
}

static void* hostile_open(const char* options, size_t size, claimwatch_write write_text,
                          void* reason) {
  const size_t kept = size < sizeof(mode) - 1 ? size : sizeof(mode) - 1;
  memcpy(mode, options, kept);
  if (is("refuse")) {
    say(write_text, reason, "there is no licence");
    return NULL;
  }
  return mode;
}

static void misbehave(void) {
  if (is("crash")) {
    fprintf(stderr, "about to fall\n");
    abort();
  }
  while (is("hang")) {
    pause();
  }
  while (is("grow")) {
    memset(malloc(1 << 20), 1, 1 << 20);
  }
}

// What a library that thinks must not be able to do: 'p' a process, 's' a socket, 'w' a file.
static void escape(claimwatch_write write_text, void* answer) {
  char done[4] = "---";
  if (fork() >= 0) {
    done[0] = 'p';
  }
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0) {
    done[1] = 's';
  }
  if (open("/tmp/claimwatch-hostile", O_WRONLY | O_CREAT, 0600) >= 0) {
    done[2] = 'w';
  }
  say(write_text, answer, "{\"findings\":[{\"rule\":1,\"reason\":\"");
  say(write_text, answer, done);
  say(write_text, answer, "\",\"text\":\"Astana\"}]}");
}

static int hostile_answer(void* state, const char* question, size_t size,
                          claimwatch_write write_text, void* answer) {
  (void)state;
  (void)question;
  (void)size;
  misbehave();
  if (is("escape")) {
    escape(write_text, answer);
  }
  for (int i = 0; is("flood") && i < (1 << 17); ++i) {
    say(write_text, answer, "0123456789012345678901234567890123456789012345678901234567890123"
                            "0123456789012345678901234567890123456789012345678901234567890123"
                            "0123456789012345678901234567890123456789012345678901234567890123"
                            "0123456789012345678901234567890123456789012345678901234567890123"
                            "0123456789012345678901234567890123456789012345678901234567890123");
  }
  if (is("garbage")) {
    say(write_text, answer, "}{ \xff no JSON");
  }
  if (is("lie")) {
    say(write_text, answer,
        "{\"findings\":[{\"rule\":1,\"reason\":\"made up\",\"text\":\"words that are not there\"},"
        "{\"rule\":1,\"reason\":\"elsewhere\",\"text\":\"Astana\",\"start\":3},"
        "{\"rule\":5000,\"reason\":\"no such rule\",\"text\":\"Astana\"},"
        "{\"rule\":1,\"text\":\"Astana\"},"
        "{\"rule\":1,\"reason\":\"gone\",\"text\":\"Astana\",\"type\":\"removed_article\"}]}");
  }
  return 0;
}

static const claimwatch_plugin plugin = {
#ifdef WRONG_SIZE
    8,
#else
    sizeof(claimwatch_plugin),
#endif
#ifdef WRONG_API
    CLAIMWATCH_PLUGIN_API + 1,
#else
    CLAIMWATCH_PLUGIN_API,
#endif
#ifdef WRONG_BUILD
    "claimwatch-1 pdp11",
#else
    CLAIMWATCH_PLUGIN_BUILD,
#endif
    "analyzer",
    "0.1",
    "misbehaves",
    hostile_open,
    hostile_answer,
    NULL};

const claimwatch_plugin* claimwatch_plugin_v1(void) {
  return &plugin;
}
