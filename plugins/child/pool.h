// Children that answer questions, one question each at a time, started when asked and started anew
// when they fail.
//
// The one supervisor for all that is not trusted: the parser of web pages and every plugin speak
// through it. A question is one line of JSON, perhaps with raw bytes behind it; the answer is one
// line of JSON with the question's `id`. Whatever else comes back, or nothing, or too much, costs
// the child its life and the caller one question.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/clock.h"
#include "core/json.h"
#include "core/mutex.h"
#include "core/result.h"

namespace claimwatch {

struct PoolOptions {
  std::string name;                    // of what it does, in front of messages: "plugin 'x'"
  std::vector<std::string> command;    // program and arguments
  Json greeting = Json::MakeObject();  // the first question to each new child
  Duration start_timeout = std::chrono::seconds(5);  // for the answer to it
  Duration timeout = std::chrono::seconds(10);       // for every other
  Bytes longest = 32_MiB;                            // answer
  unsigned most_questions = 1000;  // then a child is replaced, so that no leak grows
  // So many failures within this time and no child is started until the first of them is older; 0:
  // always.
  std::size_t most_failures = 0;
  Duration failures_within = std::chrono::minutes(10);
};

// What a pool has been through; for people.
struct PoolReport {
  std::uint64_t asked = 0;
  std::uint64_t failed = 0;
  std::uint64_t started = 0;  // children
  std::string last_failure;   // empty: none
};

// Any thread may call; as many children live at a time as threads ask at a time. No lock is held
// while a child is waited for.
class ChildPool {
 public:
  // Starts nothing yet. `clock` must outlive it; it only measures failures_within.
  ChildPool(PoolOptions options, const Clock& clock);
  ChildPool(const ChildPool&) = delete;
  ChildPool& operator=(const ChildPool&) = delete;
  // Kills the children. No thread may be in Ask.
  ~ChildPool();

  // Starts a child and returns its answer to the greeting. The child is kept for the first
  // question.
  Result<Json> Greet() CW_EXCLUDES(mutex_);

  // The answer to `question`, to which an "id" is added, with `bytes` written behind its line. A
  // child that had answered before and dies is replaced once and asked again: what an earlier
  // question did to it is not this one's fault. Errors have the pool's name in front and end with
  // the child's last words on standard error. kLimit: no answer in time, or too long; kInvalid: no
  // answer to this question; kIo: it ended; kBusy: too many failures, it rests.
  Result<Json> Ask(Json question, std::string_view bytes = {}) CW_EXCLUDES(mutex_);

  const std::string& name() const { return options_.name; }

  PoolReport Report() const CW_EXCLUDES(mutex_);

 private:
  struct Child;

  Result<std::unique_ptr<Child>> Take() CW_EXCLUDES(mutex_);
  Result<std::unique_ptr<Child>> StartOne() CW_EXCLUDES(mutex_);
  Result<Json> AskOne(Child& child, Json& question, std::string_view bytes, Duration timeout) const;
  void GiveBack(std::unique_ptr<Child> child) CW_EXCLUDES(mutex_);
  Error Failed(const Child* child, const Error& error) CW_EXCLUDES(mutex_);
  bool Rests() CW_REQUIRES(mutex_);

  const PoolOptions options_;
  const Clock& clock_;
  mutable Mutex mutex_;
  std::vector<std::unique_ptr<Child>> idle_ CW_GUARDED_BY(mutex_);
  std::deque<Duration> failures_ CW_GUARDED_BY(mutex_);  // steady times, oldest first
  PoolReport report_ CW_GUARDED_BY(mutex_);
};

}  // namespace claimwatch
