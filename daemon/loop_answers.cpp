// The loop's answering half: what came from the network, and what the workers made of it.
#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "core/log.h"
#include "core/text.h"
#include "daemon/loop.h"
#include "daemon/loop_words.h"
#include "daemon/record_names.h"

namespace claimwatch {
namespace {

constexpr Duration kLongestRoomWait = std::chrono::minutes(5);

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

void Loop::TakeFetched(Fetched fetched) {
  politeness_.Ended(fetched.request.url, OutcomeOf(fetched));
  for (std::size_t hop = fetched.request.hops.size(); hop < fetched.page.hops.size(); ++hop) {
    politeness_.Hopped(fetched.request.url);
  }
  if (fetched.request.key.starts_with(kRobotsKey)) {
    TakeRobots(fetched);
    return;
  }
  if (fetched.onward) {
    TakeOnward(fetched);
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
  if (errand.subject == Subject::kPart) {
    job.part = errand.part;
  }
  job.page = std::move(fetched.page);
  being_read_.insert_or_assign(errand.key, std::make_pair(errand, std::move(answer)));
  Queue(std::move(job));
}

void Loop::TakeOnward(const Fetched& fetched) {
  if (const auto errand = out_.find(fetched.request.key); errand != out_.end()) {
    WriteEvent("redirect", errand->second, AnswerOf(fetched),
               "sent on to " + Ellipsize(fetched.onward->text(), 300));
    Hold(OnwardRequest(fetched));
  }
}

void Loop::TakeRobots(const Fetched& fetched) {
  robots_.Store(fetched);
  Errand errand;
  errand.key = fetched.request.key;
  errand.reason = "before the first request to " + fetched.request.url.host();
  const Answer answer = AnswerOf(fetched);
  WriteEvent("robots", errand, answer, answer.outcome.words);
  const std::string origin = fetched.request.key.substr(kRobotsKey.size());
  politeness_.SetCrawlDelay(fetched.request.url,
                            robots_.CrawlDelay(fetched.request.url).value_or(Duration::zero()));
  for (Held& held : held_) {
    if (held.request.url.Origin() == origin) {
      held.due = std::min(held.due, house_.clock.Steady());
    }
  }
  const auto node = await_robots_.extract(origin);
  if (node.empty()) {
    return;
  }
  for (const Errand& waiting : node.mapped()) {
    scheduler_.PutBack(waiting.key, Duration::zero(), waiting.reason);
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
  NoteUntrusted(errand, fetched);
}

// A certificate that is not trusted any more is no passing failure: said at the second time.
void Loop::NoteUntrusted(const Errand& errand, const Fetched& fetched) {
  if (errand.subject == Subject::kSource && fetched.fault == FetchFault::kTls &&
      scheduler_.Explain(errand.key)["failures"].AsInt() == 2) {
    Job job = JobFor(errand, JobKind::kDegraded);
    job.reason = "certificate change: " + Ellipsize(EscapeControls(fetched.error), 200);
    Queue(std::move(job));
  }
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

void Loop::CollectDone() {
  for (Done& done : house_.workers.Collect()) {
    TakeDone(done);
  }
}

void Loop::NoteShortage() {
  if (!shortage_) {
    LogWarning("what the disk has no room for is tried again in {}; nothing is asked for meanwhile",
               FormatDuration(room_wait_));
    shortage_ = Shortage{{}, house_.clock.Steady() + room_wait_};
    room_wait_ = std::min(room_wait_ * 3 / 2, kLongestRoomWait);
  }
}

// Once nothing is under way: what is owed then is nobody's work. A job that is run twice leaves
// what it left once.
void Loop::MakeUp() {
  const bool idle = house_.workers.Pending() == 0 && queued_.empty();
  if (!shortage_ || !idle || house_.clock.Steady() < shortage_->next) {
    return;
  }
  std::vector<Job> jobs = std::move(shortage_->jobs);
  shortage_.reset();
  saved_at_ = house_.clock.Steady();  // the schedule after them
  for (Job& job : jobs) {
    if (job.kind != JobKind::kOwed) {  // those are in the store
      Queue(std::move(job));
    }
  }
  if (const Status owed = RestoreOwed(Attempt::kDoesNotCount); !owed.ok()) {
    LogError("what is owed: {}", owed.error().message());
  }
}

void Loop::SetAsking(bool asking) {
  asking_ = asking;
  if (asking && shortage_) {
    shortage_->next = house_.clock.Steady();
    room_wait_ = kFirstRoomWait;  // the store takes some seconds to notice
  }
}

void Loop::TakeDone(Done& done) {
  Count(done.counts);
  if (done.no_room) {
    NoteShortage();
  } else {
    room_wait_ = kFirstRoomWait;
  }
  for (const FoundArticle& found : done.found) {
    TakeFound(found);
  }
  for (const Part& part : done.parts) {
    if (follow_ == Follow::kArticles) {
      scheduler_.AddPart(part);
    }
  }
  for (const std::string& trouble : done.troubles) {
    WriteSourceEvent(done.source_id, trouble);
  }
  if (done.again) {
    shortage_->jobs.push_back(std::move(*done.again));
    return;
  }
  if (done.kind == JobKind::kGone) {
    Note(std::string(kGoneKey) + done.key, "");
  }
  auto node = done.kind == JobKind::kPage ? being_read_.extract(done.key)
                                          : decltype(being_read_)::node_type();
  if (!node.empty()) {
    Answered(node.mapped().first, node.mapped().second, done);
  }
}

void Loop::TakeFound(const FoundArticle& found) {
  if (follow_ == Follow::kFeedsOnly) {
    KeepPromise(found.task.article);  // nobody will fetch it
    return;
  }
  const std::string key = ArticleKey(found.task.article);
  const bool known = scheduler_.Knows(key);
  if (!found.shared) {
    TakeOver(found.task);
  } else if (known) {
    scheduler_.AddArticle(found.task);
  }
  if (known && found.known && !found.shared) {
    scheduler_.PollNow(Firmness::kOurs, key);
  }
}

void Loop::Answered(const Errand& errand, const Answer& answer, const Done& done) {
  if (!scheduler_.TakesAnswerOf(errand.key, errand.url)) {
    WriteEvent("fetch", errand, answer, "of an address that was changed meanwhile");
    return;
  }
  if (pass_) {
    pass_->erase(errand.key);
    passed_.insert(errand.key);
  }
  switch (errand.subject) {
    case Subject::kSource:
      NoteVerdict(errand, scheduler_.SourceAnswered(errand.key, answer, done.source));
      break;
    case Subject::kPart:
      PartAnswered(errand, answer, done);
      break;
    case Subject::kArticle:
      if (scheduler_.ArticleAnswered(errand.key, answer, done.article) == ArticleVerdict::kGone) {
        NoteGone(errand);
      }
      break;
  }
  if (done.source.gap) {
    LogWarning("source {}: entries came and went between two polls; it is asked more often",
               errand.source);
  }
  WriteEvent("fetch", errand, answer,
             done.source.gap ? done.note + "; entries were missed" : done.note);
}

void Loop::PartAnswered(const Errand& errand, const Answer& answer, const Done& done) {
  scheduler_.PartAnswered(errand.key, answer, answer.outcome.Good() && done.source.accepted);
  if (!done.candidate_feed.empty()) {
    Errand source = errand;
    source.key = SourceKey(errand.source);
    source.subject = Subject::kSource;
    source.part.url = done.candidate_feed;
    const SourceVerdict verdict = scheduler_.Suggest(source.key, done.candidate_feed);
    if (verdict == SourceVerdict::kFound) {
      passed_.erase(source.key);  // its feed was not asked yet
    }
    NoteVerdict(source, verdict);
  }
}

// What changed with a source, besides its answers.
void Loop::WriteSourceEvent(const std::string& source, const std::string& what) {
  house_.events.Write(Json::Of({{"time", FormatTime(house_.clock.Now())},
                                {"event", "source"},
                                {"source", source},
                                {"result", what}}));
}

void Loop::NoteVerdict(const Errand& errand, SourceVerdict verdict) {
  if (verdict == SourceVerdict::kNothing) {
    return;
  }
  Job job = JobFor(errand, JobKind::kDegraded);
  switch (verdict) {
    case SourceVerdict::kMoved:
      LogInfo("source {}: moved for good, see `claimwatch source list`", errand.source);
      WriteSourceEvent(errand.source, "moved for good");
      return;
    case SourceVerdict::kFound:
      LogInfo("source {}: its page names the feed {}, which is asked from now on", errand.source,
              EscapeControls(errand.part.url));
      WriteSourceEvent(errand.source, "its page names the feed " + EscapeControls(errand.part.url));
      return;
    case SourceVerdict::kSuggested:
      job.reason =
          fmt::format("serves no feed; its page names {}: confirm it with `claimwatch source move`",
                      Ellipsize(EscapeControls(errand.part.url), 200));
      break;
    case SourceVerdict::kSuspicious:
      job.reason = "redirects for good to another domain; confirm it with `claimwatch source move`";
      job.sign = "domain";
      break;
    default:
      job.reason = scheduler_.Explain(errand.key)["why"].AsString();  // names the last error
      NoteRetired(job);
      break;
  }
  LogWarning("source {}: {}", errand.source, job.reason);
  Queue(std::move(job));
}

// What finds no room now is written with the schedule.
void Loop::Note(const std::string& key, const std::string& value) {
  const Status noted = house_.store.PutState({{key, value}});
  if (noted.ok()) {
    unsaved_.erase(key);
  } else {
    LogError("{}: {}", key, noted.error().message());
    unsaved_.insert_or_assign(key, value);
  }
}

// Written down first, as NoteGone does it.
void Loop::NoteRetired(Job& job) {
  job.sign = kRetiredSign;
  job.since = house_.clock.Now();
  Note(std::string(kRetiredKey) + job.key,
       Json::Of({{"source", job.source}, {"reason", job.reason}, {"since", FormatTime(job.since)}})
           .Dump());
}

// Written down first: the scheduler says it once, and a crash must not forget it.
void Loop::NoteGone(const Errand& errand) {
  Job job = JobFor(errand, JobKind::kGone);
  job.since = scheduler_.GoneSince(errand.key).value_or(house_.clock.Now());
  Note(std::string(kGoneKey) + errand.key, errand.url + " " + FormatTime(job.since));
  Queue(std::move(job));
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

// One line per request (FETCHING P59): what was asked and why, what came, and when the next one is
// due and why.
void Loop::WriteEvent(std::string_view event, const Errand& errand, const Answer& answer,
                      const std::string& note) {
  Json line = Json::MakeObject();
  line.Set("time", FormatTime(answer.when))
      .Set("event", event)
      .Set("source", errand.source)
      .Set("url", answer.requested)
      .Set("final_url", answer.final_url)
      .Set("redirects", std::uint64_t{answer.hops})
      .Set("status", answer.outcome.status)
      .Set("fault", FetchFaultName(answer.outcome.fault))
      .Set("bytes", answer.wire_bytes)
      .Set("milliseconds", std::chrono::round<std::chrono::milliseconds>(answer.took).count())
      .Set("http", answer.http)
      .Set("conditional", answer.conditional)
      .Set("asked_because", errand.reason)
      .Set("result", note);
  if (answer.downgraded) {
    line.Set("downgraded", true);
  }
  if (const std::optional<Scheduler::Next> next = scheduler_.NextOf(errand.key)) {
    if (next->due) {
      line.Set("next_due", FormatTime(*next->due));
    }
    line.Set("next_why", next->why);
  }
  house_.events.Write(line);
}

}  // namespace claimwatch
