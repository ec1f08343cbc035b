#include "plugins/child/pool.h"

#include <utility>

#include <fmt/core.h>

#include "plugins/child/process.h"

namespace claimwatch {
namespace {

constexpr int kDepth = 32;  // of an answer

}  // namespace

struct ChildPool::Child {
  Process process;
  Json hello;              // its answer to the greeting
  unsigned questions = 0;  // answered, the greeting not counted
  std::int64_t last_id = 0;
};

ChildPool::ChildPool(PoolOptions options, const Clock& clock)
    : options_(std::move(options)),
      clock_(clock) {}

ChildPool::~ChildPool() = default;

Result<Json> ChildPool::Greet() {
  std::unique_ptr<Child> child = CW_TRY(StartOne());
  Json hello = child->hello;
  GiveBack(std::move(child));
  return hello;
}

Result<Json> ChildPool::Ask(Json question, std::string_view bytes) {
  {
    const MutexLock lock(mutex_);
    ++report_.asked;
  }
  std::unique_ptr<Child> child = CW_TRY(Take());
  Result<Json> answer = AskOne(*child, question, bytes, options_.timeout);
  if (!answer.ok() && answer.error().code() == Errc::kIo && child->questions > 0) {
    child = CW_TRY(StartOne());
    answer = AskOne(*child, question, bytes, options_.timeout);
  }
  if (!answer.ok()) {
    return Failed(child.get(), answer.error());
  }
  ++child->questions;
  GiveBack(std::move(child));
  return answer;
}

PoolReport ChildPool::Report() const {
  const MutexLock lock(mutex_);
  return report_;
}

Result<std::unique_ptr<ChildPool::Child>> ChildPool::Take() {
  {
    const MutexLock lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Child> child = std::move(idle_.back());
      idle_.pop_back();
      return child;
    }
  }
  return StartOne();
}

Result<std::unique_ptr<ChildPool::Child>> ChildPool::StartOne() {
  {
    const MutexLock lock(mutex_);
    if (Rests()) {
      return Error(Errc::kBusy,
                   fmt::format("{}: rests after {} failures within {}; the last one: {}",
                               options_.name, failures_.size(),
                               FormatDuration(options_.failures_within), report_.last_failure));
    }
    ++report_.started;
  }
  Result<Process> process = Process::Start(options_.command);
  if (!process.ok()) {
    return Failed(nullptr, process.error());
  }
  auto child = std::make_unique<Child>(Child{std::move(process).value(), Json(), 0, 0});
  Json greeting = options_.greeting;
  Result<Json> hello = AskOne(*child, greeting, {}, options_.start_timeout);
  if (!hello.ok()) {
    return Failed(child.get(), hello.error());
  }
  child->hello = std::move(hello).value();
  return child;
}

Result<Json> ChildPool::AskOne(Child& child, Json& question, std::string_view bytes,
                               Duration timeout) const {
  const std::int64_t id = ++child.last_id;
  question.Set("id", id);
  if (!bytes.empty()) {
    question.Set("bytes", static_cast<std::int64_t>(bytes.size()));
  }
  std::string request = question.Dump();
  request.push_back('\n');
  request.append(bytes);
  const std::string line = CW_TRY(child.process.Exchange(request, options_.longest, timeout));
  Json::Limits limits;
  limits.bytes = options_.longest.count;
  limits.depth = kDepth;
  Result<Json> answer = Json::Parse(line, limits);
  if (!answer.ok() || !answer->IsObject()) {
    return Error(Errc::kInvalid, "answered what is no JSON object");
  }
  if (!(*answer)["id"].IsNumber() || (*answer)["id"].AsInt() != id) {
    return Error(Errc::kInvalid, fmt::format("answered without the question's id {}", id));
  }
  return answer;
}

void ChildPool::GiveBack(std::unique_ptr<Child> child) {
  if (child->questions < options_.most_questions) {
    const MutexLock lock(mutex_);
    idle_.push_back(std::move(child));
  }
}

// Counts it and says it in the pool's name.
Error ChildPool::Failed(const Child* child, const Error& error) {
  std::string words = child == nullptr ? std::string() : child->process.LastWords();
  std::string message = error.message() + (words.empty() ? "" : "; it said: " + words);
  const MutexLock lock(mutex_);
  ++report_.failed;
  report_.last_failure = message;
  failures_.push_back(clock_.Steady());
  return Error(error.code(), message).At(options_.name);
}

bool ChildPool::Rests() {
  const Duration now = clock_.Steady();
  while (!failures_.empty() &&
         (options_.most_failures == 0 || now - failures_.front() >= options_.failures_within)) {
    failures_.pop_front();
  }
  return options_.most_failures != 0 && failures_.size() >= options_.most_failures;
}

}  // namespace claimwatch
