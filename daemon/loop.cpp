#include "daemon/loop.h"

#include <algorithm>

#include "core/log.h"
#include "daemon/entries.h"

namespace claimwatch {
namespace {

constexpr Duration kSaveEvery = std::chrono::seconds(1);
constexpr Duration kDisallowedFor = std::chrono::hours(24);
// In a single pass an address that has to wait longer is left out.
constexpr Duration kPatience = std::chrono::minutes(5);
constexpr std::string_view kRobotsKey = "robots/";
constexpr std::string_view kSiteKey = "site/";
constexpr std::string_view kGoneKey = "gone/";

// A bare list of feeds stands for so many sites, also when one machine serves them all.
Politeness::SiteOf SitesFor(Loop::Follow follow) {
  if (follow == Loop::Follow::kArticles) {
    return {};
  }
  return [](const Url& url) {
    return url.text();
  };
}

bool IsPage(const Errand& errand, const Fetched& fetched) {
  return fetched.Usable() && (fetched.page.status != 304 || errand.subject == Subject::kArticle);
}

Job JobFor(const Errand& errand, JobKind kind) {
  Job job;
  job.kind = kind;
  job.subject = errand.subject;
  job.key = errand.key;
  job.url = errand.url;
  job.source = errand.source;
  return job;
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
  for (const std::string_view prefix : {"source/", "article/"}) {
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
    if (!scheduler_.Knows(ArticleKey(task.article))) {
      scheduler_.AddArticle(task);
    }
  }
  return RestoreOwed();
}

// The scheduler spreads these over minutes, which a single pass does not wait for.
void Loop::NoteOverdue(const std::string& key, const Json& state) {
  const std::optional<Time> due = ParseTime(state["due"].AsString());
  if (due && *due <= house_.clock.Now()) {
    overdue_.push_back(key);
  }
}

// Work of an earlier life that needs no network.
Status Loop::RestoreOwed() {
  const std::vector<Owed> owed = CW_TRY(house_.store.OwedAnalyses());
  for (const Owed& one : owed) {
    Job job;
    job.kind = JobKind::kOwed;
    job.owed = one;
    job.url = one.article_id;
    Queue(std::move(job));
  }
  const std::vector<StateRecord> gone = CW_TRY(house_.store.States(kGoneKey));
  for (const StateRecord& record : gone) {
    Job job;
    job.kind = JobKind::kGone;
    job.key = record.key.substr(kGoneKey.size());
    job.url = record.value;
    Queue(std::move(job));
  }
  return Ok();
}

void Loop::Turn(Duration most) {
  CollectDone();
  PushQueued();
  ChangeFetcher();
  if (asking_ && next_fetcher_ == nullptr) {
    AskDue();
  }
  for (Fetched& fetched : fetcher_->Poll(WaitFor(most))) {
    TakeFetched(std::move(fetched));
  }
  CollectDone();
  if (house_.clock.Steady() - saved_at_ >= kSaveEvery) {
    SaveOrSay();
  }
}

void Loop::ChangeFetcher() {
  if (next_fetcher_ != nullptr && fetcher_->InFlight() == 0) {
    fetcher_ = std::move(next_fetcher_);
  }
}

Duration Loop::WaitFor(Duration most) const {
  if (!queued_.empty() || !asking_ || house_.workers.Room() <= fetcher_->InFlight()) {
    return most;  // a worker's result ends the wait
  }
  return std::clamp(scheduler_.NextIn().value_or(most), Duration::zero(), most);
}

// --- asking ---

void Loop::AskDue() {
  const std::size_t busy = fetcher_->InFlight() + queued_.size();
  const std::size_t room = house_.workers.Room();
  if (room <= busy) {
    return;
  }
  for (Errand& errand : scheduler_.TakeDue(room - busy)) {
    Ask(std::move(errand));
  }
}

void Loop::Ask(Errand errand) {
  if (pass_ && passed_.contains(errand.key)) {
    scheduler_.PutBack(errand.key, kPatience, "asked once in this pass");
    return;
  }
  Result<Url> url = Url::Parse(errand.url);
  if (!url.ok()) {
    LogWarning("{}: {}; dropped", errand.key, url.error().message());
    scheduler_.Drop(errand.key);
    return;
  }
  const Permission permission = politeness_.MayAsk(*url);
  if (!permission.Now()) {
    PutBack(errand, permission.wait, permission.reason);
    return;
  }
  if (!RobotsAllow(errand, *url)) {
    return;
  }
  FetchRequest request;
  request.key = errand.key;
  request.url = std::move(url).value();
  request.kind = errand.subject == Subject::kSource ? FetchKind::kFeed : FetchKind::kArticle;
  request.validators = errand.validators;
  out_.insert_or_assign(errand.key, std::move(errand));
  Send(std::move(request));
}

void Loop::PutBack(const Errand& errand, Duration wait, const std::string& reason) {
  scheduler_.PutBack(errand.key, wait, reason);
  if (!pass_) {
    return;
  }
  if (wait <= kPatience) {
    pass_->insert(errand.key);
  } else if (passed_.insert(errand.key).second) {
    pass_->erase(errand.key);
    ++tally_.skipped;
    LogInfo("{}: left out of this pass: {}", errand.url, reason);
  }
}

// Feeds are made for robots and are asked without (FETCHING P36); articles only where robots.txt
// lets us.
bool Loop::RobotsAllow(const Errand& errand, const Url& url) {
  if (!config_.politeness.respect_robots || errand.subject == Subject::kSource) {
    return true;
  }
  const RobotsCache::Answer answer = robots_.Ask(url);
  if (answer.verdict == RobotsCache::Verdict::kAsk) {
    AskRobots(errand, url);
  } else if (answer.verdict == RobotsCache::Verdict::kDisallowed) {
    PutBack(errand, kDisallowedFor, answer.reason);
  }
  return answer.verdict == RobotsCache::Verdict::kAllowed;
}

void Loop::AskRobots(const Errand& errand, const Url& url) {
  std::vector<Errand>& waiting = await_robots_[url.Origin()];
  waiting.push_back(errand);
  if (waiting.size() > 1) {
    return;
  }
  FetchRequest request;
  request.key = std::string(kRobotsKey) + url.Origin();
  request.url = RobotsUrl(url);
  request.kind = FetchKind::kRobots;
  Send(std::move(request));
}

void Loop::Send(FetchRequest request) {
  politeness_.Started(request.url);
  fetcher_->Start(std::move(request));
}

// --- answers ---

void Loop::TakeFetched(Fetched fetched) {
  politeness_.Ended(fetched.request.url, OutcomeOf(fetched));
  if (fetched.request.key.starts_with(kRobotsKey)) {
    TakeRobots(fetched);
    return;
  }
  auto node = out_.extract(fetched.request.key);
  if (node.empty()) {
    return;
  }
  const Errand& errand = node.mapped();
  if (fetched.fault == FetchFault::kCancelled) {
    scheduler_.PutBack(errand.key, Duration::zero(), "interrupted");
    return;
  }
  ++tally_.fetched;
  Answer answer = AnswerOf(fetched);
  if (!IsPage(errand, fetched)) {
    TakeUseless(errand, fetched, answer);
    return;
  }
  Job job = JobFor(errand, JobKind::kPage);
  job.page = std::move(fetched.page);
  being_read_.insert_or_assign(errand.key, std::make_pair(errand, std::move(answer)));
  Queue(std::move(job));
}

void Loop::TakeRobots(const Fetched& fetched) {
  robots_.Store(fetched);
  const std::string origin = fetched.request.key.substr(kRobotsKey.size());
  if (const std::optional<Duration> delay = robots_.CrawlDelay(fetched.request.url)) {
    politeness_.SetCrawlDelay(fetched.request.url, *delay);
  }
  auto node = await_robots_.extract(origin);
  if (!node.empty()) {
    for (const Errand& errand : node.mapped()) {
      scheduler_.PutBack(errand.key, Duration::zero(), errand.reason);
    }
  }
}

// An answer without a page: an error, or a feed that did not change.
void Loop::TakeUseless(const Errand& errand, const Fetched& fetched, const Answer& answer) {
  Done done;
  done.subject = errand.subject;
  done.key = errand.key;
  done.source.accepted = done.article.accepted = fetched.Usable();
  done.note = fetched.Usable() ? "not modified" : answer.outcome.words;
  if (fetched.Usable()) {
    ++tally_.jobs.unchanged;
  } else {
    ++tally_.failures;
    LogInfo("{}: {}", errand.url, fetched.error.empty() ? answer.outcome.words : fetched.error);
  }
  Answered(errand, answer, done);
}

void Loop::Queue(Job job) {
  if (!queued_.empty() || !house_.workers.TryPush(job)) {
    queued_.push_back(std::move(job));
  }
}

void Loop::PushQueued() {
  while (!queued_.empty() && house_.workers.TryPush(queued_.front())) {
    queued_.pop_front();
  }
}

// --- results ---

void Loop::CollectDone() {
  for (const Done& done : house_.workers.Collect()) {
    TakeDone(done);
  }
}

void Loop::TakeDone(const Done& done) {
  Count(done.counts);
  for (const FoundArticle& found : done.found) {
    TakeFound(found);
  }
  if (done.kind == JobKind::kGone) {
    static_cast<void>(house_.store.PutState({{std::string(kGoneKey) + done.key, ""}}));
  }
  auto node = done.kind == JobKind::kPage ? being_read_.extract(done.key)
                                          : decltype(being_read_)::node_type();
  if (!node.empty()) {
    Answered(node.mapped().first, node.mapped().second, done);
  }
}

void Loop::TakeFound(const FoundArticle& found) {
  if (follow_ == Follow::kFeedsOnly) {
    return;
  }
  const std::string key = ArticleKey(found.task.article);
  if (!scheduler_.Knows(key)) {
    scheduler_.AddArticle(found.task);
  } else if (found.known) {
    scheduler_.PollNow(Firmness::kOurs, key);
  }
}

void Loop::Answered(const Errand& errand, const Answer& answer, const Done& done) {
  if (pass_) {
    pass_->erase(errand.key);
    passed_.insert(errand.key);
  }
  if (errand.subject == Subject::kSource) {
    NoteVerdict(errand, scheduler_.SourceAnswered(errand.key, answer, done.source));
  } else if (scheduler_.ArticleAnswered(errand.key, answer, done.article) ==
             ArticleVerdict::kGone) {
    NoteGone(errand);
  }
  WriteEvent(errand, answer, done.note);
}

void Loop::NoteVerdict(const Errand& errand, SourceVerdict verdict) {
  if (verdict == SourceVerdict::kNothing) {
    return;
  }
  Job job = JobFor(errand, JobKind::kDegraded);
  switch (verdict) {
    case SourceVerdict::kMoved:
      LogInfo("source {}: moved for good, see `claimwatch source list`", errand.source);
      return;
    case SourceVerdict::kSuspicious:
      job.reason = "redirects for good to another domain; confirm it with `claimwatch source move`";
      break;
    default:
      job.reason = "gone, or failing for 30 days; not asked any more";
      break;
  }
  LogWarning("source {}: {}", errand.source, job.reason);
  Queue(std::move(job));
}

// Written down first: the scheduler says it once, and a crash must not forget it.
void Loop::NoteGone(const Errand& errand) {
  const Status owed = house_.store.PutState({{std::string(kGoneKey) + errand.key, errand.url}});
  if (!owed.ok()) {
    LogError("{}: {}", errand.url, owed.error().message());
  }
  Queue(JobFor(errand, JobKind::kGone));
}

void Loop::Count(const JobCounts& counts) {
  tally_.jobs.unchanged += counts.unchanged;
  tally_.jobs.versions += counts.versions;
  tally_.jobs.alerts += counts.alerts;
  tally_.jobs.refused += counts.refused;
  tally_.jobs.errors += counts.errors;
  if (counts.alerts > 0) {
    house_.courier.Wake();
  }
}

void Loop::WriteEvent(const Errand& errand, const Answer& answer, const std::string& note) {
  const Json plan = scheduler_.Explain(errand.key);
  house_.events.Write(Json::Of({{"time", FormatTime(answer.when)},
                                {"event", "fetch"},
                                {"source", errand.source},
                                {"url", errand.url},
                                {"final_url", answer.final_url},
                                {"status", answer.outcome.status},
                                {"fault", FetchFaultName(answer.outcome.fault)},
                                {"conditional", !errand.validators.empty()},
                                {"asked_because", errand.reason},
                                {"result", note},
                                {"next_due", plan["due"]},
                                {"next_why", plan["why"]}}));
}

// --- passes, reload, stop ---

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

bool Loop::IsWaiting() const {
  return house_.workers.Pending() == 0 && fetcher_->InFlight() == 0 && queued_.empty();
}

bool Loop::PassIsDone() const {
  const bool due = scheduler_.NextIn().value_or(kPatience) <= Duration::zero();
  return IsWaiting() && !due && pass_ && pass_->empty() && await_robots_.empty();
}

void Loop::Configure(const Config& config, std::unique_ptr<Fetcher> fetcher) {
  next_fetcher_ = std::move(fetcher);
  config_ = config;
  scheduler_.Configure(config.politeness, config.recheck);
  scheduler_.SetSources(config.sources);
  politeness_.Configure(config.politeness);
}

void Loop::StopAsking() {
  asking_ = false;
  fetcher_->CancelAll();
  for (Fetched& fetched : fetcher_->Poll(Duration::zero())) {
    TakeFetched(std::move(fetched));
  }
}

void Loop::Finish() {
  CollectDone();
  SaveOrSay();
}

void Loop::SaveOrSay() {
  if (const Status saved = Save(); !saved.ok()) {
    LogError("schedule: {}", saved.error().message());
  }
}

Status Loop::Save() {
  saved_at_ = house_.clock.Steady();
  std::vector<StateRecord> records;
  for (auto& [key, value] : scheduler_.TakeChanged()) {
    records.push_back({key, std::move(value)});
  }
  for (const std::string& site : politeness_.TakeChanged()) {
    records.push_back({std::string(kSiteKey) + site, politeness_.State(site).Dump()});
  }
  return records.empty() ? Ok() : house_.store.PutState(records);
}

}  // namespace claimwatch
