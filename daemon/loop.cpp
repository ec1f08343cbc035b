#include "daemon/loop.h"

#include <algorithm>

#include "core/log.h"
#include "daemon/entries.h"
#include "daemon/loop_words.h"
#include "daemon/record_names.h"

namespace claimwatch {
namespace {

constexpr Duration kSaveEvery = std::chrono::seconds(1);
constexpr std::string_view kSiteKey = "site/";

// A bare list of feeds stands for so many sites, also when one machine serves them all.
Politeness::SiteOf SitesFor(Loop::Follow follow) {
  if (follow == Loop::Follow::kArticles) {
    return {};
  }
  return [](const Url& url) {
    return url.text();
  };
}

}  // namespace

Loop::Loop(House house, const Config& config, std::unique_ptr<Fetcher> fetcher, Follow follow)
    : house_(house),
      config_(config),
      follow_(follow),
      fetcher_(std::move(fetcher)),
      scheduler_(config.politeness, config.recheck, house.clock),
      politeness_(config.politeness, house.clock, SitesFor(follow)),
      robots_(config.fetch.user_agent, house.clock) {
  scheduler_.SetSources(config_.sources);
}

Status Loop::Restore() {
  for (const std::string_view prefix : {"source/", "article/", "part/"}) {
    const std::vector<StateRecord> records = CW_TRY(house_.store.States(prefix));
    for (const StateRecord& record : records) {
      if (const Result<Json> state = Json::Parse(record.value); state.ok()) {
        scheduler_.Restore(record.key, *state);
        NoteOverdue(record.key, *state);
      }
    }
  }
  const std::vector<StateRecord> sites = CW_TRY(house_.store.States(kSiteKey));
  for (const StateRecord& record : sites) {
    if (const Result<Json> state = Json::Parse(record.value); state.ok()) {
      politeness_.Restore(record.key.substr(kSiteKey.size()), *state);
    }
  }
  if (follow_ == Follow::kFeedsOnly) {
    return Ok();
  }
  const std::vector<ArticleTask> promised = CW_TRY(PromisedArticles(house_.store));
  for (const ArticleTask& task : promised) {
    TakeOver(task);
  }
  CW_TRY(RestoreOwed(Attempt::kCounts));
  CW_TRY(RestoreRetired());
  return RestoreGone();
}

// From the next save on the errand's own record is what outlives a crash.
void Loop::TakeOver(const ArticleTask& task) {
  scheduler_.AddArticle(task);
  KeepPromise(task.article);
}

void Loop::KeepPromise(std::string_view article) {
  StateRecord kept = PromiseKept(article);
  unsaved_.insert_or_assign(std::move(kept.key), std::move(kept.value));
}

// The scheduler spreads these over minutes, which a single pass does not wait for.
void Loop::NoteOverdue(const std::string& key, const Json& state) {
  const std::optional<Time> due = ParseTime(state["due"].AsString());
  if (due && *due <= house_.clock.Now()) {
    overdue_.push_back(key);
  }
}

Status Loop::RestoreOwed(Attempt attempt) {
  const std::vector<Owed> owed = CW_TRY(house_.store.OwedAnalyses());
  for (const Owed& one : owed) {
    Job job;
    job.kind = JobKind::kOwed;
    job.owed = one;
    job.attempt = attempt;
    job.url = one.article_id;
    Queue(std::move(job));
  }
  return Ok();
}

Status Loop::RestoreGone() {
  const std::vector<StateRecord> gone = CW_TRY(house_.store.States(kGoneKey));
  for (const StateRecord& record : gone) {
    Job job;
    job.kind = JobKind::kGone;
    job.key = record.key.substr(kGoneKey.size());
    const std::size_t space = std::min(record.value.find(' '), record.value.size());
    job.url = record.value.substr(0, space);
    const std::string since = record.value.substr(std::min(space + 1, record.value.size()));
    job.since = ParseTime(since).value_or(house_.clock.Now());
    Queue(std::move(job));
  }
  return Ok();
}

Status Loop::RestoreRetired() {
  const std::vector<StateRecord> retired = CW_TRY(house_.store.States(kRetiredKey));
  for (const StateRecord& record : retired) {
    const Json told = Json::Parse(record.value).value_or(Json());
    Job job;
    job.kind = JobKind::kDegraded;
    job.subject = Subject::kSource;
    job.key = record.key.substr(kRetiredKey.size());
    job.source = told["source"].AsString();
    job.reason = told["reason"].AsString();
    job.sign = kRetiredSign;
    job.since = ParseTime(told["since"].AsString()).value_or(house_.clock.Now());
    Queue(std::move(job));
  }
  return Ok();
}

void Loop::Turn(Duration most) {
  CollectDone();
  PushQueued();
  MakeUp();
  ChangeFetcher();
  if (asking_ && !shortage_ && next_fetcher_ == nullptr) {
    AskHeld();
    AskDue();
  }
  for (Fetched& fetched : fetcher_->Poll(WaitFor(most))) {
    TakeFetched(std::move(fetched));
  }
  CollectDone();
  house_.events.Flush();
  if (!shortage_ && house_.clock.Steady() - saved_at_ >= kSaveEvery) {
    SaveOrSay();
  }
}

void Loop::ChangeFetcher() {
  if (next_fetcher_ != nullptr && fetcher_->InFlight() == 0) {
    fetcher_ = std::move(next_fetcher_);
  }
}

Duration Loop::WaitFor(Duration most) const {
  const bool starts_none = !asking_ || shortage_ || next_fetcher_ != nullptr;
  if (starts_none || !queued_.empty() || house_.workers.Room() <= fetcher_->InFlight()) {
    return most;  // a worker's result or a transfer's end ends the wait
  }
  Duration wait = std::min(scheduler_.NextIn().value_or(most), most);
  for (const Held& held : held_) {
    wait = std::min(wait, held.due - house_.clock.Steady());
  }
  return std::max(wait, Duration::zero());
}

void Loop::BeginPass() {
  pass_.emplace();
  passed_.clear();
  for (const SourceConfig& source : config_.sources) {
    scheduler_.PollNow(Firmness::kOurs, SourceKey(source.id));
  }
  for (const std::string& key : std::exchange(overdue_, {})) {
    scheduler_.PollNow(Firmness::kOurs, key);
  }
}

// Requests held back for another site's sake also wait for time only.
bool Loop::IsWaiting() const {
  return house_.workers.Pending() == 0 && fetcher_->InFlight() == 0 && queued_.empty();
}

bool Loop::PassIsDone() const {
  const bool due = scheduler_.NextIn().value_or(kPatience) <= Duration::zero();
  const bool stuck = !asking_ || shortage_;
  const bool asked = !due && pass_ && pass_->empty() && await_robots_.empty() && held_.empty();
  return IsWaiting() && (stuck || asked);
}

void Loop::Configure(const Config& config, std::unique_ptr<Fetcher> fetcher) {
  next_fetcher_ = std::move(fetcher);
  config_ = config;
  scheduler_.Configure(config.politeness, config.recheck);
  scheduler_.SetSources(config.sources);
  politeness_.Configure(config.politeness);
  robots_.SetAgent(config.fetch.user_agent);
}

void Loop::StopAsking() {
  asking_ = false;
  fetcher_->CancelAll();
  for (Fetched& fetched : fetcher_->Poll(Duration::zero())) {
    TakeFetched(std::move(fetched));
  }
  for (const Held& held : std::exchange(held_, {})) {
    out_.erase(held.request.key);
    scheduler_.PutBack(held.request.key, Duration::zero(), "interrupted");
  }
}

void Loop::Finish() {
  CollectDone();
  house_.events.Flush();
  SaveOrSay();
}

void Loop::SaveOrSay() {
  if (const Status saved = Save(); !saved.ok()) {
    LogError("schedule: {}", saved.error().message());
    if (saved.error().code() == Errc::kBusy) {
      NoteShortage();
    }
  }
}

Status Loop::Save() {
  saved_at_ = house_.clock.Steady();
  for (auto& [key, value] : scheduler_.TakeChanged()) {
    unsaved_.insert_or_assign(key, std::move(value));
  }
  for (const std::string& site : politeness_.TakeChanged()) {
    const Json state = politeness_.State(site);
    unsaved_.insert_or_assign(std::string(kSiteKey) + site, state.IsNull() ? "" : state.Dump());
  }
  std::vector<StateRecord> records;
  records.reserve(unsaved_.size());
  for (const auto& [key, value] : unsaved_) {
    records.push_back({key, value});
  }
  if (!records.empty()) {
    CW_TRY(house_.store.PutState(records));
    unsaved_.clear();
  }
  return Ok();
}

}  // namespace claimwatch
