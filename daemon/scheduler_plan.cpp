// What an answer means for the next request.
#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "core/url.h"
#include "daemon/scheduler_item.h"

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Duration kMaxTtl = hours(24);
constexpr Duration kLeastInterval = std::chrono::minutes(1);
constexpr Duration kCalmAfter = days(1);  // without a gap: half as often again
constexpr std::uint64_t kPartTries = 3;
constexpr Duration kPartAgain = hours(1);
constexpr Duration kGoBackWithin = days(7);  // a new address that dies so soon was no move
constexpr int kGoBackAfter = 3;              // failures in a row
constexpr Duration kGoneEvery = days(1);     // a confirmed gone article may come back

struct Plan {
  Duration in{};
  std::string why;
};

void AtLeast(Plan& plan, Duration floor, std::string why) {
  if (floor > plan.in) {
    plan = {floor, std::move(why)};
  }
}

bool Skips(Time time, const std::vector<int>& hours_of_day, const std::vector<int>& days_of_week) {
  const auto day = std::chrono::floor<days>(time);
  const auto hour = static_cast<int>(std::chrono::floor<hours>(time - day).count());
  const auto weekday = static_cast<int>(std::chrono::weekday(day).c_encoding());
  return std::find(hours_of_day.begin(), hours_of_day.end(), hour) != hours_of_day.end() ||
         std::find(days_of_week.begin(), days_of_week.end(), weekday) != days_of_week.end();
}

// The first hour from `time` on that is not skipped; never more than a day away.
Time OutOfSkipped(Time time, const std::vector<int>& hours_of_day,
                  const std::vector<int>& days_of_week) {
  const Time latest = time + days(1);
  while (time < latest && Skips(time, hours_of_day, days_of_week)) {
    time = std::chrono::floor<hours>(time) + hours(1);
  }
  return std::min(time, latest);
}

bool IsGone(const Answer& answer) {
  return answer.outcome.fault == FetchFault::kNone &&
         (answer.outcome.status == 404 || answer.outcome.status == 410);
}

}  // namespace

void Scheduler::NoteAnswer(Item& item, const Answer& answer, bool accepted,
                           std::string_view unusable_words) {
  Outcome outcome = answer.outcome;
  if (outcome.Good() && !accepted) {
    outcome.unusable = true;
    outcome.words = fmt::format("{}, but {}", outcome.words, unusable_words);
  }
  if (accepted) {
    item.validators = AfterAnswer(item.validators, outcome.status, answer.given);
  }
  item.standing = After(item.standing, outcome, politeness_, clock_.Now(), item.key);
  ++item.asked;
}

SourceVerdict Scheduler::NoteMove(Item& item, const Answer& answer, bool accepted) {
  const MoveDecision decision = AfterChain(
      item.move, {item.url, answer.permanent_target, accepted, answer.when}, politeness_);
  item.move = decision.move;
  if (decision.verdict == MoveVerdict::kAdopt) {
    item.url = decision.move.to;
    return SourceVerdict::kMoved;
  }
  if (decision.verdict == MoveVerdict::kSuspicious && !item.suspicious_told) {
    item.suspicious_told = true;
    return SourceVerdict::kSuspicious;
  }
  return SourceVerdict::kNothing;
}

void Scheduler::GoBack(Item& item) {
  item.url = item.move.previous;
  item.move = {};
  item.validators = {};
  item.standing = {};
}

// What a feed that was read says of itself, and what it teaches about its pace.
void Scheduler::TakeNews(Item& item, const Answer& answer, const SourceNews& news) const {
  item.suggested.clear();
  if (answer.outcome.status != 304 && !news.same_body) {
    item.slots = news.entries;
    item.ttl = news.ttl;
    item.skip_hours = news.skip_hours;
    item.skip_days = news.skip_days;
  }
  const bool first = item.arrivals.polls() == 0;
  if (first) {
    item.arrivals.Seed(news.published, clock_.Now());
  }
  item.arrivals.Polled(clock_.Now(), first ? 0 : news.new_entries);
}

bool Scheduler::TakesAnswerOf(const std::string& key, const std::string& url) {
  Item* item = Find(key);
  if (item == nullptr || item->url == url) {
    return true;
  }
  if (out_.erase(key) > 0) {
    Schedule(*item, Duration::zero(), "its address was changed while it was asked");
  }
  return false;
}

SourceVerdict Scheduler::SourceAnswered(const std::string& key, const Answer& answer,
                                        const SourceNews& news) {
  Item* item = Find(key);
  if (item == nullptr) {
    return SourceVerdict::kNothing;
  }
  out_.erase(key);
  if (answer.outcome.Good() && news.ours) {
    ++item->asked;
    PlanSource(*item, false);
    return SourceVerdict::kNothing;
  }
  const bool accepted = answer.outcome.Good() && news.accepted;
  const bool retired_before = item->standing.retired;
  NoteAnswer(*item, answer, accepted, "no feed");
  SourceVerdict verdict = NoteMove(*item, answer, accepted);
  const bool dead = item->standing.retired || item->standing.failures >= kGoBackAfter;
  if (dead && !item->move.previous.empty() &&
      clock_.Now() - item->move.adopted_at < kGoBackWithin) {
    GoBack(*item);
  }
  if (item->standing.retired && !retired_before) {
    verdict = SourceVerdict::kRetired;
  }
  if (accepted) {
    TakeNews(*item, answer, news);
  }
  NoteGap(*item, accepted && news.gap);
  PlanSource(*item, accepted && news.gap);
  return verdict;
}

void Scheduler::PartAnswered(const std::string& key, const Answer& answer, bool accepted) {
  Item* item = Find(key);
  if (item == nullptr) {
    return;
  }
  out_.erase(key);
  ++item->asked;
  const bool for_good = answer.outcome.Good() || IsGone(answer);
  if (accepted || for_good || item->asked >= kPartTries) {
    Part next = std::move(item->part);
    Drop(key);
    if (!accepted && !next.others.empty()) {
      next.url = std::move(next.others.front());
      next.others.erase(next.others.begin());
      AddPart(next);
    }
    return;
  }
  const Duration wished = answer.outcome.retry_after.value_or(kPartAgain);
  Schedule(*item, std::clamp<Duration>(wished, kPartAgain, hours(24)),
           fmt::format("{}: tried again", answer.outcome.words));
}

SourceVerdict Scheduler::Suggest(const std::string& key, const std::string& url) {
  Item* item = Find(key);
  const Result<Url> here = Url::Parse(item == nullptr ? std::string_view() : item->url);
  const Result<Url> there = Url::Parse(url);
  if (!here.ok() || !there.ok() || item->url == url || item->suggested == url) {
    return SourceVerdict::kNothing;
  }
  const bool never_read = item->arrivals.polls() == 0 && item->url == item->configured_url;
  const bool same_site = RegistrableDomain(here->host()) == RegistrableDomain(there->host());
  if (!never_read || !same_site) {
    item->suggested = url;
    changed_.insert(key);
    return SourceVerdict::kSuggested;
  }
  item->move = {};
  item->move.previous = std::exchange(item->url, url);  // to go back to when the feed dies soon
  item->move.adopted_at = clock_.Now();
  item->validators = {};
  item->standing = {};
  if (!out_.contains(key)) {
    Schedule(*item, Duration::zero(), "its page names this feed");
  }
  return SourceVerdict::kFound;
}

void Scheduler::NoteRobots(const std::string& key, std::string why) {
  if (Item* item = Find(key); item != nullptr) {
    item->robots = std::move(why);
  }
}

// The configured interval, halved for each gap of late: so that no entry comes and goes unseen.
Duration Scheduler::FloorOf(const Item& item) const {
  const Duration halved = item.interval / (1U << static_cast<unsigned>(item.halvings));
  return item.halvings == 0 ? item.interval
                            : std::min(item.interval, std::max(halved, kLeastInterval));
}

// Whether twice the present wait would bring about as many entries as the feed shows at a time: a
// source that is that busy for good is not tried at a slower pace, only to miss some again.
bool Scheduler::WouldMiss(const Item& item) const {
  const double days_between = 2.0 * static_cast<double>(FloorOf(item).count()) /
                              static_cast<double>(Duration(days(1)).count());
  return item.slots > 0 && item.arrivals.PerDay() * days_between > 0.75 * item.slots;
}

void Scheduler::NoteGap(Item& item, bool gap) {
  if (gap) {
    item.halvings = std::min(item.halvings + 1, kMostHalvings);
    item.gap_at = clock_.Now();
    ++item.gaps;
  } else if (item.halvings > 0 && item.gap_at && clock_.Now() - *item.gap_at >= kCalmAfter &&
             !WouldMiss(item)) {
    --item.halvings;
    item.gap_at = clock_.Now();
  }
}

// The learnt wait, then every floor that is longer; the longest one is the reason given.
void Scheduler::PlanSource(Item& item, bool gap) {
  if (item.standing.retired) {
    Schedule(item, std::nullopt, item.standing.reason);
    return;
  }
  const Duration floor = FloorOf(item);
  Plan plan{floor, fmt::format("interval {}", FormatDuration(floor))};
  if (item.halvings > 0) {
    plan.why = fmt::format("entries were missed between two polls: interval {} instead of {}",
                           FormatDuration(floor), FormatDuration(item.interval));
  }
  if (!gap && item.standing.failures == 0 && item.arrivals.polls() > kLearningPolls) {
    const Duration next =
        item.arrivals.Next(clock_.Now(), {floor, std::max(item.longest, floor), Arrivals::kTarget});
    AtLeast(plan, next, fmt::format("expected arrivals: {:.1f} a day", item.arrivals.PerDay()));
  }
  const std::string seed = fmt::format("{}#{}", item.key, item.asked);
  plan.in = Jittered(plan.in, seed);
  if (item.ttl) {
    AtLeast(plan, std::min(*item.ttl, kMaxTtl),
            fmt::format("the feed's ttl is {}", FormatDuration(*item.ttl)));
  }
  if (item.standing.not_before > clock_.Now()) {
    const Duration held = item.standing.not_before - clock_.Now();
    AtLeast(plan, held + SpreadOf(seed, held / 20), item.standing.reason);
  }
  const Time due = clock_.Now() + plan.in;
  const Time allowed = OutOfSkipped(due, item.skip_hours, item.skip_days);
  if (allowed > due) {
    AtLeast(plan, allowed - clock_.Now(), "the feed's skipHours and skipDays");
  }
  Schedule(item, plan.in, plan.why);
}

// The configuration gave a source another pace: what it waits for by the old one may come sooner.
void Scheduler::PlanSooner(Item& item) {
  if (out_.contains(item.key) || item.asked == 0 || item.due == kNever) {
    return;
  }
  const Duration due = item.due;
  const std::string why = item.why;
  PlanSource(item, false);
  if (item.due > due) {
    Schedule(item, due - clock_.Steady(), why);
  }
}

ArticleVerdict Scheduler::ArticleAnswered(const std::string& key, const Answer& answer,
                                          const ArticleNews& news) {
  Item* item = Find(key);
  if (item == nullptr) {
    return ArticleVerdict::kNothing;
  }
  out_.erase(key);
  if (IsGone(answer) || (answer.outcome.Good() && news.soft_gone)) {
    return NoteGone(*item, answer);
  }
  if (answer.outcome.Good() && news.ours) {
    ++item->asked;
    PlanArticle(*item);
    return ArticleVerdict::kNothing;
  }
  const bool accepted = answer.outcome.Good() && news.accepted;
  NoteAnswer(*item, answer, accepted,
             news.refused.empty() ? "no article" : "no article: " + news.refused);
  if (accepted) {
    item->gone = false;
    item->gone_seen = 0;
    item->gone_last.reset();
    item->gone_since.reset();
  }
  if (accepted && news.changed) {
    item->age.changed = Today(*item);
  }
  PlanArticle(*item);
  return ArticleVerdict::kNothing;
}

void Scheduler::PlanArticle(Item& item) {
  const RecheckPlan next = NextRecheck(item.age, recheck_, Today(item));
  if (!next.in || item.standing.retired) {
    Schedule(item, std::nullopt, item.standing.retired ? item.standing.reason : next.reason);
    return;
  }
  const std::string seed = fmt::format("{}#{}", item.key, item.asked);
  Plan plan{Jittered(*next.in, seed), next.reason};
  // A page's max-age speaks of caching, not of how often a reader may look; only failures hold a
  // re-check back.
  if (item.standing.failures > 0 && item.standing.not_before > clock_.Now()) {
    AtLeast(plan, item.standing.not_before - clock_.Now(), item.standing.reason);
  }
  Schedule(item, plan.in, plan.why);
}

std::optional<Time> Scheduler::GoneSince(const std::string& key) const {
  const Item* item = Find(key);
  return item == nullptr ? std::nullopt : item->gone_since;
}

// 404, 410 or a soft 404 counts once per `gone_apart`; enough of them in a row are believed.
ArticleVerdict Scheduler::NoteGone(Item& item, const Answer& answer) {
  const Time now = Today(item);
  ++item.asked;
  item.standing.last_status = answer.outcome.status;
  item.standing.last_error = answer.outcome.words;
  if (!item.gone_last || now - *item.gone_last >= recheck_.gone_apart) {
    ++item.gone_seen;
    item.gone_last = now;
    item.gone_since = item.gone_since.value_or(now);
  }
  const bool confirmed = !item.gone && item.gone_seen >= recheck_.gone_confirm;
  item.gone = item.gone || confirmed;
  if (!item.gone) {
    Schedule(item, recheck_.gone_apart,
             fmt::format("{}, seen {} of {} times", answer.outcome.words, item.gone_seen,
                         recheck_.gone_confirm));
  } else if (answer.outcome.status == 410 || now - item.age.first_seen > recheck_.stop_after) {
    Schedule(item, std::nullopt,
             fmt::format("{}: confirmed, not looked at again", answer.outcome.words));
  } else {
    Schedule(item, Jittered(kGoneEvery, item.key), "gone; it may come back");
  }
  return confirmed ? ArticleVerdict::kGone : ArticleVerdict::kNothing;
}

}  // namespace claimwatch
