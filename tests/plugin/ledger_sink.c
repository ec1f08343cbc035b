// A complete sink as a shared library, in plain C: appends each alert to a file and answers only
// when it is on the disk. The same alert may come again after a crash; whoever reads the file tells
// it by its id.
//
// claimwatch.toml:
//   [[plugin]]
//   name = "ledger"
//   stage = "sink"
//   file = "/usr/lib/claimwatch/plugins/ledger_sink.so"
//   options = ["path=/var/lib/claimwatch/ledger.jsonl"]
//
//   [[alerts.sink]]
//   kind = "plugin"
//   plugin = "ledger"
//
// Build: cc -shared -fPIC -o ledger_sink.so ledger_sink.c
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <claimwatch/plugin.h>

typedef struct {
  int fd;
} Ledger;

static void say(claimwatch_write write_text, void* to, const char* text) {
  write_text(to, text, strlen(text));
}

// The options are an object of texts, {"path":"/…"}; a path with an escape in it is not taken.
static char* path_of(const char* options, size_t size) {
  static const char key[] = "\"path\":\"";
  char* copy = calloc(size + 1, 1);
  if (copy == NULL) {
    return NULL;
  }
  memcpy(copy, options, size);
  char* start = strstr(copy, key);
  char* end = start == NULL ? NULL : strchr(start + strlen(key), '"');
  if (end == NULL || memchr(start, '\\', (size_t)(end - start)) != NULL) {
    free(copy);
    return NULL;
  }
  const size_t length = (size_t)(end - start) - strlen(key);
  memmove(copy, start + strlen(key), length);
  copy[length] = '\0';
  return copy;
}

static void* ledger_open(const char* options, size_t size, claimwatch_write write_text,
                         void* reason) {
  char* path = path_of(options, size);
  if (path == NULL) {
    say(write_text, reason, "the option 'path' is missing: path=/var/lib/claimwatch/ledger.jsonl");
    return NULL;
  }
  Ledger* ledger = malloc(sizeof(Ledger));
  if (ledger != NULL) {
    ledger->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  }
  if (ledger == NULL || ledger->fd < 0) {
    say(write_text, reason, path);
    say(write_text, reason, ": ");
    say(write_text, reason, strerror(errno));
    free(ledger);
    ledger = NULL;
  }
  free(path);
  return ledger;
}

static int write_whole(int fd, const char* text, size_t size) {
  while (size > 0) {
    const ssize_t n = write(fd, text, size);
    if (n < 0 && errno != EINTR) {
      return -1;
    }
    text += n < 0 ? 0 : n;
    size -= n < 0 ? 0 : (size_t)n;
  }
  return 0;
}

static int ledger_answer(void* state, const char* question, size_t size,
                         claimwatch_write write_text, void* answer) {
  const Ledger* ledger = state;
  // The question holds the whole record as {"do":"deliver","alert":{…}}, on one line.
  if (write_whole(ledger->fd, question, size) != 0 || write_whole(ledger->fd, "\n", 1) != 0 ||
      fsync(ledger->fd) != 0) {
    say(write_text, answer, strerror(errno));
    return 1;
  }
  say(write_text, answer, "{\"ok\":true}");
  return 0;
}

static void ledger_close(void* state) {
  Ledger* ledger = state;
  close(ledger->fd);
  free(ledger);
}

static const claimwatch_plugin plugin = {sizeof(claimwatch_plugin),
                                         CLAIMWATCH_PLUGIN_API,
                                         CLAIMWATCH_PLUGIN_BUILD,
                                         "sink",
                                         "1.0",
                                         "appends alerts to a file",
                                         ledger_open,
                                         ledger_answer,
                                         ledger_close};

const claimwatch_plugin* claimwatch_plugin_v1(void) {
  return &plugin;
}
